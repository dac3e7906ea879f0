"""Every way in which verdicts change shows before and after, and is held back by a broken word."""

import pytest
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from schemes.admin.rule_confirmation import RulesConfirmed
from schemes.enums import CriterionType, Operator, Publication
from schemes.history.timeline import STAMP
from schemes.models import CriterionOption, Scheme, Territory
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_expectation,
    make_scheme,
    make_territory,
)
from tests.schemes.admin_kit import address, faults, save, saved, sent_again

pytestmark = pytest.mark.django_db

TITLE = "Ce que changent ces règles"
BROKEN = "1 verdict attendu contredit"
LEVELS = ["cap", "bac", "licence", "master"]
SEEN = {"_effets-vus": "1"}


@pytest.fixture
def scheme() -> Scheme:
    """Asks for 36 months, as is expected of it."""
    scheme = make_scheme("ptp")
    make_criterion("niveau", CriterionType.ORDERED, options=LEVELS)
    months = make_criterion("mois", CriterionType.NUMBER)
    make_condition(scheme, months, Operator.BETWEEN, [36, None])
    make_expectation(scheme, "non", mois=30)
    return scheme


def page_of(row: Model, name: str, *more: str) -> str:
    return reverse(f"admin:schemes_{row._meta.model_name}_{name}", args=[row.pk, *more])


def agreed(scheme: Scheme, **said: str) -> dict[str, str]:
    """What the page of confirmation is answered."""
    start = f"attendu-{scheme.pk}-{scheme.expectations.get().case_type.slug}"
    return {f"{start}-{name}": value for name, value in said.items()}


# The way back


@pytest.fixture
def earlier(scheme: Scheme) -> str:
    """24 months, expected as they are now: an address that brings the rule back, and no verdict."""
    condition = scheme.conditions.get()
    condition.value = [24, None]
    condition.save()
    then = condition.history.first().history_date.strftime(STAMP)
    condition.value = [36, None]
    condition.save()
    return page_of(scheme, "restore", then)


def test_a_way_back_that_breaks_a_word_waits_for_a_reason(staff, scheme, earlier) -> None:
    page = staff.post(earlier)
    text = faults(page)
    assert TITLE in text
    assert BROKEN in text
    assert "est revenu" not in text, "the word of a success that was taken back"
    assert scheme.conditions.get().value == [36, None]
    traces = scheme.conditions.get().history.count()

    agree = agreed(scheme, verdict="oui", reason="")
    assert "Dites pourquoi" in faults(staff.post(earlier, sent_again(page, **SEEN, **agree)))
    assert scheme.conditions.get().value == [36, None]
    assert scheme.conditions.get().history.count() == traces

    reason = agreed(scheme, verdict="oui", reason="Le décret est annulé.")
    assert staff.post(earlier, sent_again(page, **SEEN, **reason)).status_code == 302
    assert scheme.conditions.get().value == [24, None]
    assert scheme.expectations.get().verdict == "oui"
    last = scheme.conditions.get().history.first()
    assert last.history_change_reason.startswith("Retour à l'état du")
    told = scheme.expectations.get().history.first()
    assert told.history_date == last.history_date, "one change of the history"


def test_going_back_from_the_page_brings_nothing_back(staff, scheme, earlier) -> None:
    page = staff.post(earlier)
    response = staff.post(earlier, sent_again(page, _reprendre="1"))
    assert response.status_code == 302
    assert response["Location"] == earlier
    assert scheme.conditions.get().value == [36, None]


def test_a_draft_is_brought_back_once_its_effect_was_seen(staff, scheme, earlier) -> None:
    Scheme.objects.update(publication=Publication.DRAFT)
    page = staff.post(earlier)
    assert "ne pourra être publié ainsi" in faults(page)
    answers = agreed(scheme, verdict="oui", reason="")
    assert staff.post(earlier, sent_again(page, **SEEN, **answers)).status_code == 302
    assert scheme.conditions.get().value == [24, None]


def test_a_way_back_that_changes_no_verdict_is_done_at_once(staff, scheme) -> None:
    then = scheme.history.first().history_date.strftime(STAMP)
    scheme.expectations.get().case_type.delete()
    assert staff.post(page_of(scheme, "restore", then)).status_code == 302
    assert not scheme.conditions.exists()


# The vocabulary, which many cards read


@pytest.fixture
def levels(scheme: Scheme) -> Scheme:
    """From CAP to bac, two steps that follow; a draft and an archive say the same."""
    cards = [scheme, make_scheme("brouillon", publication="brouillon")]
    cards.append(make_scheme("archive", publication="archive"))
    for card in cards:
        card.conditions.all().delete()
        card.expectations.all().delete()
        make_condition(card, make_criterion("niveau"), Operator.BETWEEN, ["cap", "bac"])
    make_expectation(scheme, "non", niveau="licence")
    return scheme


