"""Backups of PostgreSQL: pg_dump and pg_restore, on the snapshot that is checksummed."""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from portal.backups.archive import BackupError, Table

ENGINE = "postgresql"
EMPTIED = ("django_session",)
NAMES = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
TABLES = (
    "SELECT table_name FROM information_schema.tables "
    "WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name"
)


def dump(database: dict[str, Any], target: Path) -> dict[str, Table]:
    """One snapshot for the dump and for the checksums, whatever is written meanwhile."""
    with _connect(database) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone()
        left_out = [f"--exclude-table-data={name}" for name in EMPTIED]
        _run(
            database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
            f"--snapshot={snapshot}", *left_out, f"--file={target}", database["NAME"],
        )  # fmt: skip
        return _checksums(connection)


def restore(source: Path, database: dict[str, Any]) -> dict[str, Table]:
    """In one transaction: where anything fails, the database is as it was."""
    _run(
        database, "pg_restore", "--single-transaction", "--exit-on-error", "--clean",
        "--if-exists", "--no-owner", "--no-privileges", f"--dbname={database['NAME']}", str(source),
    )  # fmt: skip
    with _connect(database) as connection:
        return _checksums(connection)


def check(source: Path, database: dict[str, Any]) -> None:
    """pg_restore reads the whole file and writes it nowhere."""
    _run(database, "pg_restore", "--file=/dev/null", str(source))


def is_empty(database: dict[str, Any]) -> bool:
    with _connect(database) as connection:
        return connection.execute(TABLES).fetchone() is None


def _connect(database: dict[str, Any]) -> psycopg.Connection:
    return psycopg.connect(
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        dbname=database["NAME"],
    )


def _run(database: dict[str, Any], *command: str) -> None:
    """The password goes through the environment: an argument is seen by everybody."""
    known = {name: str(database[key]) for key, name in NAMES.items() if database[key]}
    try:
        subprocess.run(  # noqa: S603  our own words, no shell
            command, env=os.environ | known, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} manque : installez les outils de PostgreSQL.") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]} a échoué : {error.stderr.strip()}") from error


def _checksums(connection: psycopg.Connection) -> dict[str, Table]:
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    return {name: _table(connection, name) for name in names}


def _table(connection: psycopg.Connection, name: str) -> Table:
    total, rows = hashlib.sha256(), 0
    if name in EMPTIED:
        return Table(rows, total.hexdigest())
    query = sql.SQL('SELECT t::text FROM {} t ORDER BY t::text COLLATE "C"')
    with connection.cursor(f"checksum_{name}") as cursor:  # read a part at a time
        for (row,) in cursor.execute(query.format(sql.Identifier("public", name))):
            total.update(row.encode() + b"\n")
            rows += 1
    return Table(rows, total.hexdigest())
