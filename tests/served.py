"""The site as production serves it: gunicorn with its own configuration, in its own processes.

Production's settings as they are but for one: no static file is collected, which takes a minute.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

PATIENCE = 90  # seconds: the machine may be busy
HOST = "portail.example"
BEHIND_TLS = {"Host": HOST, "X-Forwarded-Proto": "https"}  # what the proxy in front says


class Served:
    """gunicorn on a database of its own, which is migrated; `folder` takes all that it writes."""

    def __init__(self, folder: Path, database_url: str = "", **environment: str):
        self.folder = folder
        self.log = folder / "server.log"
        self.port = free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.served_settings",
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'site.sqlite3'}",
            "SECRET_KEY": "only-for-the-tests",
            "ALLOWED_HOSTS": HOST,
            "API_RATE": "100000/min",
            **environment,
        }

    def start(self) -> "Served":
        self.manage("migrate", "--verbosity", "0")
        return self.serve()

    def serve(self) -> "Served":
        """On a database that is migrated already."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}",
                 "portal.wsgi"],
                cwd=settings.BASE_DIR, env=self.environment, stdout=log, stderr=log,
            )  # fmt: skip
        wait_until(self.is_ready, f"gunicorn does not answer: {self.log}")
        return self

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR, env=self.environment,
            capture_output=True, text=True, timeout=PATIENCE * 2, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.get("/sante/pret/")[0] == 200
        except OSError:
            return False

    def get(self, path: str, method: str = "GET", body=None, **headers: str):
        """Status, headers and body of one request, as a proxy behind TLS would pass it on."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, BEHIND_TLS | given)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def send(self, raw: bytes) -> tuple[int, bytes]:
        """What bytes that no client library would send are answered: status and all of it."""
        with self.connect() as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before its end
                connection.sendall(raw)
            answer = _read_all(connection)
        found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
        return (int(found[1]) if found else 0), answer

    def workers(self) -> set[int]:
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return set(map(int, children))

    def reload(self) -> None:
        """What `systemctl reload` does."""
        before = self.workers()
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: not before & self.workers(), "the old processes are still there")


def _read_all(connection: socket.socket) -> bytes:
    parts = []
    with suppress(ConnectionResetError, TimeoutError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def wait_until(is_true, otherwise: str = "it never came") -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
