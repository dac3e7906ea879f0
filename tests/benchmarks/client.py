"""Loads one address from another process: wrk where it is present, otherwise threads of ours."""

import http.client
import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

CLIENTS = 4
GOOD = range(200, 400)


@dataclass(frozen=True)
class Asked:
    """A request; with a `body` it is posted."""

    address: str
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    per_second: float
    median: float  # milliseconds


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "Python"


def load(asked: Asked, seconds: int, folder: Path) -> Measured:
    return (_with_wrk if shutil.which("wrk") else _with_threads)(asked, seconds, folder)


def fetch(asked: Asked) -> tuple[int, int]:
    """Status and size of one answer."""
    parts = urlsplit(asked.address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    status, body = _ask(connection, asked)
    connection.close()
    return status, len(body)


def _ask(connection: http.client.HTTPConnection, asked: Asked) -> tuple[int, bytes]:
    parts = urlsplit(asked.address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    method = "POST" if asked.body else "GET"
    connection.request(method, path, asked.body or None, asked.headers)
    response = connection.getresponse()
    return response.status, response.read()


def _with_wrk(asked: Asked, seconds: int, folder: Path) -> Measured:
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "60s", "--latency"]
    for name, value in asked.headers.items():
        command += ["-H", f"{name}: {value}"]
    if asked.body:
        script = folder / "post.lua"
        script.write_text(f'wrk.method = "POST"\nwrk.body = [[{asked.body}]]\n', encoding="utf-8")
        command += ["-s", str(script)]
    told = subprocess.run([*command, asked.address], check=True, capture_output=True, text=True)
    assert "Non-2xx" not in told.stdout, told.stdout
    median, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", told.stdout).groups()
    milliseconds = float(median) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return Measured(float(re.search(r"Requests/sec:\s+([\d.]+)", told.stdout)[1]), milliseconds)


def _with_threads(asked: Asked, seconds: int, folder: Path) -> Measured:
    durations: list[float] = []
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_repeat, args=(asked, end, durations)) for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    durations.sort()
    return Measured(len(durations) / seconds, durations[len(durations) // 2] * 1000)


def _repeat(asked: Asked, end: float, durations: list[float]) -> None:
    connection = http.client.HTTPConnection(urlsplit(asked.address).netloc, timeout=60)
    while time.monotonic() < end:
        start = time.monotonic()
        status, _ = _ask(connection, asked)
        assert status in GOOD, (asked.address, status)
        durations.append(time.monotonic() - start)
