"""History, the way back, two editors at once, and what stands around a draft: seen and measured."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from schemes.groups import EDITOR
from schemes.history.recorder import recording
from schemes.models import Scheme
from schemes.working_copies import working_copy_of
from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.staff import check, faults, fits, let_in, session_of
from tests.factories import make_staff
from tests.schemes.admin_kit import address
from tests.schemes.workflow_kit import make_person

pytestmark = pytest.mark.django_db

WINDOWS = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
PANEL = "section[aria-labelledby=circuit]"


@pytest.fixture(scope="module")
def sessions(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """Of two administrators and an editor, who has a working copy of the AFEST's card."""
    with django_db_blocker.unblock():
        people = {name: make_staff(name, is_superuser=True) for name in ("lucie", "marc")}
        people["emma"] = make_person(EDITOR, "emma")
        copy = working_copy_of(Scheme.objects.get(slug="afest"))
        yield {name: session_of(person) for name, person in people.items()} | {
            "copy": address(copy)
        }
        copy.delete()
        for person in people.values():
            person.delete()


@pytest.fixture(scope="module")
def card(sessions, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a card that was changed more often than a page of its history shows."""
    with django_db_blocker.unblock():
        scheme = Scheme.objects.get(slug="vae")
        summary, tip = scheme.summary, scheme.tips.create(text="Un premier conseil.")
        for number in range(25):
            with recording(f"Essai {number}"):
                scheme.summary, tip.text = f"Résumé {number}.", f"Conseil {number}."
                scheme.save()
                tip.save()
        yield address(scheme)
        tip.delete()
        Scheme.objects.filter(pk=scheme.pk).update(summary=summary)
        for table in (Scheme, type(tip)):
            table.history.filter(history_change_reason__startswith="Essai").delete()


@WINDOWS
def test_the_history_and_the_way_back(visit, viewport, sessions, card) -> None:
    visitor = let_in(visit(viewport), sessions["lucie"])
    visitor.open(card.replace("/change/", "/history/"))
    assert visitor.page.locator(".entry").count() == 20
    check(visitor)
    visitor.follow(visitor.page.get_by_role("link", name="Plus ancien"))
    check(visitor)
    visitor.follow(visitor.page.get_by_role("link", name="Revenir à cet état").first)
    assert visitor.page.get_by_role("button", name="Revenir à cet état").is_visible()
    check(visitor)


@WINDOWS
def test_what_the_second_editor_is_told(visit, viewport, sessions, card) -> None:
    first, second = (let_in(visit(viewport), sessions[name]) for name in ("lucie", "marc"))
    for visitor in (first, second):
        visitor.open(card)
        visitor.page.wait_for_load_state("networkidle")
    for visitor, words in ((first, f"Un {viewport}."), (second, f"Deux {viewport}.")):
        visitor.page.get_by_label("En une phrase").fill(words)
        save(visitor)
    assert second.page.get_by_text("Rien n'a été enregistré").is_visible()
    assert second.page.get_by_label("En une phrase").input_value() == f"Deux {viewport}."
    assert faults(second, "#content") == []
    assert fits(second)


def save(visitor: Visitor) -> None:
    button = "Enregistrer et continuer les modifications"
    visitor.follow(visitor.page.get_by_role("button", name=button, exact=True).first)
    visitor.page.wait_for_load_state("networkidle")


@WINDOWS
def test_the_panel_of_a_working_copy_and_its_preview(visit, viewport, sessions) -> None:
    visitor = let_in(visit(viewport), sessions["emma"])
    visitor.open(sessions["copy"])
    visitor.page.wait_for_load_state("networkidle")
    visitor.follow(visitor.page.get_by_role("button", name="lien").first)
    visitor.page.wait_for_load_state("networkidle")
    assert faults(visitor, "#content") == []
    assert fits(visitor)
    link = visitor.page.locator(f"{PANEL} a[href^='/apercu/']").get_attribute("href")
    reader = visit(viewport)
    reader.open(link)
    check(reader)
    reader.follow(reader.page.get_by_role("link", name="Lire la version en mots simples"))
    check(reader)
