"""The file of a backup: written whole or not at all, refused at the first doubt."""

import hashlib
import json
import tarfile
import zlib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

DATA, MANIFEST = "data", "manifest.json"
FORMAT = 1
AT_A_TIME = 1024 * 1024
UNREADABLE = (tarfile.TarError, zlib.error, OSError, EOFError, ValueError, TypeError, KeyError)


class BackupError(Exception):
    """Why a backup was not written or not taken back, in French."""


@dataclass(frozen=True)
class Table:
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    engine: str
    written_at: str
    migrations: dict[str, str]
    tables: dict[str, Table]
    sha256: str = ""
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def file_name(now: datetime) -> str:
    return f"portail-{now:%Y%m%dT%H%M%SZ}.tar.gz"


def write(target: Path, data: Path, manifest: Manifest) -> None:
    """Beside its place first, so that nobody ever meets half a backup."""
    unfinished = target.with_name(f".{target.name}.part")
    told = json.dumps(asdict(manifest) | {"sha256": digest(data)}, indent=1, sort_keys=True)
    note = data.with_name(MANIFEST)
    note.write_text(told, encoding="utf-8")
    try:
        with tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
            archive.add(note, MANIFEST)
            archive.add(data, DATA)
        unfinished.chmod(0o600)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def read(source: Path, folder: Path) -> tuple[Path, Manifest]:
    """Takes the data out into `folder`; raises BackupError unless it is as it was written."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            if sorted(archive.getnames()) != sorted((DATA, MANIFEST)):
                raise BackupError(f"{source.name} n'est pas une sauvegarde du portail.")
            archive.extractall(folder, filter="data")
        manifest = _manifest((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BackupError(f"{source} n'existe pas.") from error
    except UNREADABLE as error:
        raise BackupError(f"{source.name} est abîmé : {error}.") from error
    if digest(folder / DATA) != manifest.sha256:
        raise BackupError(f"{source.name} est abîmé : son empreinte n'est pas celle du manifeste.")
    return folder / DATA, manifest


def _manifest(text: str) -> Manifest:
    raw = json.loads(text)
    if raw["format"] != FORMAT:
        raise BackupError(f"Format de sauvegarde {raw['format']} inconnu de cette version.")
    tables = {name: Table(**table) for name, table in raw.pop("tables").items()}
    return Manifest(**raw, tables=tables)


def digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(AT_A_TIME):
            total.update(part)
    return total.hexdigest()


def differences(expected: dict[str, Table], found: dict[str, Table]) -> list[str]:
    """A sentence for each table that is not what the manifest says."""
    return [
        f"{name} : {expected.get(name, 'absente')} attendu, {found.get(name, 'absente')} trouvé"
        for name in sorted(expected.keys() | found.keys())
        if expected.get(name) != found.get(name)
    ]
