"""Databases that live for one measure: a SQLite file, a PostgreSQL database."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
NAME = "portail_banc"


class Engine:
    name: str

    def database(self, size: int):
        """A context in which the address of an empty database, or of a loaded copy, stands."""
        raise NotImplementedError


@dataclass
class Sqlite(Engine):
    """The first database is kept as it was loaded, and copied for the others."""

    folder: Path
    name = "SQLite"

    @contextmanager
    def database(self, size: int) -> Iterator[str]:
        path = self.folder / f"{size}.sqlite3"
        given = os.environ.get("BENCH_SQLITE")  # a loaded file: saves the load
        if given:
            shutil.copy(given, path)
        yield f"sqlite:///{path}"
        for file in self.folder.glob(f"{size}.sqlite3*"):
            file.unlink()


@dataclass
class Postgresql(Engine):
    server: str
    name = "PostgreSQL"

    @contextmanager
    def database(self, size: int) -> Iterator[str]:
        name = f"{NAME}_{os.getpid()}_{size}"  # two benchmarks at once do not meet
        template = os.environ.get("BENCH_POSTGRESQL", "template1")  # as above
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            try:
                yield urlsplit(self.server)._replace(path=f"/{name}").geturl()
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def engines(folder: Path) -> Iterator[Engine]:
    yield Sqlite(folder)
    server = os.environ.get("TEST_DATABASE_URL", SERVER)
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError:
        print("PostgreSQL does not answer: not measured (TEST_DATABASE_URL).")
        return
    yield Postgresql(server)
