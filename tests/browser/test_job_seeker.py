"""The job seeker of the guide, from the first question to the printed plan, by keyboard alone."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_walk import WINDOWS, key_of, press, tab_to

pytestmark = pytest.mark.django_db

MOST_TABS = 400  # the page of a stage holds many links
PICKED = {"projet": "cep", "preparation": "prepa-competences", "formation": "afc"}
START = date(timezone.localdate().year + 1, 4, 4)  # day and month read the same in any order


def go(visitor: Visitor, selector: str) -> None:
    """To the control by Tab, and through it by Enter."""
    tab_to(visitor, selector, most=MOST_TABS)
    press(visitor, "Enter")


def send(visitor: Visitor) -> None:
    go(visitor, "main form button.btn-primary")


def begin(visitor: Visitor) -> None:
    """For oneself, from the situation of a job seeker: first of the three in the list."""
    visitor.open("/parcours/")
    tab_to(visitor, "input[name=voix]")
    visitor.page.keyboard.press("Space")
    tab_to(visitor, "input[name=parcours]")
    visitor.page.keyboard.press("ArrowUp")
    visitor.page.keyboard.press("ArrowUp")
    send(visitor)


def answer(visitor: Visitor) -> None:
    """Job seeker, 32 years old, in the Pas-de-Calais, whose disability is recognised."""
    keyboard = visitor.page.keyboard
    assert key_of(visitor) == "statuts"
    tab_to(visitor, "input[value=demandeur-emploi-inscrit]")
    keyboard.press("Space")
    send(visitor)
    assert key_of(visitor) == "age"
    tab_to(visitor, "input[name=answer]")
    keyboard.type("32")
    press(visitor, "Enter")
    assert key_of(visitor) == "departement"
    tab_to(visitor, "select[name=answer]")
    keyboard.type("62")
    send(visitor)
    assert key_of(visitor) == "handicap"
    tab_to(visitor, "input[name=answer]")
    keyboard.press("Space")
    send(visitor)
    go(visitor, "button[name=passer]")


def pick(visitor: Visitor, stage: str, slug: str) -> None:
    """From the map to the stage, into the plan, and back to the map."""
    go(visitor, f".road h2 a[href$='/{stage}/']")
    go(visitor, f"#{slug} form .btn")
    expect(visitor.page.locator(f"#{slug}")).to_contain_text("Dans le plan.")
    go(visitor, ".pathbar a[href='/parcours/etapes/']")


def date_first_step(visitor: Visitor) -> None:
    keyboard = visitor.page.keyboard
    tab_to(visitor, ".plan-step:first-child summary", most=MOST_TABS)
    keyboard.press("Enter")
    tab_to(visitor, "input[name=debut]")
    keyboard.type(f"{START:%d%m%Y}")
    tab_to(visitor, "input[name=duree]")
    keyboard.type("3")
    press(visitor, "Enter")


@WINDOWS
def test_from_the_first_question_to_the_printed_plan(visit, viewport, javascript, request):
    visitor = visit(viewport, javascript=javascript)
    begin(visitor)
    answer(visitor)
    go(visitor, ".pathbar a[href='/parcours/etapes/']")
    expect(visitor.page.locator("main")).to_contain_text("Demandeur d'emploi")
    for stage, slug in PICKED.items():
        pick(visitor, stage, slug)
    go(visitor, ".pathbar a[href='/parcours/plan/']")
    date_first_step(visitor)
    main = visitor.page.locator("main")
    expect(main).to_contain_text(f"Du 4\u00a0avril au 3\u00a0juillet {START.year}")
    expect(main).not_to_contain_text("à régler")

    go(visitor, "a[href$='/imprimer/']")
    visitor.page.emulate_media(media="print")
    paper = visitor.page.locator(".paper")
    for told in ("CEP –", "AFC –", "Statut", "Revenu", "Qui paie", "Les contacts", "Pas-de-Calais"):
        expect(paper).to_contain_text(told)
    expect(visitor.page.locator(".pathbar")).to_be_hidden()
    assert visitor.page.pdf().startswith(b"%PDF")
    visitor.shoot(f"demandeur-papier-{request.node.callspec.id}")
