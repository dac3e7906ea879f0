"""The portal under load, at several sizes, on both databases: ratios to a constant page.

`python -m tests.benchmarks.speed [quick]`: gunicorn as in production, load from another process;
each page against a constant one of the same size, on the same server, by turns.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

from tests.benchmarks import client
from tests.benchmarks.client import Asked, Measured
from tests.benchmarks.databases import Engine, engines
from tests.benchmarks.table import Line, show

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"quick": (82, 10_000), "": (82, 10_000, 100_000)}
SECONDS = {"quick": 1, "": 2}  # of a round of a page; its constant page has one
# The clients of a round are taken on by one worker or by both, as it comes, which alone is worth
# a factor of two or three: of each page the round counts that went best, where both worked.
ROUNDS = 5
MINUTES = int(os.environ.get("BENCH_MINUTES", "40"))  # after which no other catalogue is begun
WARM_UP = 6  # requests: one a thread at least has read what is kept
PATIENCE = 120  # seconds
JSON = {"Content-Type": "application/json"}
PROFILE = '"profil": {"age": 45, "statuts": ["salarie-prive"], "departement": "59"}'
FEW = '"dispositifs": ["ptp", "cep", "afest", "vae", "poe"]'


def pages(url: str, size: int, session: str) -> Iterator[tuple[str, Asked]]:
    """What is measured at `size`; of a large catalogue the API does not give all verdicts."""
    listing = f"{url}/dispositifs/"
    filtered = f"{listing}?statut=salarie-prive&handicap=reconnu&departement=59"
    search = f"{listing}?q=contrat+ville1"
    for name, address in (("list", listing), ("filtered list", filtered), ("search", search)):
        yield name, Asked(address)
        yield f"{name}, made anew", Asked(address, headers={"Cache-Control": "no-cache"})
    yield "card", Asked(f"{url}/dispositifs/ptp/")
    yield "API, 5 verdicts", Asked(f"{url}/api/v1/eligibilite/", f"{{{PROFILE}, {FEW}}}", JSON)
    if size < min(SIZES[""][1:]):
        yield "API, all verdicts", Asked(f"{url}/api/v1/eligibilite/", f"{{{PROFILE}}}", JSON)
    yield "next question", Asked(f"{url}/parcours/questions/age/")
    yield (
        "admin list",
        Asked(f"{url}/admin/schemes/scheme/", headers={"Cookie": f"sessionid={session}"}),
    )


def main(mode: str) -> None:
    lines, end = [], time.monotonic() + MINUTES * 60
    with tempfile.TemporaryDirectory() as folder:
        found = list(engines(Path(folder)))
        for size in SIZES[mode]:
            for engine in found:
                if time.monotonic() > end:
                    tell(f"Not measured in the {MINUTES} minutes given: {engine.name}, {size}")
                    continue
                for measured in measure(engine, size, SECONDS[mode], Path(folder)):
                    tell(measured)
                    lines.append(measured)
        for engine in found:
            engine.close()
    show(sorted(lines, key=lambda line: (line.engine, line.size)), mode)


def tell(progress: object) -> None:
    print(progress, file=sys.stderr, flush=True)


def measure(engine: Engine, size: int, seconds: int, folder: Path) -> Iterator[Line]:
    with engine.database(size) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
            "SECRET_KEY": "only-for-the-benchmark",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "0",
            "WEB_PRELOAD": "1",  # as in the container
        }
        session = prepare(environment, size)
        with serving(environment) as server:
            for name, asked in pages(server.url, size, session):
                yield line(engine.name, size, name, asked, seconds, folder)
            yield Line(engine.name, size, "memory a worker (PSS)", megabytes=server.memory("Pss"))
            yield Line(engine.name, size, "memory a worker (RSS)", megabytes=server.memory("Rss"))
            yield Line(engine.name, size, "start-up", seconds=server.start_up)


def prepare(environment: dict[str, str], size: int) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.prepare", str(size)]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip().splitlines()[-1]


def line(engine: str, size: int, name: str, asked: Asked, seconds: int, folder: Path) -> Line:
    for _ in range(WARM_UP):
        status, length = client.fetch(asked)
    if status != 200:
        raise SystemExit(f"{name}: {asked.address} answered {status}")
    base = asked.address.split("/", 3)
    constant = Asked("/".join(base[:3]) + f"/constante/{length}/")
    page, beside = by_turns(asked, constant, seconds, folder)
    return Line(
        engine, size, name, ratio=page.per_second / beside.per_second,
        median=page.median, constant=beside.median, length=length,
    )  # fmt: skip


def by_turns(asked: Asked, constant: Asked, seconds: int, folder: Path) -> tuple[Measured, ...]:
    rounds = [
        (client.load(asked, seconds, folder), client.load(constant, 1, folder))
        for _ in range(ROUNDS)
    ]
    return tuple(max(same, key=attrgetter("per_second")) for same in zip(*rounds, strict=True))


class Server:
    """gunicorn with the portal's own configuration."""

    def __init__(self, environment: dict[str, str]):
        self.url = f"http://127.0.0.1:{_free_port()}"
        started = time.monotonic()
        command = ["-m", "gunicorn", "--bind", self.url.removeprefix("http://")]
        self.process = subprocess.Popen(
            [sys.executable, *command, "--log-level", "warning", "portal.wsgi"],
            cwd=ROOT,
            env=environment,
        )
        self._wait(started + PATIENCE)
        self.start_up = time.monotonic() - started

    def _wait(self, deadline: float) -> None:
        while time.monotonic() < deadline:
            try:
                if client.fetch(Asked(f"{self.url}/sante/pret/"))[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("gunicorn does not answer")

    def memory(self, measure: str) -> float:
        """Of the largest worker, in megabytes.

        `Pss` counts a page that processes share in parts: the sum over processes is what they
        take of the machine. `Rss` counts it whole in each of them.
        """
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return max(_held(Path(f"/proc/{pid}/smaps_rollup"), measure) for pid in children.split())


def _held(file: Path, measure: str) -> float:
    (row,) = [
        r for r in file.read_text(encoding="utf-8").splitlines() if r.startswith(f"{measure}:")
    ]
    return int(row.split()[1]) / 1024


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Server]:
    server = Server(environment)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
