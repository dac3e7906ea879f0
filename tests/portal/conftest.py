"""The site as production serves it, once for all the tests that ask for it."""

from collections.abc import Iterator

import pytest

from tests.served import Served


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("served")).start()
    yield server
    server.stop()
