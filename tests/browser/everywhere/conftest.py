"""One production server for the tests that look at every page."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.browser.everywhere.server import ProductionServer


@pytest.fixture(scope="package")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site as in production, on a database of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("done with SQLite: the pages are the same")
    server = ProductionServer(tmp_path_factory.mktemp("production"))
    server.start()
    yield server.url
    server.stop()
