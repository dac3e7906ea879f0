"""What all tests share: the database that answers, the browser, hypothesis's profiles."""

import os
import shutil
from io import StringIO
from typing import Any

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from hypothesis.configuration import set_hypothesis_home_dir
from pytest_django import DjangoDbBlocker

from tests.factories import give_second_factor

IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}

set_hypothesis_home_dir(settings.VAR_DIR / "hypothesis")
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "dev")


def missing(reason: str) -> None:
    """Skips where a developer may lack something; fails in CI, which may not."""
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


# Database: DATABASE_URL names it, in memory by default. `make test` runs both.


def pytest_sessionstart(session: pytest.Session) -> None:
    if connection.vendor == "postgresql" and (reason := _unreachable_reason()):
        pytest.exit(f"PostgreSQL tests not run: {reason}", returncode=1 if IN_CI else 0)


def _unreachable_reason() -> str | None:
    parameters = connection.get_connection_params()
    try:
        psycopg.connect(**{**parameters, "connect_timeout": 3}).close()
    except psycopg.OperationalError as error:
        return f"{parameters.get('host')} does not answer ({' '.join(str(error).split())})"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser test is known by what it asks for; a PostgreSQL test says so itself.

    Tests on an empty database come first, since the catalogue, once loaded, stays; then those
    that read it; last those that drive a browser: from the first one on, playwright runs an
    event loop in the thread. Each worker of xdist takes its tests in this order.
    """
    items.sort(key=lambda item: ("browser" in item.fixturenames, "catalogue" in item.fixturenames))
    not_postgresql = pytest.mark.skip(reason="needs PostgreSQL: see TEST_DATABASE_URL")
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
            item.add_marker(not_postgresql)


# Browser: the system's Chromium; playwright would fetch one of its own.

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--disable-background-networking",  # no look-ups of its own: the tests are offline
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # root, as in CI containers, cannot have one; it only ever opens our pages
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not executable:
        missing("no Chromium on this machine: browser tests need it (apt-get install chromium)")
    # Playwright's synchronous API runs an event loop in this thread, where Django would
    # refuse the ORM; nothing here is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {**browser_type_launch_args, "executable_path": executable, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


# Staff: pytest-django's administrator, who passes the door of the admin.


@pytest.fixture
def admin_user(admin_user: User) -> User:
    give_second_factor(admin_user)
    return admin_user


# Catalogue: fixtures/ as they are, for the tests that want real cards.


@pytest.fixture(scope="session")
def catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Loaded once, and committed, so that the thread of a live server sees it too.

    It stays: tests that want an empty database come before, see `pytest_collection_modifyitems`.
    """
    with django_db_blocker.unblock():
        call_command("load_catalogue", stdout=StringIO())
