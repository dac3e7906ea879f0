"""Two editors who save the same card at the same instant, each in a thread and a connection."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from schemes.models import PlainVersion, Scheme
from tests.factories import make_scheme, make_staff
from tests.schemes.admin_kit import address
from tests.schemes.test_conflicts import PLAIN, WORDS, opened
from tests.schemes.workflow_kit import signed_in

# In memory all threads share one connection; on a file SQLite lets one write at a time.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

PATIENCE = 30  # seconds
WAITING = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@contextmanager
def held(row: Scheme) -> Iterator[None]:
    """Kept from being written, until two others wait for it."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM schemes_scheme WHERE id = %s FOR UPDATE", [row.pk])
            yield
            until = time.monotonic() + PATIENCE
            while count_of_waiting() < 2:
                assert time.monotonic() < until, "they did not come to wait for the same row"
                time.sleep(0.02)
        other.rollback()
    finally:
        other.close()


def count_of_waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


def post(client: Client, row: Scheme, data: dict) -> tuple[int, str]:
    try:
        response = client.post(address(row), data)
        return response.status_code, response.content.decode()
    finally:
        connection.close()  # this thread's own


def at_once(row: Scheme, changes: list[dict]) -> list[tuple[int, str]]:
    """Each editor opens the page, then all save it together; the answers, those saved last."""
    people = [
        signed_in(make_staff(f"editrice-{n}", is_superuser=True)) for n in range(len(changes))
    ]
    forms = [opened(client, row) | change for client, change in zip(people, changes, strict=True)]
    with ThreadPoolExecutor(len(people)) as threads:
        with held(row):
            asked = [
                threads.submit(post, client, row, form)
                for client, form in zip(people, forms, strict=True)
            ]
        return sorted(one.result(PATIENCE) for one in asked)


def test_of_two_who_save_at_once_the_second_is_told() -> None:
    scheme = make_scheme("ptp")
    names = ["De la une", "De la deux"]
    told, saved = at_once(scheme, [{"name": name} for name in names])
    assert (told[0], saved[0]) == (200, 302)
    assert WORDS in told[1].replace("&#x27;", "'")
    scheme.refresh_from_db()
    names.remove(scheme.name)
    assert f"<ins>{scheme.name}</ins>" in told[1], "what the first changed"
    assert f'value="{names[0]}"' in told[1], "what the second wrote"


def test_of_two_who_begin_the_plain_version_at_once_the_second_is_told() -> None:
    scheme = make_scheme("ptp")
    lines = ["De la une.", "De la deux."]
    told, saved = at_once(scheme, [PLAIN | {"plain-0-what": line} for line in lines])
    assert (told[0], saved[0]) == (200, 302)
    assert WORDS in told[1].replace("&#x27;", "'")
    (first,) = PlainVersion.objects.get().what
    lines.remove(first)
    assert f"{lines[0]}</textarea>" in told[1]
    assert "existe déjà" not in told[1]
