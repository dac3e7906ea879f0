"""Before rules are saved, their effect is shown; broken expectations hold them back."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from schemes.enums import CriterionType, Operator, Publication
from schemes.models import CaseType, Scheme
from schemes.publishing import blockers
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_expectation,
    make_scheme,
    make_staff,
)
from tests.schemes.admin_kit import address, faults, save, saved, sent_again

pytestmark = pytest.mark.django_db

THREE_YEARS = {"conditions-0-value": "[36, null]"}
TITLE = "Ce que changent ces règles"


@pytest.fixture
def scheme() -> Scheme:
    """Open from 24 months on; two people are expected to get in, or not."""
    scheme = make_scheme("ptp")
    criterion = make_criterion("mois", CriterionType.NUMBER, label="Ancienneté")
    make_condition(scheme, criterion, Operator.BETWEEN, [24, None])
    make_expectation(scheme, "oui", mois=30)
    make_expectation(scheme, "non", mois=3)
    return scheme


@pytest.fixture
def draft(scheme: Scheme) -> Scheme:
    scheme.publication = Publication.DRAFT
    scheme.save()
    return scheme


def stored(scheme: Scheme) -> list:
    return scheme.conditions.get().value


def agreed(scheme: Scheme, verdict: str = "non", reason: str = "La loi a changé.") -> dict:
    row = scheme.expectations.get(verdict="oui")
    start = f"attendu-{scheme.pk}-{row.case_type.slug}"
    return {f"{start}-verdict": verdict, f"{start}-reason": reason}


def confirm(client: Client, scheme: Scheme, response, **answers: str):
    return client.post(address(scheme), sent_again(response, **{"_effets-vus": "1"} | answers))


def test_nothing_is_saved_before_the_effect_was_seen(staff, scheme) -> None:
    page = faults(save(staff, scheme, **THREE_YEARS))
    assert TITLE in page
    assert "1 verdict attendu contredit par les nouvelles règles" in page
    assert "(change)" in page
    assert "1 cas type garde le même verdict" in page
    assert stored(scheme) == [24, None]


def test_words_alone_are_saved_at_once(staff, scheme) -> None:
    changes = {"conditions-0-wording": "Autrement dit.", "summary": "Une autre phrase."}
    assert saved(save(staff, scheme, **changes))
    assert scheme.conditions.get().wording == "Autrement dit."


def test_without_any_case_type_there_is_nothing_to_show(staff, scheme) -> None:
    CaseType.objects.all().delete()
    assert saved(save(staff, scheme, **THREE_YEARS))
    assert stored(scheme) == [36, None]


def test_a_published_card_is_held_back_until_each_expectation_has_its_reason(staff, scheme) -> None:
    first = save(staff, scheme, **THREE_YEARS)
    page = faults(confirm(staff, scheme, first, **agreed(scheme, reason="")))
    assert "Dites pourquoi ce verdict attendu change." in page
    page = faults(confirm(staff, scheme, first, **agreed(scheme, verdict="oui")))
    assert "Les nouvelles règles donnent « non »." in page
    page = faults(confirm(staff, scheme, first, **agreed(scheme, verdict="peut-être")))
    assert "Sélectionnez un choix valide" in page
    assert TITLE in faults(confirm(staff, scheme, first))  # nothing answered
    assert stored(scheme) == [24, None]
    assert scheme.expectations.filter(verdict="oui").count() == 1


def test_with_a_reason_rules_and_expectation_are_saved_together(staff, scheme) -> None:
    first = save(staff, scheme, **THREE_YEARS, summary="Une autre phrase.")
    row = scheme.expectations.get(verdict="oui")
    assert saved(confirm(staff, scheme, first, **agreed(scheme)))
    scheme.refresh_from_db()
    row.refresh_from_db()
    assert stored(scheme) == [36, None]
    assert scheme.summary == "Une autre phrase."
    assert (row.verdict, row.reason) == ("non", "La loi a changé.")


def test_a_draft_may_be_saved_with_a_broken_expectation(staff, draft) -> None:
    first = save(staff, draft, **THREE_YEARS)
    assert "ne pourra être publié ainsi" in faults(first)
    assert saved(confirm(staff, draft, first, **agreed(draft, reason="")))
    assert stored(draft) == [36, None]
    assert draft.expectations.filter(verdict="oui").exists()


def test_a_broken_expectation_keeps_the_draft_from_being_published(draft) -> None:
    told = "les règles donnent « non », le verdict attendu est « oui »"
    assert not [sentence for sentence in blockers(draft) if told in sentence]
    draft.conditions.update(value=[36, None])
    assert [sentence for sentence in blockers(draft) if told in sentence]


def test_going_back_loses_nothing_and_saves_nothing(staff, scheme) -> None:
    changes = {**THREE_YEARS, "objectives": "Un.\nDeux.", "conditions-0-wording": " <b>36 & plus"}
    first = save(staff, scheme, **changes)
    data = sent_again(first, _reprendre="1")
    response = staff.post(address(scheme), data)
    page = faults(response)
    assert "Rien n'est encore enregistré : reprenez où vous en étiez." in page
    assert "Un.\nDeux.</textarea>" in page
    assert 'value=" <b>36 & plus"' in page
    assert "[36, null]" in page
    assert stored(scheme) == [24, None]
    assert Scheme.objects.get().objectives == []


ERRORS = [
    ({"conditions-0-value": "[0, 99]"}, "Cette condition ne décide jamais"),
    ({"conditions-0-scope": "a-confirmer", "conditions-0-audience": "public"}, "ouvrirait"),
]


@pytest.mark.parametrize(("changes", "words"), ERRORS, ids=["idle", "open to all"])
def test_rules_with_an_error_cannot_be_saved(staff, scheme, changes, words) -> None:
    audience = make_audience(scheme)
    make_condition(scheme, audience=audience, position=5)
    if "conditions-0-audience" in changes:
        scheme.conditions.filter(audience=audience).delete()
        changes = {**changes, "conditions-0-audience": audience.pk}
    before = list(scheme.conditions.values())
    first = save(staff, scheme, **changes)
    assert words in faults(first)
    assert "Enregistrer ces règles" not in faults(first)
    assert words in faults(confirm(staff, scheme, first, **agreed(scheme)))
    assert list(scheme.conditions.values()) == before


def test_a_new_public_waits_for_its_conditions_in_a_draft_alone(staff, draft) -> None:
    new = {
        "audiences-TOTAL_FORMS": "1",
        "audiences-0-key": "cdi",
        "audiences-0-label": "En CDI",
        "audiences-0-position": "1",
    }
    assert saved(confirm(staff, draft, save(staff, draft, **new)))
    assert draft.audiences.get().label == "En CDI"
    Scheme.objects.update(publication=Publication.PUBLISHED)
    draft.audiences.all().delete()
    assert "il ouvrirait le dispositif à tous" in faults(save(staff, draft, **new))


def test_an_expectation_changed_on_the_card_needs_its_reason(staff, draft) -> None:
    index = [e.verdict for e in draft.expectations.all()].index("oui")
    page = faults(save(staff, draft, **{f"expectations-{index}-verdict": "non"}))
    assert "Dites pourquoi ce verdict attendu change." in page
    told = {f"expectations-{index}-verdict": "non", f"expectations-{index}-reason": "La loi."}
    assert saved(save(staff, draft, **told))


def test_who_may_not_change_expectations_is_told_whom_to_ask(client, scheme) -> None:
    editor = make_staff("redac")
    names = [f"{verb}_{model}" for verb in ("view", "change") for model in ("scheme", "condition")]
    names.append("administer_scheme")  # the card is published
    editor.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(editor)
    first = save(client, scheme, **THREE_YEARS)
    assert "Demandez à une personne qui peut changer les verdicts attendus." in faults(first)
    confirm(client, scheme, first, **agreed(scheme))
    assert stored(scheme) == [24, None]


def test_who_may_not_change_the_card_learns_nothing_of_it(client, scheme) -> None:
    client.force_login(make_staff("lecteur"))
    assert client.post(address(scheme), {}).status_code == 403


@pytest.mark.parametrize("name", ["attendu-999-verdict", "attendu-x-verdict", "_effets-vus"])
def test_forged_answers_change_nothing(staff, scheme, name) -> None:
    first = save(staff, scheme, **THREE_YEARS)
    assert TITLE in faults(confirm(staff, scheme, first, **{name: "oui"}))
    assert stored(scheme) == [24, None]
