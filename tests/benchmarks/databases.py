"""Databases that live for one measure: a SQLite file, a PostgreSQL database."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
NAME = "portail_banc"


class Engine:
    """The first database is kept as it was left, and copied for the others: loading takes time."""

    name: str

    def database(self, size: int):
        """A context in which the address of an empty database, or of such a copy, stands."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing of it stays."""


@dataclass
class Sqlite(Engine):
    folder: Path
    first: Path | None = None
    name = "SQLite"

    @contextmanager
    def database(self, size: int) -> Iterator[str]:
        path = self.folder / f"{size}.sqlite3"
        if self.first:
            shutil.copy(self.first, path)
        yield f"sqlite:///{path}"
        if self.first is None:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.first = path
            return
        for file in self.folder.glob(f"{size}.sqlite3*"):
            file.unlink()


@dataclass
class Postgresql(Engine):
    server: str
    first: str = ""
    name = "PostgreSQL"

    @contextmanager
    def database(self, size: int) -> Iterator[str]:
        name = f"{NAME}_{os.getpid()}_{size}"  # two benchmarks at once do not meet
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._run(f"CREATE DATABASE {name} TEMPLATE {self.first or 'template1'}")
        yield urlsplit(self.server)._replace(path=f"/{name}").geturl()
        if self.first:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")
        else:
            self.first = name

    def close(self) -> None:
        if self.first:
            self._run(f"DROP DATABASE {self.first} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)


def engines(folder: Path) -> Iterator[Engine]:
    server = os.environ.get("TEST_DATABASE_URL", SERVER)
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError:
        print("PostgreSQL does not answer: not measured (TEST_DATABASE_URL).")
    else:
        yield Postgresql(server)
    yield Sqlite(folder)
