"""The index and the rows stand or fall together, outside any transaction of the test too."""

import pytest
from django.db import connection

from schemes.models import Scheme, SearchEntry
from tests.factories import make_scheme
from tests.schemes.search_kit import found

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_save_that_cannot_be_indexed_is_no_save(monkeypatch) -> None:
    """Outside any transaction too: Django sends `post_save` after that of a lone save."""

    def broken(keys):
        raise RuntimeError

    monkeypatch.setattr("schemes.search.signals.touch", broken)
    assert connection.in_atomic_block is False
    with pytest.raises(RuntimeError):
        make_scheme("ptp")
    assert not Scheme.objects.exists()


def test_emptied_tables_leave_nothing_behind() -> None:
    """As transactional tests do: on SQLite a trigger takes the tokens away."""
    make_scheme("ptp")
    SearchEntry.objects.all()._raw_delete(using="default")
    Scheme.objects.all().delete()
    make_scheme("vae")
    assert found("ptp") == []
    assert found("vae") == ["vae"]
