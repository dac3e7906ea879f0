"""Reading the version of the catalogue: what every public page waits for."""

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from schemes.models import CatalogueVersion

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stamp() -> str:
    CatalogueVersion.renew()
    return str(CatalogueVersion.objects.get().stamp)


@pytest.fixture
def begun(stamp: str, monkeypatch) -> str:
    """A request begins: Django is about to ask whether its connection still holds."""
    connection = connections[DEFAULT_DB_ALIAS]
    monkeypatch.setattr(connection, "health_check_enabled", True)
    monkeypatch.setattr(connection, "health_check_done", False)
    return stamp


def test_it_is_read_as_it_was_written(stamp: str) -> None:
    row = CatalogueVersion.objects.get()
    assert CatalogueVersion.read() == (stamp, row.changed_at)
    row.delete()
    assert CatalogueVersion.read() is None


def test_nothing_else_is_asked(begun: str, monkeypatch, django_assert_num_queries) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    monkeypatch.setattr(connection, "is_usable", lambda: pytest.fail("asked"))
    with django_assert_num_queries(1):
        assert CatalogueVersion.read().stamp == begun


@pytest.mark.postgresql
def test_a_connection_cut_off_since_is_opened_again(begun: str) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    pid = connection.connection.info.backend_pid
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert CatalogueVersion.read().stamp == begun
    assert connection.connection.info.backend_pid != pid


def test_a_database_that_is_busy_is_not_asked_twice(stamp: str, monkeypatch) -> None:
    asked = []

    def busy() -> None:
        asked.append(1)
        raise OperationalError("database is locked")

    monkeypatch.setattr(CatalogueVersion, "_stored", busy)
    with pytest.raises(OperationalError, match="locked"):
        CatalogueVersion.read()
    assert asked == [1]
