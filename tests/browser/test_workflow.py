"""An editor changes PTP beside the public card, a reviewer publishes it; nobody sees it before."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker

from schemes.catalogue.one_card import spec_of, update_card
from schemes.groups import EDITOR, REVIEWER
from schemes.models import Scheme
from tests.browser.conftest import Visitor
from tests.browser.staff import faults, let_in, session_of
from tests.browser.test_accessibility import violations
from tests.schemes.admin_kit import address
from tests.schemes.workflow_kit import make_person

pytestmark = pytest.mark.django_db

BEFORE = "en gardant son contrat de travail et son salaire"
AFTER = "Changer de métier sans quitter son emploi."
PANEL = "section[aria-labelledby=circuit]"


@pytest.fixture(scope="module")
def people(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """The session of one person of each group; PTP is put back as it was afterwards."""
    with django_db_blocker.unblock():
        ptp = Scheme.objects.get(slug="ptp")
        spec, persons = spec_of(ptp), []
        sessions = {"ptp": address(ptp)}
        for group in (EDITOR, REVIEWER):
            persons.append(make_person(group))
            sessions[group] = session_of(persons[-1])
        yield sessions
        Scheme.objects.filter(revises=ptp).delete()
        update_card(ptp, spec, timezone.localdate())
        ptp.changes.all().delete()
        ptp.passages.all().delete()
        for person in persons:
            person.delete()


def signs_in(visit: Callable[..., Visitor], people: dict[str, str], group: str) -> Visitor:
    return let_in(visit(), people[group])


def presses(visitor: Visitor, button: str) -> None:
    visitor.page.wait_for_load_state("networkidle")  # the preview of the rules has answered
    visitor.follow(visitor.page.get_by_role("button", name=button, exact=True).first)
    visitor.page.wait_for_load_state("networkidle")


def public_summary(visitor: Visitor) -> str:
    answer = visitor.page.request.get(f"{visitor.site}/api/v1/dispositifs/ptp/")
    visitor.open("/dispositifs/ptp/")
    lead = visitor.page.locator("p.lead").inner_text()
    assert lead == answer.json()["resume"]
    return lead


def test_a_change_is_public_once_somebody_else_published_it(visit, people) -> None:
    reader = visit()
    editor = signs_in(visit, people, EDITOR)
    editor.open(people["ptp"])
    expect(editor.page.get_by_label("En une phrase")).to_have_count(0)  # read only
    presses(editor, "Préparer une modification")
    editor.page.get_by_label("En une phrase").fill(AFTER)
    presses(editor, "Enregistrer et continuer les modifications")
    presses(editor, "Créer un lien d'aperçu")
    assert faults(editor, PANEL) == []
    link = editor.page.locator(f"{PANEL} a[href^='/apercu/']").get_attribute("href")
    presses(editor, "Envoyer à la relecture")
    assert BEFORE in public_summary(reader)
    reader.open(link)
    expect(reader.page.locator("p.lead")).to_have_text(AFTER)
    assert violations(reader) == []

    reviewer = signs_in(visit, people, REVIEWER)
    reviewer.open(editor.path)
    assert faults(reviewer, PANEL) == []
    presses(reviewer, "Publier")
    assert public_summary(reader) == AFTER
    reader.page.get_by_text("Ce qui a changé sur cette fiche").click()
    expect(reader.page.get_by_text("Le texte de la fiche a changé.")).to_be_visible()
