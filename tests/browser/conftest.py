"""A server on the real catalogue, and visitors whose browser must stay silent."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 720}
expect.set_options(timeout=20_000)  # milliseconds: a busy machine is slow, not wrong
SCREENSHOTS = settings.VAR_DIR / "screenshots"


@pytest.fixture(scope="package")
def site(catalogue: None) -> Iterator[str]:
    """The address of a server that shows fixtures/.

    pytest-django's own `live_server` empties the database after each test. Visitors write
    nothing but their session.
    """
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()
    # Under playwright's event loop this thread has a second connection, which nobody else closes:
    # PostgreSQL would then refuse to drop the database.
    connections.close_all()


class Visitor:
    """One browser window; `faults` fills with what no visitor should meet."""

    def __init__(self, page: Page, site: str):
        self.page, self.site, self.faults = page, site, []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((f"{self.site}/", "data:")):
            self.faults.append(f"another host: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")

    def follow(self, way: Locator) -> None:
        """Clicks, and waits for the page that comes: a click alone returns before it."""
        with self.page.expect_navigation():
            way.click()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site)

    def shoot(self, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path


@pytest.fixture
def visit(
    site: str, new_context: Callable[..., BrowserContext]
) -> Iterator[Callable[..., Visitor]]:
    """Opens a window, wide and with JavaScript unless told; checks at the end that all was well."""
    visitors = []

    def open_window(viewport: dict = WIDE, *, javascript: bool = True) -> Visitor:
        context = new_context(viewport=viewport, java_script_enabled=javascript)
        visitors.append(Visitor(context.new_page(), site))
        return visitors[-1]

    yield open_window
    assert [fault for visitor in visitors for fault in visitor.faults] == []
