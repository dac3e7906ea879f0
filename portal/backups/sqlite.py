"""Backups of SQLite: its own online copy, which is consistent while others write."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from portal.backups.archive import BackupError, Table

ENGINE = "sqlite"
EMPTIED = ("django_session",)


def dump(database: str, target: Path) -> dict[str, Table]:
    """Copies the live database, and gives the checksums of the copy."""
    with closing(sqlite3.connect(database, timeout=60)) as live, closing(_open(target)) as copy:
        live.backup(copy)
        for table in EMPTIED:
            if table in set(_tables(copy)):
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608  a name of ours
        copy.commit()
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without its log beside it
        copy.execute("VACUUM")  # nothing is left of the rows that were taken out
    return checksums(target)


def checksums(path: Path) -> dict[str, Table]:
    """Of every table, and only of a file that SQLite finds whole."""
    with closing(_open(path)) as connection:
        try:
            (told,) = connection.execute("PRAGMA integrity_check").fetchone()
            if told != "ok":
                raise BackupError(f"Le fichier SQLite est abîmé : {told}.")
            return {name: _table(connection, name) for name in _tables(connection)}
        except sqlite3.DatabaseError as error:
            raise BackupError(f"Le fichier SQLite est abîmé : {error}.") from error


def restore(source: Path, database: str) -> dict[str, Table]:
    """Puts `source` in the place of the database, which other processes may have open."""
    with closing(_open(source)) as copy, closing(sqlite3.connect(database, timeout=60)) as live:
        copy.backup(live)
    return checksums(Path(database))


def is_empty(database: str) -> bool:
    if not Path(database).exists():
        return True
    with closing(sqlite3.connect(database)) as connection:
        return not list(_tables(connection))


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path)


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    """Not the virtual ones of the search: their rows stand in tables of their own."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    return (name for (name,) in rows)


def _table(connection: sqlite3.Connection, name: str) -> Table:
    total, rows = hashlib.sha256(), 0
    columns = len(connection.execute(f'PRAGMA table_info("{name}")').fetchall())
    order = ", ".join(str(number) for number in range(1, columns + 1))
    for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}'):  # noqa: S608  idem
        total.update(repr(row).encode())
        rows += 1
    return Table(rows, total.hexdigest())
