"""Midnight, the year's end, a clock that is put back: each page is that of its day in Paris."""

import json
from collections.abc import Iterator

import pytest

from tests.faults.site import Site

EVE, YEAR = "2026-12-31T23:59:59+01:00", "2027-01-01T00:00:00+01:00"
SAME_DAY = "2026-12-31T23:01:00+00:00"  # in Paris it is one minute past midnight
CARDS = ("finissant", "naissant")  # until 31 December, from 1 January
LIST = "/dispositifs/?handicap=reconnu&q="


@pytest.fixture
def clock(site: Site) -> Iterator[Site]:
    yield site
    site.clock.unlink(missing_ok=True)


def open_at(site: Site, moment: str) -> list[str]:
    """The cards that the list holds at a moment."""
    site.clock.write_text(moment)
    return [slug for slug in CARDS if f'href="/dispositifs/{slug}/"' in listed(site, slug)]


def listed(site: Site, slug: str, **headers: str) -> str:
    status, _, body = site.get(LIST + slug, **headers)
    assert status == 200
    return body.decode()


def verdicts(site: Site) -> dict[str, str]:
    asked = json.dumps({"profil": {}, "dispositifs": CARDS})
    status, _, body = site.get(
        "/api/v1/eligibilite/", "POST", asked, Content_Type="application/json"
    )
    assert status == 200
    return {found["slug"]: found["verdict"] for found in json.loads(body)["resultats"]}


def test_at_midnight_the_list_and_the_verdicts_are_those_of_the_new_year(clock: Site) -> None:
    assert open_at(clock, EVE) == ["finissant"]
    assert verdicts(clock) == {"finissant": "a-verifier", "naissant": "non"}
    assert open_at(clock, YEAR) == ["naissant"], "the page of the day before was kept"
    assert verdicts(clock) == {"finissant": "non", "naissant": "a-verifier"}


def test_a_page_that_a_browser_holds_ends_with_its_day(clock: Site) -> None:
    clock.clock.write_text(EVE)
    _, headers, _ = clock.get(LIST + CARDS[0])
    given = {"If_None_Match": headers["ETag"]}
    assert clock.get(LIST + CARDS[0], **given)[0] == 304
    clock.clock.write_text(YEAR)
    status, after, _ = clock.get(LIST + CARDS[0], **given)
    assert (status, after["ETag"] == headers["ETag"]) == (200, False)
    since = clock.get(LIST + CARDS[0], If_Modified_Since=headers["Last-Modified"])
    assert since[0] == 200, "it changed at midnight, though nobody wrote"


def test_the_day_is_that_of_paris(clock: Site) -> None:
    assert open_at(clock, SAME_DAY) == ["naissant"]


def test_a_clock_that_is_put_back_shows_the_day_that_it_says(clock: Site) -> None:
    assert open_at(clock, YEAR) == ["naissant"]
    assert open_at(clock, EVE) == ["finissant"]


def test_who_answers_at_midnight_keeps_her_answers(clock: Site) -> None:
    clock.clock.write_text(EVE)
    _, headers, _ = clock.visitor.post("/parcours/questions/handicap/", {"answer": "reconnu"})
    cookie = "; ".join(line.split(";")[0] for line in headers.get_all("Set-Cookie"))
    assert "sessionid=" in cookie
    clock.clock.write_text(YEAR)
    status, _, body = clock.get("/parcours/questions/handicap/", Cookie=cookie)
    assert status == 200
    assert "checked" in body.decode()
