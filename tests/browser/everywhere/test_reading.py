"""A page by keyboard alone, on paper, and in the colours that a reader forces."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import NARROW, WIDE

CARD = "/dispositifs/contrat-apprentissage/"
WINDOWS = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])

# Everything that can be acted upon and is seen, numbered in the order of the page.
NUMBER = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter(e => e.type !== "hidden" && !e.disabled && e.tabIndex >= 0 && e.checkVisibility())
  .map((e, index) => { e.dataset.number = index; return e.outerHTML.slice(0, 100) })"""
FOCUSED = """() => {
  const e = document.activeElement, shows = e => getComputedStyle(e).outlineStyle !== "none";
  const drawn = shows(e) || e.closest("label, .tile") && shows(e.closest("label, .tile"))
    || e.matches(".tile") && getComputedStyle(e.querySelector("rect")).strokeWidth === "3px";
  return [Number(e.dataset.number ?? -1), Boolean(drawn)];
}"""


@pytest.fixture
def read(production: str, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    def open_page(path: str, **window) -> Page:
        page = new_context(**window).new_page()
        page.goto(f"{production}{path}")
        return page

    return open_page


def tab_through(page: Page) -> tuple[list[str], list[int], list[str]]:
    """What can be acted upon, the numbers that Tab reached, and what did not show its focus."""
    names = page.evaluate(NUMBER)
    reached, unseen = [], []
    for _ in range(len(names) + 2):
        page.keyboard.press("Tab")
        number, is_shown = page.evaluate(FOCUSED)
        if number >= 0:
            reached.append(number)
            if not is_shown:
                unseen.append(names[number])
    return names, reached, unseen


@WINDOWS
@pytest.mark.parametrize("path", ["/dispositifs/", CARD])
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(read, path, viewport):
    names, reached, unseen = tab_through(read(path, viewport=viewport))
    assert len(names) > 20
    assert [names[number] for number in set(range(len(names))) - set(reached)] == []
    assert reached[: len(names)] == sorted(reached[: len(names)])
    assert unseen == []


@pytest.mark.parametrize("path", ["/dispositifs/", CARD])
def test_a_folded_part_is_opened_by_keyboard(read, path):
    page = read(path, viewport=NARROW)
    summary = page.locator("main summary").first
    was_open = summary.evaluate("e => e.parentElement.open")
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.evaluate("e => e.parentElement.open") is not was_open


def test_a_term_leads_to_its_definition_by_keyboard(read):
    page = read(CARD, viewport=WIDE)
    term = page.locator("main a.term").first
    slug = term.get_attribute("href").partition("#")[2]
    term.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/glossaire/#{slug}")
    assert page.locator(f"dt[id='{slug}']").is_visible()


# On paper


def test_paper_shows_what_is_folded_and_nothing_to_click(read):
    page = read(CARD, viewport=WIDE)
    page.locator("details.fold").first.evaluate("e => { e.open = false }")
    page.emulate_media(media="print")
    folded = page.locator("details.fold").first
    assert folded.locator("xpath=*[2]").is_visible()
    for unneeded in ("header nav", ".site-foot", ".actions", ".toc", ".skip", "main form"):
        assert not page.locator(unneeded).first.is_visible(), unneeded


def test_paper_gives_addresses_in_full_and_expands_acronyms(read):
    page = read(CARD, viewport=WIDE)
    page.emulate_media(media="print")
    after = "e => getComputedStyle(e, '::after').content"
    link = page.locator("main a[href^='http']").first
    assert link.get_attribute("href") in link.evaluate(after)
    acronym = page.locator("a.term abbr").first
    assert acronym.get_attribute("title") in acronym.evaluate(after)
    assert page.locator(".print-only").inner_text().endswith(CARD)


def test_paper_is_white_even_in_the_dark(read):
    page = read(CARD, viewport=WIDE, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(29, 42, 51)"]


# Forced colours


def test_forced_colours_draw_borders_where_backgrounds_are_dropped(read):
    page = read("/dispositifs/", viewport=WIDE, forced_colors="active")
    border = "e => getComputedStyle(e).borderTopStyle"
    assert page.locator(".tag").first.evaluate(border) == "solid"
    assert page.locator(".row-card").first.evaluate(border) == "solid"
