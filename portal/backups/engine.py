"""Backing up and restoring the database of the settings, whichever it is."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal.backups import archive, postgresql, sqlite
from portal.backups.archive import BackupError, Manifest, differences


def back_up(folder: Path) -> tuple[Path, Manifest]:
    """Writes a backup in `folder`, reads it again, and gives its path and what it holds."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine, database = _engine()
    now = datetime.now(UTC)
    target = folder / archive.file_name(now)
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / archive.DATA
        tables = engine.dump(database, data)
        manifest = Manifest(engine.ENGINE, now.isoformat(), _migrations(), tables)
        archive.write(target, data, manifest)
    try:
        return target, verify(target)
    except BackupError:
        target.unlink()
        raise


def verify(source: Path) -> Manifest:
    """Reads a backup to its end; raises BackupError where one byte is not as it was written."""
    engine, database = _engine()
    with tempfile.TemporaryDirectory() as place:
        data, manifest = _read(source, Path(place))
        if engine is sqlite:
            _compare(manifest, sqlite.checksums(data))
        else:
            postgresql.check(data, database)
    return manifest


def put_back(source: Path, *, force: bool) -> Manifest:
    """Restores a whole backup into an empty database, or into any with `force`."""
    engine, database = _engine()
    with tempfile.TemporaryDirectory() as place:
        data, manifest = _read(source, Path(place))
        if engine is sqlite:
            _compare(manifest, sqlite.checksums(data))
        if not force and not engine.is_empty(database):
            raise BackupError("La base n'est pas vide : rien n'a été touché. --force la remplace.")
        connection.close()
        _compare(manifest, engine.restore(data, database))
    return manifest


def prune(folder: Path, keep: int) -> list[Path]:
    """Removes all but the `keep` newest backups of `folder`."""
    old = sorted(folder.glob("portail-*.tar.gz"))[:-keep]
    for path in old:
        path.unlink()
    return old


def _read(source: Path, folder: Path) -> tuple[Path, Manifest]:
    data, manifest = archive.read(source, folder)
    if manifest.engine != connection.vendor:
        told = f"Sauvegarde de {manifest.engine}, base {connection.vendor} : rien n'a été touché."
        raise BackupError(told)
    return data, manifest


def _compare(manifest: Manifest, found: dict[str, Any]) -> None:
    known = {name: table for name, table in found.items() if name in manifest.tables}
    if wrong := differences(manifest.tables, known):
        raise BackupError("Empreintes différentes : " + " ; ".join(wrong))


def _engine() -> tuple[Any, Any]:
    if connection.vendor == postgresql.ENGINE:
        return postgresql, connection.settings_dict
    return sqlite, str(connection.settings_dict["NAME"])


def _migrations() -> dict[str, str]:
    """The last migration of each app: what version of the code the data is for."""
    applied = MigrationRecorder(connection).applied_migrations()
    return dict(sorted(applied))
