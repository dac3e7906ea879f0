"""One site for all the faults: each test leaves it as it found it."""

from collections.abc import Iterator

import pytest

from tests.conftest import missing
from tests.faults.site import IS_POSTGRESQL, Cache, Site, has_redis

ROOM = 600  # pages of SQLite that are free on the disk at the beginning


@pytest.fixture(scope="session")
def cache(tmp_path_factory) -> Iterator[Cache]:
    if not has_redis():
        missing("no redis-server on this machine")
    server = Cache(tmp_path_factory.mktemp("cache"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def site(cache: Cache, tmp_path_factory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("faults"), CACHE_URL=cache.url, EXPORT_RATE="3/min")
    made.migrations = made.migrate()
    made.prepare()
    if not IS_POSTGRESQL:
        with made.database.open() as live:
            (pages,) = live.execute("PRAGMA page_count").fetchone()
        made.environment["FAULTS_MOST_PAGES"] = str(pages + ROOM)
    made.serve()
    yield made
    made.stop()
    made.database.drop()
