"""What DATABASE_URL and DATABASE_REPLICA_URL make."""

from pathlib import Path

import pytest
from environs import Env

from portal.databases import databases

MAIN, COPY = "postgres://a:b@main/portail", "postgres://a:b@copie/portail"


@pytest.fixture
def made(monkeypatch, tmp_path: Path):
    monkeypatch.delenv("DATABASE_TIMEOUT", raising=False)  # the server's own, once it is imported

    def make(main: str = "", replica: str = "", command: str = "") -> dict:
        for name, value in (("DATABASE_URL", main), ("DATABASE_REPLICA_URL", replica)):
            monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
        return databases(Env(), tmp_path, command)

    return make


def test_sqlite_beside_what_runs_is_the_default(made, tmp_path: Path) -> None:
    (config,) = made().values()
    assert config["NAME"] == str(tmp_path / "portal.sqlite3")
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert config["OPTIONS"]["timeout"] > 0


def test_connections_to_postgresql_are_kept_and_looked_after(made) -> None:
    config = made(MAIN)["default"]
    assert config["CONN_MAX_AGE"] > 0
    assert config["CONN_HEALTH_CHECKS"]


def test_a_migration_gives_up_a_lock_that_does_not_come(made) -> None:
    assert "lock_timeout" in made(MAIN, command="migrate")["default"]["OPTIONS"]["options"]
    assert "options" not in made(MAIN)["default"]["OPTIONS"]


def test_only_what_is_served_gives_up_a_slow_query(made, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_TIMEOUT", "7")
    assert "statement_timeout=7s" in made(MAIN)["default"]["OPTIONS"]["options"]
    assert "options" not in made(MAIN, command="load_catalogue")["default"]["OPTIONS"]
    assert made(MAIN)["default"]["OPTIONS"]["connect_timeout"] > 0


def test_a_replica_is_another_database(made) -> None:
    found = made(MAIN, COPY)
    assert {alias: config["HOST"] for alias, config in found.items()} == {
        "default": "main",
        "replica": "copie",
    }