def test_another_order_of_answers_is_shown_on_each_card_that_reads_them(staff, levels) -> None:
    """« Licence » between CAP and bac opens to whoever has one."""
    niveau = make_criterion("niveau")
    changes = {f"options-{n}-position": str(p) for n, p in enumerate((0, 2, 1, 3))}
    page = save(staff, niveau, **changes)
    text = faults(page)
    assert BROKEN in text
    assert levels.title in text
    assert "Dispositif brouillon" in text
    assert "Dispositif archive" not in text
    assert [o.value for o in niveau.options.all()] == LEVELS
    answers = SEEN | agreed(levels, verdict="oui", reason="Le cadre national a changé.")
    assert saved(staff.post(address(niveau), sent_again(page, **answers)))
    assert [o.value for o in niveau.options.all()] == ["cap", "licence", "bac", "master"]


def test_the_page_of_an_answer_shows_it_too(staff, levels) -> None:
    option = CriterionOption.objects.get(value="bac")
    assert BROKEN in faults(save(staff, option, position="9"))


def test_an_answer_added_on_its_own_page_shows_it_too(staff, levels) -> None:
    """A typical person of whom nothing is known: some answer now says no."""
    levels.conditions.all().delete()
    make_condition(levels, make_criterion("niveau"), Operator.IN, LEVELS)
    levels.expectations.all().delete()
    make_expectation(levels, "oui")
    new = {"criterion": make_criterion("niveau").pk, "value": "aucun", "label": "Aucun"}
    page = staff.post(reverse("admin:schemes_criterionoption_add"), new | {"position": "9"})
    assert BROKEN in faults(page)
    assert CriterionOption.objects.filter(criterion__key="niveau").count() == len(LEVELS)


def test_words_of_a_question_are_saved_at_once(staff, levels) -> None:
    assert saved(save(staff, make_criterion("niveau"), label="Niveau d'études"))


def test_bounds_that_a_rule_or_a_person_does_not_fit_in_are_refused(staff, scheme) -> None:
    mois = make_criterion("mois")
    page = save(staff, mois, minimum="31")
    assert "Ce cas type a une réponse qui ne serait plus possible" in faults(page)
    page = save(staff, mois, minimum="40")
    assert "toute réponse la remplit" in faults(page)
    assert "Enregistrer ces règles" not in faults(page)
    assert faults(staff.post(address(mois), sent_again(page, **SEEN)))
    mois.refresh_from_db()
    assert mois.minimum == 0


def test_a_fault_that_was_there_does_not_hold_back_the_vocabulary(staff, levels) -> None:
    """Another order above the bac: no verdict changes, and a clumsy draft stays as it was."""
    clumsy = make_scheme("maladroit", publication="brouillon")
    for _ in range(2):
        make_condition(clumsy, make_criterion("niveau"), Operator.IN, ["cap"])
    option = CriterionOption.objects.get(value="licence")
    assert saved(save(staff, option, position="9"))


def test_a_question_that_something_reads_is_not_deleted(staff, scheme) -> None:
    read, answered, awaited, free = (
        make_criterion(key, CriterionType.NUMBER) for key in ("mois", "age", "csp", "libre")
    )
    make_expectation(scheme, "a-verifier", age=30)
    free.asked_when = {"criterion": awaited.key, "in": ["oui"]}
    free.save()
    codes = [
        staff.post(page_of(row, "delete"), {"post": "yes"}).status_code
        for row in (read, answered, awaited, free)
    ]
    assert codes == [403, 403, 403, 302]


def test_where_a_card_holds_is_a_rule_too(staff, scheme) -> None:
    """One more department in the region of the card."""
    Scheme.objects.update(territory=make_territory("hauts-de-france"))
    make_criterion("departement", CriterionType.TERRITORY)
    make_territory("59")
    elsewhere = make_territory("02", parent=make_territory("grand-est"))
    scheme.conditions.all().delete()
    scheme.expectations.all().delete()
    make_expectation(scheme, "non", departement="02")
    page = save(staff, elsewhere, parent=make_territory("hauts-de-france").pk)
    assert BROKEN in faults(page)
    assert Territory.objects.get(slug="02").parent.slug == "grand-est"


def test_whatever_can_be_written_in_the_admin_and_decides_is_guarded() -> None:
    deciding = ("Scheme", "Criterion", "CriterionOption", "Territory")
    models = {model.__name__: page for model, page in admin.site._registry.items()}
    assert all(isinstance(models[name], RulesConfirmed) for name in deciding)


def test_a_public_deleted_on_the_card_shows_its_effect(staff, scheme) -> None:
    audience = make_audience(scheme)
    scheme.conditions.update(audience=audience)
    page = save(staff, scheme, **{"audiences-0-DELETE": "on"})
    assert BROKEN in faults(page)
    assert scheme.audiences.exists()
