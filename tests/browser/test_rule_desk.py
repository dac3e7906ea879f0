"""Writing rules in a real browser: widgets, live effect, before and after; no rule broken."""

from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Locator, expect
from pytest_django import DjangoDbBlocker

from schemes.models import CaseType, Scheme
from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.staff import faults, fits, let_in, session_of
from tests.factories import give_second_factor

pytestmark = pytest.mark.django_db

WINDOWS = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])


@pytest.fixture(scope="module")
def session(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The session of somebody who is logged in; what the tests change is put back at the end.

    Written for good, before any test's transaction, which the server would not see.
    """
    with django_db_blocker.unblock():
        user = User.objects.create_superuser("camille")
        give_second_factor(user)
        key = session_of(user)
    yield key
    with django_db_blocker.unblock():
        user.delete()
        CaseType.objects.filter(label__startswith="Essai").delete()
        call_command("load_catalogue", stdout=StringIO())


@pytest.fixture
def editor(visit: Callable, session: str) -> Callable[..., Visitor]:
    """Opens the page of the PTP in a window of its own."""

    def open_window(*args, **options) -> Visitor:
        visitor = let_in(visit(*args, **options), session)
        visitor.open(card("change"))
        settle(visitor)
        return visitor

    return open_window


def settle(visitor: Visitor) -> None:
    """Waits for the effect that is asked for: htmx complains of what a new page interrupts."""
    visitor.page.wait_for_load_state("networkidle")


def card(page: str) -> str:
    return f"/admin/schemes/scheme/{Scheme.objects.get(slug='ptp').pk}/{page}/"


def seniority(visitor: Visitor) -> Locator:
    """The condition « 24 mois d'activité salariée »."""
    rows = visitor.page.locator("#conditions-group .inline-related")
    return rows.filter(has_text="Avoir au moins 24 mois").first


def set_to(visitor: Visitor, months: str) -> None:
    with visitor.page.expect_response("**/apercu-des-regles/"):
        seniority(visitor).get_by_label("Au moins").first.fill(months)
    settle(visitor)


def save(visitor: Visitor) -> None:
    visitor.follow(visitor.page.locator("input[name=_save]").last)


def test_going_back_from_the_effect_keeps_what_was_written(editor) -> None:
    visitor = editor(NARROW, javascript=False)
    page = visitor.page
    field = page.locator("textarea[name=conditions-2-value]")
    expect(field).to_have_value("[24, null]")
    field.fill("[36, null]")
    save(visitor)
    visitor.follow(page.get_by_role("button", name="Revenir sans enregistrer"))
    expect(page.get_by_text("Rien n'est encore enregistré")).to_be_visible()
    expect(field).to_have_value("[36, null]")
    visitor.follow(page.get_by_role("button", name="Voir l'effet"))
    expect(page.get_by_text("Ce que le public lira")).to_be_visible()
    visitor.follow(page.get_by_role("button", name="Revenir à la fiche"))
    expect(field).to_have_value("[36, null]")
    assert not Scheme.objects.get(slug="ptp").conditions.filter(value=[36, None]).exists()


def test_each_type_of_criterion_has_its_widget(editor) -> None:
    visitor = editor()
    page = visitor.page
    page.locator("#conditions-group .add-row a").click()
    row = page.locator("#conditions-group .inline-related:not(.empty-form)").last
    criterion, operator = (
        row.get_by_label("Critère", exact=False).first,
        row.get_by_label("Opérateur", exact=False).first,
    )
    value = row.locator("textarea").first
    criterion.select_option(label="Âge")
    expect(operator).to_have_value("between")
    row.get_by_label("Au plus").fill("29")
    expect(value).to_have_value("[null,29]")
    criterion.select_option(label="Reconnaissance du handicap")
    expect(value).to_have_value("")
    row.get_by_label("Demande déposée, réponse attendue").check()
    expect(value).to_have_value('["en-cours"]')
    criterion.select_option(label="Département")
    row.get_by_label("Nord", exact=True).check()
    expect(value).to_have_value('["59"]')
    operator.select_option("not_in")
    expect(value).to_have_value('["59"]')
    criterion.select_option(label="Niveau d'études")
    operator.select_option("between")
    row.get_by_label("À", exact=True).select_option(index=2)
    assert value.input_value().startswith("[null,")
    criterion.select_option("")
    expect(row.locator(".answer").first).to_be_hidden()


def test_rows_are_moved_by_keyboard_and_by_dragging(editor) -> None:
    visitor = editor()
    page = visitor.page
    rows = page.locator("#conditions-group .inline-related:not(.empty-form)")
    first, second = (rows.nth(n).get_attribute("id") for n in (0, 1))
    down = rows.nth(0).get_by_role("button", name="Descendre")
    down.focus()
    page.keyboard.press("Enter")
    assert [rows.nth(n).get_attribute("id") for n in (0, 1)] == [second, first]
    expect(page.locator(f"#{first} .order-button").last).to_be_focused()
    expect(page.locator(f"[name={first}-position]")).to_have_value("2")
    page.locator(".card-nav summary").first.click()
    page.locator(".card-nav").get_by_role("link", name="Bons à savoir").click()
    tips = page.locator("#tips-group tr.form-row:not(.empty-form)")
    tips.nth(2).locator(".order-grip").drag_to(tips.first, target_position={"x": 60, "y": 6})
    assert [tips.nth(n).get_attribute("id") for n in range(3)] == ["tips-2", "tips-0", "tips-1"]
    numbers = [field.input_value() for field in tips.locator("input[name$=position]").all()]
    assert numbers == ["1", "2", "3"]
    page.wait_for_timeout(1000)  # the delay before the effect of the last move is asked for
    settle(visitor)


def test_a_profile_is_tried_and_kept(editor) -> None:
    visitor = editor()
    page = visitor.page
    page.get_by_text("Essayer un profil").click()
    page.locator("#essai input[value=salarie-prive]").check()
    page.get_by_label("Activité salariée totale", exact=False).last.fill("3")
    page.locator("#essai [name=essai-handicap]").select_option("aucun")
    expect(page.locator("#effet-resume")).to_contain_text("Verdict du profil essayé : non")
    page.get_by_text("Enregistrer ce profil comme cas type").first.click()
    keep = page.get_by_role("button", name="Enregistrer ce profil comme cas type")
    keep.click()
    expect(page.locator("#cas-garde")).to_contain_text("Choisissez le verdict attendu.")
    page.get_by_label("Qui est-ce").fill("Essai : trois mois d'activité")
    page.get_by_label("Verdict attendu", exact=False).last.select_option("non")
    keep.click()
    expect(page.locator("#cas-garde")).to_contain_text("Cas type enregistré")
    assert CaseType.objects.filter(label="Essai : trois mois d'activité").exists()
    settle(visitor)


@WINDOWS
def test_the_screens_break_no_rule_and_fit_their_window(editor, viewport) -> None:
    visitor = editor(viewport)
    set_to(visitor, "0")
    expect(visitor.page.locator("#effet")).to_contain_text("Cette condition ne décide jamais")
    assert fits(visitor)
    assert faults(visitor, "#content-main") == []
    visitor.follow(visitor.page.get_by_role("button", name="Voir l'effet"))
    assert faults(visitor, "#content-main") == []
    assert fits(visitor)


@WINDOWS
def test_the_page_of_effects_breaks_no_rule_and_fits_its_window(editor, viewport) -> None:
    visitor = editor(viewport)
    set_to(visitor, "36")
    save(visitor)
    assert faults(visitor, "#content-main") == []
    assert fits(visitor)


def test_an_editor_changes_the_seniority_of_the_ptp_and_says_why(editor) -> None:
    """Last: the rules that it changes stay changed until the end of the module."""
    visitor = editor()
    page = visitor.page
    set_to(visitor, "36")
    seniority(visitor).get_by_label("En clair", exact=False).first.fill("Avoir 36 mois d'activité.")
    expect(page.locator("#effet")).to_contain_text("Avoir 36 mois d'activité.")
    settle(visitor)
    save(visitor)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que changent ces règles")
    flips = page.get_by_role("row").filter(has_text="(change)")
    expect(flips).to_have_count(2)
    expect(flips.first).to_contain_text("Salarié en CDI depuis 14 mois, 30 mois d'activité en tout")
    expect(page.get_by_text("La fiche est publiée")).to_be_visible()
    visitor.follow(page.get_by_role("button", name="Enregistrer ces règles"))
    expect(page.get_by_text("Dites pourquoi ce verdict attendu change.")).to_have_count(2)
    assert Scheme.objects.get(slug="ptp").conditions.filter(value=[24, None]).exists()
    for field in page.get_by_label("Pourquoi il change").all():
        field.fill("Un décret demande 36 mois.")
    visitor.follow(page.get_by_role("button", name="Enregistrer ces règles"))
    expect(page.locator(".success")).to_be_visible()
    scheme = Scheme.objects.get(slug="ptp")
    assert scheme.conditions.filter(value=[36, None]).exists()
    changed = scheme.expectations.filter(reason="Un décret demande 36 mois.")
    assert [row.verdict for row in changed] == ["non", "non"]
