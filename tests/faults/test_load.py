"""Load is held, in short: `make load` takes a minute, on the real cards, and prints its figures."""

from collections.abc import Iterator

import pytest

from tests.benchmarks import load
from tests.faults.site import Site
from tests.served import Served

CARD, IMPORTED = "ptp", [f"carte-{number}" for number in range(8)]


def query(site: Site, statement: str) -> list[tuple]:
    with site.database.open() as live:
        return [tuple(row) for row in live.execute(statement).fetchall()]


def written(site: Site) -> load.Written:
    return load.written(lambda statement: query(site, statement), CARD)


@pytest.fixture
def served(site: Site, tmp_path) -> Iterator[Served]:
    """As production runs it, where writers wait for each other as long as it takes."""
    server = Served(tmp_path, site.database.url).serve()
    yield server
    server.stop()


def test_readers_an_editor_and_an_import_at_once(site: Site, served: Served) -> None:
    (key,) = next(iter(query(site, f"SELECT id FROM schemes_scheme WHERE slug = '{CARD}'")))  # noqa: S608
    before = written(site)
    held = load.hold(served, site.editor.session, key, IMPORTED, seconds=4)
    assert held.faults == [], held.faults
    assert load.lost(held, before, written(site), CARD, IMPORTED) == []
    assert min(held.saves, held.imports, len(held.durations) / load.CLIENTS) >= 1
