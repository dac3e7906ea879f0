"""Backups taken while others write, taken back elsewhere, refused when they are damaged."""

import os
import re
import sqlite3
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

INSERT = (
    "INSERT INTO schemes_source (slug, title, publisher, url, note) "
    "VALUES ('{0}', '{0}', '', '', '')"
)
SESSION = (
    "INSERT INTO django_session (session_key, session_data, expire_date) "
    "VALUES ('cle-secrete', 'reponses-de-sante', '2100-01-01')"
)
IS_POSTGRESQL = connection.vendor == "postgresql"


class Database:
    """One of its own, on the server that the suite runs on; `url` is what DATABASE_URL takes."""

    def __init__(self, name: str, folder: Path):
        self.name, self.folder = name, folder
        self.path = folder / f"{name}.sqlite3"

    @property
    def url(self) -> str:
        if not IS_POSTGRESQL:
            return f"sqlite:///{self.path}"
        given = connection.settings_dict
        login = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
        return f"postgres://{login}@{given['HOST']}:{given['PORT'] or 5432}/{self.name}"

    def create(self) -> None:
        if IS_POSTGRESQL:
            self._on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            self._on_server(f"CREATE DATABASE {self.name}")

    def drop(self) -> None:
        if IS_POSTGRESQL:
            self._on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _on_server(self, statement: str) -> None:
        given = connection.settings_dict | {"NAME": "postgres"}
        parameters = {"host": given["HOST"], "user": given["USER"], "dbname": given["NAME"]}
        parameters |= {"password": given["PASSWORD"] or None, "port": given["PORT"] or None}
        with psycopg.connect(**parameters, autocommit=True) as server:
            server.execute(statement)

    def open(self):
        if IS_POSTGRESQL:
            return closing(psycopg.connect(self.url.replace("postgres://", "postgresql://")))
        return closing(sqlite3.connect(self.path, timeout=60))

    def run(self, *statements: str) -> None:
        with self.open() as live:
            for statement in statements:
                live.execute(statement)
            live.commit()

    def count(self, table: str) -> int:
        with self.open() as live:
            return live.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ["PATH"], "DEBUG": "1", "DATABASE_URL": self.url},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


@pytest.fixture(scope="module")
def make_database(tmp_path_factory) -> Iterator[Callable[[str], Database]]:
    made = []
    worker = os.environ.get("PYTEST_XDIST_WORKER", "seul")

    def make(name: str) -> Database:
        database = Database(f"sauvegarde_{worker}_{name}", tmp_path_factory.mktemp(name))
        database.create()
        made.append(database)
        return database

    yield make
    for database in made:
        database.drop()


@pytest.fixture(scope="module")
def live(make_database) -> Database:
    database = make_database("vive")
    done = database.manage("migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    database.run(SESSION, *(INSERT.format(f"avant-{number}") for number in range(50)))
    return database


@pytest.fixture(scope="module")
def backup(live: Database, tmp_path_factory) -> Path:
    """Taken while somebody writes two rows at a time, again and again."""
    folder = tmp_path_factory.mktemp("sauvegardes")
    stop = threading.Event()

    def write() -> None:
        for number in range(100_000):
            if stop.is_set():
                break
            live.run(INSERT.format(f"a-{number}"), INSERT.format(f"b-{number}"))

    writer = threading.Thread(target=write)
    writer.start()
    done = live.manage("backup", str(folder))
    stop.set()
    writer.join()
    assert done.returncode == 0, done.stderr
    assert re.search(r"\d+ tables, \d+ lignes, vérifiée\.", done.stdout)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def restored(backup: Path, make_database) -> Database:
    database = make_database("reprise")
    done = database.manage("restore", str(backup))
    assert done.returncode == 0, done.stderr
    return database


def checksums(path: Path) -> str:
    with tarfile.open(path) as archive:
        told = archive.extractfile("manifest.json").read().decode()
    return re.search(r'"tables": \{.*?\n \}', told, re.DOTALL)[0]


def test_what_is_taken_back_elsewhere_is_identical_table_by_table(restored, backup, tmp_path):
    done = restored.manage("backup", str(tmp_path))
    assert done.returncode == 0, done.stderr
    (again,) = tmp_path.iterdir()
    assert checksums(again) == checksums(backup)
    assert restored.count("django_migrations") > 20


def test_a_backup_taken_during_writes_holds_whole_transactions(restored):
    sources = restored.count("schemes_source") - 50
    assert sources > 0, "nobody wrote while the backup was taken"
    assert sources % 2 == 0


def test_no_answer_of_a_visitor_is_in_a_backup(live, restored, backup):
    assert live.count("django_session") == 1
    assert restored.count("django_session") == 0
    with tarfile.open(backup) as archive:
        assert b"reponses-de-sante" not in archive.extractfile("data").read()


def test_a_backup_is_its_owner_s_alone(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_restored_site_is_up_to_date(restored):
    assert restored.manage("migrate", "--check").returncode == 0


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "one bit": flipped,
    "cut": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "something else": lambda content: b"bonjour" * 1000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_and_changes_nothing(live, backup, tmp_path, damage):
    broken = tmp_path / "portail-abime.tar.gz"
    broken.write_bytes(DAMAGES[damage](backup.read_bytes()))
    before = live.count("schemes_source")
    done = live.manage("restore", "--force", str(broken))
    assert done.returncode == 1
    assert "Restauration refusée. portail-abime.tar.gz est abîmé" in done.stderr
    assert "Traceback" not in done.stderr
    assert live.count("schemes_source") == before


def test_a_changed_row_is_refused_even_where_the_file_is_sound(live, backup, tmp_path):
    """Somebody packed the file again: the manifest no longer tells of it."""
    with tarfile.open(backup) as archive:
        archive.extractall(tmp_path, filter="data")
    (tmp_path / "data").write_bytes(flipped((tmp_path / "data").read_bytes()))
    broken = tmp_path / "portail-refait.tar.gz"
    with tarfile.open(broken, "w:gz") as archive:
        archive.add(tmp_path / "manifest.json", "manifest.json")
        archive.add(tmp_path / "data", "data")
    done = live.manage("backup", "--verify", str(broken))
    assert done.returncode == 1
    assert "son empreinte n'est pas celle du manifeste" in done.stderr


def test_a_database_that_is_not_empty_is_left_alone_unless_forced(restored, backup):
    restored.run(INSERT.format("apres"))
    changed = restored.count("schemes_source")
    done = restored.manage("restore", str(backup))
    assert done.returncode == 1
    assert "La base n'est pas vide" in done.stderr
    assert restored.count("schemes_source") == changed
    assert restored.manage("restore", "--force", str(backup)).returncode == 0
    assert restored.count("schemes_source") == changed - 1


def test_a_backup_that_is_not_there_is_told(live, tmp_path):
    done = live.manage("restore", str(tmp_path / "rien.tar.gz"))
    assert (done.returncode, "n'existe pas" in done.stderr) == (1, True)


def test_only_the_last_ones_are_kept(live, tmp_path):
    for day in range(1, 4):
        (tmp_path / f"portail-2020010{day}T000000Z.tar.gz").touch()
    (tmp_path / "autre.txt").touch()
    done = live.manage("backup", str(tmp_path), "--keep", "2")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[:2] == ["autre.txt", "portail-20200103T000000Z.tar.gz"]
    assert len(names) == 3
