"""One production server for the tests that look at every page."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.browser.everywhere.server import ProductionServer


@pytest.fixture(scope="package")
def production_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProductionServer]:
    """The site as in production, on a database of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("done with SQLite: the pages are the same")
    server = ProductionServer(tmp_path_factory.mktemp("production"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def production(production_server: ProductionServer) -> str:
    """Its address."""
    return production_server.url
