"""The first view of a card or of the list: light, still, and asked of nobody else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import NARROW, WIDE

MOST_BYTES = 60_000  # over the wire, headers included, nothing in the cache
FIRST_VIEWS = ("/dispositifs/", "/dispositifs/ptp/", "/dispositifs/contrat-apprentissage/")
WINDOWS = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])

COUNT_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver(list => list.getEntries().forEach(shift => {
    const what = ({node, previousRect, currentRect}) =>
      `${node?.outerHTML?.slice(0, 80)} ${previousRect.y} > ${currentRect.y}`;
    if (!shift.hadRecentInput) shifts.push([shift.value, ...shift.sources.map(what)]);
  })).observe({type: "layout-shift", buffered: true});
"""


class Meter:
    """What a page asks for, and how many bytes come back."""

    def __init__(self, page: Page):
        self.page, self.asked, self.bytes = page, [], 0
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", lambda e: self.asked.append(e["request"]["url"]))
        network.on("Network.loadingFinished", self._add)

    def _add(self, event: dict) -> None:
        self.bytes += event["encodedDataLength"]


@pytest.fixture
def look(production: str, new_context: Callable[..., BrowserContext]) -> Callable[..., Meter]:
    """Opens a page for the first time, until nothing moves any more."""

    def open_page(path: str, viewport: dict) -> Meter:
        page = new_context(viewport=viewport).new_page()
        page.add_init_script(COUNT_SHIFTS)
        meter = Meter(page)
        page.goto(f"{production}{path}", wait_until="networkidle")
        return meter

    return open_page


@pytest.mark.parametrize("path", FIRST_VIEWS)
def test_it_weighs_less_than_sixty_kilobytes(look, path):
    meter = look(path, WIDE)
    print(f"{path}: {meter.bytes} bytes, {len(meter.asked)} requests")
    assert 10_000 < meter.bytes < MOST_BYTES


@WINDOWS
@pytest.mark.parametrize("path", FIRST_VIEWS)
def test_nothing_moves_while_it_loads(look, path, viewport):
    meter = look(path, viewport)
    assert meter.page.evaluate("shifts") == []


@pytest.mark.parametrize("path", FIRST_VIEWS)
def test_nobody_else_is_asked(look, production, path):
    meter = look(path, WIDE)
    assert meter.asked
    assert [url for url in meter.asked if not url.startswith((f"{production}/", "data:"))] == []


def test_a_shift_is_seen(look):
    page = look("/accessibilite/", WIDE).page
    page.evaluate(
        "document.querySelector('main').prepend(document.createElement('pre').cloneNode())"
    )
    page.evaluate("document.querySelector('pre').textContent = 'un\\n'.repeat(20)")
    page.wait_for_function("shifts.length > 0")
