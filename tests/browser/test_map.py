"""The living map: an answer given on it, its chips, the counts that are read out."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.test_accessibility import violations
from tests.browser.test_walk import WINDOWS

pytestmark = pytest.mark.django_db

MAP = "/parcours/etapes/"
COUNTS = re.compile(r"(\d+) dispositifs? ouverts?, (\d+) à vérifier, (\d+) fermés?")


def counts(visitor: Visitor) -> tuple[int, ...]:
    told = COUNTS.search(visitor.page.get_by_role("status").inner_text())
    return tuple(int(number) for number in told.groups()) if told else ()


def answer(visitor: Visitor) -> None:
    """The first question of the map: which status."""
    visitor.page.locator("input[value=salarie-prive]").check()
    visitor.page.get_by_role("button", name="Mettre la carte à jour").click()


@WINDOWS
def test_an_answer_settles_chips_and_the_next_question_follows(visit, viewport, javascript):
    visitor = visit(viewport, javascript=javascript)
    visitor.open(MAP)
    expect(visitor.page.get_by_role("status")).to_contain_text("tout reste à vérifier")
    answer(visitor)
    expect(visitor.page.get_by_role("status")).to_contain_text("Avec 1 réponse")
    assert visitor.path == MAP
    opened, doubtful, closed = counts(visitor)
    assert opened > 0
    assert doubtful > 0
    assert closed > 0
    expect(visitor.page.get_by_role("heading", name="Quel âge")).to_be_visible()
    chip = visitor.page.locator(".road .chip.non").first
    expect(chip.locator("summary .visually-hidden").first).to_contain_text("Non")


def test_with_a_script_only_the_map_is_drawn_anew_and_the_focus_waits_on_the_question(visit):
    visitor = visit()
    visitor.open(MAP)
    visitor.page.evaluate("window.stayed = true")
    answer(visitor)
    expect(visitor.page.locator("#suite")).to_be_focused()
    expect(visitor.page.locator("#suite")).to_contain_text("Quel âge")
    assert visitor.page.evaluate("window.stayed"), "the page was loaded again"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "bare"])
def test_a_chip_opens_its_reasons_and_goes_into_the_plan(visit, javascript):
    visitor = visit(javascript=javascript)
    visitor.open(MAP)
    answer(visitor)
    expect(visitor.page.locator("#suite")).to_contain_text("Quel âge")
    chip = visitor.page.locator(".road .chip").filter(has_text="CEP").first
    chip.locator("summary").focus()
    visitor.page.keyboard.press("Enter")
    expect(chip).to_contain_text("quel que soit le statut")
    visitor.follow(chip.get_by_role("button", name="Ajouter au plan"))
    assert visitor.path == MAP
    expect(visitor.page.get_by_text("« CEP » est ajouté au plan, étape 1.")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Mon plan (1)")).to_be_visible()


def test_specific_law_is_told_by_shape_and_word_not_by_colour_alone(visit):
    visitor = visit()
    visitor.open(MAP)
    chip = visitor.page.locator(".road .chip.specifique").first
    expect(chip.locator("summary")).to_contain_text("droit spécifique au handicap")
    mark = "e => getComputedStyle(e, '::after').content"
    assert "◆" in chip.locator("summary > span").last.evaluate(mark)


def refused_on_the_map(visitor: Visitor) -> None:
    visitor.open(MAP)
    answer(visitor)
    visitor.page.get_by_role("textbox").fill("abc")
    visitor.page.get_by_role("button", name="Mettre la carte à jour").click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("Écrivez un nombre")


def refused_at_the_start(visitor: Visitor) -> None:
    visitor.open("/parcours/")
    visitor.follow(visitor.page.get_by_role("button", name="Commencer les questions"))
    expect(visitor.page.get_by_role("alert")).to_contain_text("Dites d'abord pour qui")


def picked_on_a_stage(visitor: Visitor) -> None:
    visitor.open(f"{MAP}projet/")
    visitor.follow(visitor.page.locator("#cep form .btn"))
    expect(visitor.page.locator("#cep")).to_contain_text("Dans le plan.")


def summed_up_beside_a_plan(visitor: Visitor) -> None:
    visitor.open(MAP)
    answer(visitor)
    picked_on_a_stage(visitor)
    visitor.open("/parcours/reponses/")
    expect(visitor.page.get_by_role("button", name="garder le plan")).to_be_visible()


STATES = (
    refused_on_the_map,
    refused_at_the_start,
    picked_on_a_stage,
    summed_up_beside_a_plan,
    lambda visitor: visitor.open("/parcours/types/salarie/"),
)
NAMES = [*(state.__name__ for state in STATES[:-1]), "journey"]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("reach", STATES, ids=NAMES)
def test_every_state_is_accessible_and_fits_the_window(visit, reach, viewport):
    visitor = visit(viewport)
    reach(visitor)
    assert violations(visitor) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
