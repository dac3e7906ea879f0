"""`python -m tests.benchmarks.minute [SECONDS]`: what `make load` prints, on both databases."""

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.served_settings")
os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark")
django.setup()

from tests.benchmarks import load  # noqa: E402  tests.served reads the settings
from tests.benchmarks.databases import engines  # noqa: E402  as above
from tests.benchmarks.speed import prepare  # noqa: E402  as above
from tests.benchmarks.table import machine  # noqa: E402  as above
from tests.served import Served  # noqa: E402  as above

SECONDS, SIZE = 60, 82
SAVED, IMPORTED = "ptp", ["afest", "cep", "vae", "poe"]
HEAD = (
    "| engine | requests | a second | median, ms | p95, ms | p99, ms "
    "| saves | imports | reports | errors | lost |\n|" + "---|" * 11
)


def main(seconds: float) -> None:
    print(f"{machine()}; {load.CLIENTS} clients, {seconds:.0f} s\n\n{HEAD}", flush=True)
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines(Path(folder)):
            with engine.database(SIZE) as address:
                held, lost = measure(address, Path(folder), seconds)
            print(f"| {engine.name} | {held} | {len(lost)} |", flush=True)
            faults += held.faults + lost
    print(*faults, sep="\n", file=sys.stderr)
    sys.exit(bool(faults))


def measure(address: str, folder: Path, seconds: float) -> tuple[load.Held, list[str]]:
    served = Served(folder, address)
    session = prepare(
        served.environment | {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}, SIZE
    )
    before = load.written(lambda statement: query(address, statement), SAVED)
    statement = f"SELECT id FROM schemes_scheme WHERE slug = '{SAVED}'"  # noqa: S608 - ours
    ((key,),) = query(address, statement)
    served.serve()
    try:
        held = load.hold(served, session, key, IMPORTED, seconds)
    finally:
        served.stop()
    after = load.written(lambda statement: query(address, statement), SAVED)
    return held, load.lost(held, before, after, SAVED, IMPORTED)


def query(address: str, statement: str) -> list[tuple]:
    is_file = address.startswith("sqlite")
    path = address.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path) if is_file else psycopg.connect(address)) as live:
        return live.execute(statement).fetchall()


main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
