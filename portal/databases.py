"""Which databases the portal speaks to, and how, from DATABASE_URL and DATABASE_REPLICA_URL."""

import sys
from pathlib import Path
from typing import Any, Final

from environs import Env

SQLITE_OPTIONS: Final = {
    "timeout": 20,  # seconds that a writer waits for its turn
    "transaction_mode": "IMMEDIATE",  # takes its turn at once: no deadlock on a read that writes
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        # Kilobytes a connection, one a thread: what the system holds of the file is read as fast.
        "PRAGMA cache_size=-500;"
    ),
}
# One connection a thread, kept between requests (to SQLite too, whose opening costs more than most
# queries): docs/adr/0012 says why no pool.
KEPT: Final = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# A database that is gone or cut off is known to be so within seconds; left to the system, each
# page that asks for it would hold its thread for minutes.
WITHIN_REACH: Final = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 10_000,
}
# A migration that cannot have its lock gives up, rather than make every visitor wait behind it.
MIGRATION_OPTIONS: Final = "-c lock_timeout=5s"


def databases(env: Env, folder: Path, command: str = "") -> dict[str, dict[str, Any]]:
    """`folder` is where SQLite's file stands by default; `command` is the one of manage.py."""
    folder.mkdir(exist_ok=True)
    main = env.dj_db_url("DATABASE_URL", f"sqlite:///{folder / 'portal.sqlite3'}")
    limits = _limits(env, command)
    found = {"default": _with_options(main, limits)}
    if env.str("DATABASE_REPLICA_URL", ""):
        replica = _with_options(env.dj_db_url("DATABASE_REPLICA_URL"), limits)
        found["replica"] = {**replica, "TEST": {"MIRROR": "default"}}
    return found


def _limits(env: Env, command: str) -> dict[str, Any]:
    """What PostgreSQL gives up by itself. DATABASE_TIMEOUT, in seconds, is that of served pages."""
    if command == "migrate":
        return {"options": MIGRATION_OPTIONS}
    seconds = env.int("DATABASE_TIMEOUT", 0)
    if command or not seconds:
        return {}
    return {"options": f"-c statement_timeout={seconds}s"}


def _with_options(config: dict[str, Any], limits: dict[str, Any]) -> dict[str, Any]:
    options = config.get("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        return {**config, "CONN_MAX_AGE": KEPT["CONN_MAX_AGE"], "OPTIONS": SQLITE_OPTIONS | options}
    return {**config, **KEPT, "OPTIONS": WITHIN_REACH | limits | options}


def current_command() -> str:
    return sys.argv[1] if len(sys.argv) > 1 and Path(sys.argv[0]).name == "manage.py" else ""
