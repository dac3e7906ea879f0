"""A rule changed by one, blocked by what is expected, published by another, taken back."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker

from schemes.catalogue.one_card import spec_of, update_card
from schemes.groups import ADMINISTRATOR, EDITOR, REVIEWER
from schemes.models import Scheme
from tests.browser.conftest import Visitor
from tests.browser.staff import session_of
from tests.browser.test_rule_desk import save, seniority, set_to, settle
from tests.browser.test_workflow import PANEL, presses, signs_in
from tests.schemes.admin_kit import address
from tests.schemes.workflow_kit import make_person

pytestmark = pytest.mark.django_db

# 30 months of work in all, 14 of them in the firm: open at 24, closed at 36.
SOMEBODY = {
    "statuts": ["salarie-prive"],
    "contrat": "cdi",
    "anciennete_mois": 30,
    "anciennete_entreprise_mois": 14,
    "handicap": "aucun",
}
BROKEN = ("Salarié en CDI depuis 14 mois", "Salarié en contrat aidé depuis 14 mois")
WHY = "Un décret demande 36 mois."


@pytest.fixture(scope="module")
def people(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """The session of one person of each group; PTP is put back as it was afterwards."""
    with django_db_blocker.unblock():
        ptp = Scheme.objects.get(slug="ptp")
        spec, sessions = spec_of(ptp), {"ptp": address(ptp)}
        persons = [make_person(group) for group in (EDITOR, REVIEWER, ADMINISTRATOR)]
        for person in persons:
            sessions[person.groups.get().name] = session_of(person)
        yield sessions
        Scheme.objects.filter(revises=ptp).delete()
        update_card(ptp, spec, timezone.localdate())
        ptp.changes.all().delete()
        ptp.passages.all().delete()
        for person in persons:
            person.delete()


def verdict(visitor: Visitor) -> str:
    """What the API tells somebody, and with it the public page."""
    answer = visitor.page.request.post(
        f"{visitor.site}/api/v1/eligibilite/", data={"profil": SOMEBODY, "dispositifs": ["ptp"]}
    )
    visitor.open("/dispositifs/ptp/")
    return answer.json()["resultats"][0]["verdict"]


def test_a_rule_goes_from_24_to_36_months_and_back(visit: Callable[..., Visitor], people) -> None:
    reader, editor = visit(), signs_in(visit, people, EDITOR)
    page = editor.page
    editor.open(people["ptp"])
    presses(editor, "Préparer une modification")

    set_to(editor, "36")
    seniority(editor).get_by_label("En clair", exact=False).first.fill("Avoir 36 mois d'activité.")
    expect(page.locator("#effet")).to_contain_text("Avoir 36 mois d'activité.")
    settle(editor)
    save(editor)
    expect(page.get_by_role("row").filter(has_text="(change)")).to_have_count(2)
    editor.follow(page.get_by_role("button", name="Enregistrer ces règles"))
    expect(page.locator(".success")).to_be_visible()
    copy = Scheme.objects.get(revises__slug="ptp")
    editor.open(address(copy))
    expect(page.locator(PANEL)).to_contain_text("le verdict attendu est « oui »")
    presses(editor, "Envoyer à la relecture")

    reviewer = signs_in(visit, people, REVIEWER)
    reviewer.open(address(copy))
    settle(reviewer)
    expect(reviewer.page.locator(PANEL)).to_contain_text("Ce qui empêche de la publier")
    expect(reviewer.page.get_by_role("button", name="Publier", exact=True)).to_have_count(0)
    reviewer.page.get_by_label("Motif").fill("Deux verdicts attendus à revoir.")
    presses(reviewer, "Renvoyer en brouillon")
    assert verdict(reader) == "oui", "nothing is public yet"

    editor.open(address(copy))
    settle(editor)
    page.locator("#expectations-group summary").first.click()
    for case in BROKEN:
        row = page.locator("#expectations-group tr.has_original").filter(has_text=case)
        row.locator("select[name$=verdict]").select_option("non")
        row.locator("[name$=reason]").fill(WHY)
    settle(editor)
    save(editor)
    expect(page.locator(".success")).to_be_visible()
    editor.open(address(copy))
    presses(editor, "Envoyer à la relecture")
    reviewer.open(address(copy))
    presses(reviewer, "Publier")
    assert verdict(reader) == "non"
    expect(reader.page.get_by_text("Avoir 36 mois d'activité.")).to_be_visible()

    administrator = signs_in(visit, people, ADMINISTRATOR)
    administrator.open(people["ptp"].replace("/change/", "/history/"))
    expect(administrator.page.locator(".timeline")).to_contain_text("36")
    administrator.follow(administrator.page.get_by_role("link", name="Revenir à cet état").first)
    administrator.follow(administrator.page.get_by_role("button", name="Revenir à cet état"))
    changed = administrator.page.get_by_role("row").filter(has_text="(change)")
    expect(changed).to_have_count(2)
    administrator.follow(administrator.page.get_by_role("button", name="Enregistrer ces règles"))
    settle(administrator)
    assert verdict(reader) == "oui"
