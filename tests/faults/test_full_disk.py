"""The disk is full: a write says so and is not there, reading goes on, nothing is lost."""

import sqlite3
from collections.abc import Iterator

import pytest

from tests.faults.site import IS_POSTGRESQL, Site
from tests.faults.test_database_away import assert_unavailable

pytestmark = pytest.mark.skipif(
    IS_POSTGRESQL, reason="the disk of a PostgreSQL server is not ours to fill"
)
LONG = "Le montant a changé. " * 90
MOST = 20  # reports that still find a place in pages that are begun


@pytest.fixture
def full(site: Site) -> Iterator[Site]:
    """No page is free; afterwards there is room again."""
    with site.database.open() as other:
        other.isolation_level = None
        other.execute(f"PRAGMA max_page_count={site.environment['FAULTS_MOST_PAGES']}")
        other.execute("CREATE TABLE filler (content BLOB)")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            fill(other)
    yield site
    make_room(site)


def fill(other: sqlite3.Connection) -> None:
    while True:
        other.execute("INSERT INTO filler VALUES (zeroblob(3000))")


def make_room(site: Site) -> None:
    with site.database.open() as other:
        other.execute("DROP TABLE IF EXISTS filler")


def report(site: Site, number: int):
    return site.visitor.report(f"198.51.100.{number}", text=LONG)


def test_a_full_disk(full: Site) -> None:
    before = full.database.count("schemes_report")
    answers = []
    while not answers or (answers[-1][0] == 302 and len(answers) < MOST):
        answers.append(report(full, len(answers)))
    assert_unavailable(answers[-1])
    for path in ("/", "/dispositifs/", "/dispositifs/ptp/", "/api/v1/dispositifs/"):
        assert full.get(path)[0] == 200, path
    assert full.editor.get("/admin/schemes/scheme/")[0] == 200
    assert full.is_ready()
    assert full.database.count("schemes_report") == before + len(answers) - 1

    make_room(full)
    assert report(full, MOST)[0] == 302
    assert full.database.count("schemes_report") == before + len(answers)
    with full.database.open() as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
