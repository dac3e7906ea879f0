"""The history: one record a save, readable differences, the way back, what the public is told."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from schemes.enums import CriterionType, Operator, Publication
from schemes.history.differences import ADDED, CHANGED, REMOVED
from schemes.history.journal import sentence
from schemes.history.restoring import differences, restore
from schemes.history.timeline import page_of
from schemes.models import CardChange, Condition, Figure, Scheme, Source, Step
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_organisation,
    make_scheme,
    make_source,
    make_staff,
    make_stage,
)
from tests.schemes.admin_kit import save, saved

pytestmark = pytest.mark.django_db

MONTHS = "[36, null]"


@pytest.fixture
def scheme() -> Scheme:
    """Access asks for 24 months, in an audience."""
    scheme = make_scheme("ptp", objectives=["Changer de métier.", "Garder son salaire."])
    months = make_criterion("mois", CriterionType.NUMBER)
    make_condition(
        scheme,
        months,
        Operator.BETWEEN,
        [24, None],
        audience=make_audience(scheme),
        wording="24 mois.",
    )
    return scheme


def history_url(row, stamp: str = "") -> str:
    url = reverse(f"admin:schemes_{row._meta.model_name}_history", args=[row.pk])
    return f"{url}{stamp}/" if stamp else url


def timeline(row):
    return page_of(type(row), row.pk, None)[1]


def told(row) -> list[tuple]:
    return [(c.kind, c.what, c.title) for c in timeline(row)[0].changes]


def test_a_form_is_one_entry_however_many_rows_and_links_it_changed(staff, scheme) -> None:
    condition = scheme.conditions.get()
    before = len(timeline(scheme))
    changes = {"name": "Autre nom", "stages": [make_stage("emploi").pk, make_stage("projet").pk]}
    assert saved(save(staff, scheme, **changes, **{"conditions-0-value": MONTHS}))
    assert len(timeline(scheme)) == before + 1
    assert scheme.history.count() == 2 + 1  # made, linked to its stage, then the form
    assert condition.history.count() == 2
    assert [field.label for field in timeline(scheme)[0].changes[0].fields] == ["Nom", "Étapes"]


def test_saving_without_a_change_leaves_no_trace(staff, scheme) -> None:
    before = scheme.history.count(), Condition.history.count()
    assert saved(save(staff, scheme))
    assert (scheme.history.count(), Condition.history.count()) == before
    assert not CardChange.objects.exists()


def test_the_page_tells_who_changed_what_from_what_to_what(staff, scheme) -> None:
    save(
        staff,
        scheme,
        **{"conditions-0-value": MONTHS, "objectives": "Garder son salaire.\nÉvoluer."},
    )
    page = staff.get(history_url(scheme)).content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "admin" in text
    assert "Modifié : condition d'accès « 24 mois. »" in text.replace("&nbsp;", " ").replace(
        "&#x27;", "'"
    )
    assert "<del>24</del>" in page
    assert "<ins>36</ins>" in page
    assert "<del>Changer de métier.</del>" in page
    assert "<ins>Évoluer.</ins>" in page
    assert "<del>Garder son salaire.</del>" not in page


def test_what_comes_and_goes_is_named(staff, scheme) -> None:
    step = Step.objects.create(scheme=scheme, text="Écrire à l'employeur.")
    assert told(scheme) == [(ADDED, "étape de mobilisation", "Écrire à l'employeur.")]
    step.delete()
    assert told(scheme) == [(REMOVED, "étape de mobilisation", "Écrire à l'employeur.")]


def test_a_reference_is_named_even_after_it_is_gone(scheme) -> None:
    body = make_organisation("agefiph", name="Agefiph")
    step = Step.objects.create(scheme=scheme, text="Demander.", organisation=body)
    step.organisation = None
    step.save()
    body.delete()
    (change,) = timeline(scheme)[0].changes
    assert change.kind == CHANGED
    assert (change.fields[0].old, change.fields[0].new) == ("Agefiph (supprimé depuis)", "vide")


# The way back


def test_a_card_and_its_parts_come_back_as_they_were(staff, scheme) -> None:
    step = Step.objects.create(scheme=scheme, text="Écrire.")
    kept = Step.objects.create(scheme=scheme, text="Attendre.")
    condition, then = scheme.conditions.get(), timeline(scheme)[0].stamp
    save(
        staff,
        scheme,
        **{"conditions-0-value": MONTHS, "name": "Autre", "steps-0-DELETE": "on"},
    )
    Step.objects.create(scheme=scheme, text="De trop.")
    scheme.audiences.get().delete()
    assert not scheme.conditions.exists()

    page = staff.get(history_url(scheme, then))
    assert "De trop." in page.content.decode()
    assert scheme.steps.count() == 2, "looking changes nothing"
    response = staff.post(history_url(scheme, then))
    assert response.status_code == 302
    scheme.refresh_from_db()
    assert scheme.name == "Dispositif ptp"
    assert set(scheme.steps.values_list("pk", "text")) == {
        (step.pk, "Écrire."),
        (kept.pk, "Attendre."),
    }
    assert Condition.objects.get(pk=condition.pk).value == [24, None]
    last = timeline(scheme)[0]
    assert last.reason.startswith("Retour à l'état du")
    assert last.who == "admin"


def test_restoring_can_be_taken_back_too(scheme) -> None:
    at = timeline(scheme)[0].at
    scheme.name = "Autre"
    scheme.save()
    changed = timeline(scheme)[0].at
    restore(Scheme, scheme.pk, at, "retour")
    restore(Scheme, scheme.pk, changed, "retour du retour")
    scheme.refresh_from_db()
    assert scheme.name == "Autre"
    assert differences(Scheme, scheme.pk, changed) == []


def test_two_rows_that_swapped_what_is_unique_come_back(scheme) -> None:
    one, two = (
        Figure.objects.create(scheme=scheme, key=key, label=key, minimum=1, maximum=2)
        for key in "ab"
    )
    at = timeline(scheme)[0].at
    for row, key in ((one, "c"), (two, "a"), (one, "b")):
        row.key = key
        row.save()
    restore(Scheme, scheme.pk, at, "retour")
    assert dict(scheme.figures.values_list("pk", "key")) == {one.pk: "a", two.pk: "b"}


def test_going_back_never_publishes(staff, scheme) -> None:
    at = timeline(scheme)[0].at
    Scheme.objects.filter(pk=scheme.pk).first()
    scheme.publication = Publication.DRAFT
    scheme.name = "Brouillon"
    scheme.save()
    restore(Scheme, scheme.pk, at, "retour")
    scheme.refresh_from_db()
    assert scheme.name == "Dispositif ptp"
    assert scheme.publication == Publication.DRAFT


def test_a_deleted_card_comes_back_as_a_draft(staff, scheme) -> None:
    then = timeline(scheme)[0].stamp
    pk = scheme.pk
    staff.post(reverse("admin:schemes_scheme_delete", args=[pk]), {"post": "yes"})
    assert not Scheme.objects.exists()
    scheme.pk = pk
    assert "Revenir à cet état" in staff.get(history_url(scheme)).content.decode()
    assert staff.post(history_url(scheme, then)).status_code == 302
    back = Scheme.objects.get(pk=pk)
    assert back.publication == Publication.DRAFT
    assert back.conditions.get().value == [24, None]


def test_what_leads_nowhere_any_more_is_told_and_nothing_changes(staff, scheme) -> None:
    body = make_organisation("agefiph", name="Agefiph")
    step = Step.objects.create(scheme=scheme, text="Demander.", organisation=body)
    then = timeline(scheme)[0].stamp
    step.delete()
    body.delete()
    scheme.name = "Autre"
    scheme.save()
    page = staff.post(history_url(scheme, then))
    assert page.status_code == 200
    assert "organisme, Agefiph (supprimé depuis)" in page.content.decode()
    scheme.refresh_from_db()
    assert scheme.name == "Autre"


@pytest.mark.parametrize("stamp", ["hier", "20269999T999999999999", "0"])
def test_an_instant_that_is_none_is_not_found(staff, scheme, stamp) -> None:
    assert staff.get(history_url(scheme, stamp)).status_code == 404


def test_an_instant_before_the_card_is_refused_in_words(staff, scheme) -> None:
    page = staff.post(history_url(scheme, "20200101T000000000000"))
    assert "existait pas encore" in page.content.decode()
    assert Scheme.objects.exists()


def test_who_may_only_look_may_not_bring_back(client, scheme) -> None:
    client.force_login(make_staff("lectrice", "view_scheme"))
    then = timeline(scheme)[0].stamp
    page = client.get(history_url(scheme))
    assert page.status_code == 200
    assert "Revenir à cet état" not in page.content.decode()
    assert client.get(history_url(scheme, then)).status_code == 403
    assert client.post(history_url(scheme, then)).status_code == 403


# What the public is told


def test_the_public_reads_what_an_editor_changed_and_not_who(staff, client, scheme) -> None:
    save(staff, scheme, **{"conditions-0-value": MONTHS})
    page = Client().get(scheme.get_absolute_url()).content.decode().replace("&#x27;", "'")
    assert "Les conditions d'accès ont changé." in page
    assert "admin</" not in page


def test_the_same_change_is_told_once_a_day(staff, scheme) -> None:
    for months in ("36", "48"):
        save(staff, scheme, **{"conditions-0-value": f"[{months}, null]"})
    assert CardChange.objects.count() == 1


def test_drafts_and_notes_of_editors_are_nobody_s_business(staff, scheme) -> None:
    save(staff, scheme, editor_note="À revoir.")
    assert not CardChange.objects.exists()
    Scheme.objects.update(publication=Publication.DRAFT)
    save(staff, scheme, name="Autre")
    assert not CardChange.objects.exists()


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["les conditions d'accès"], "Les conditions d'accès ont changé."),
        (["la compensation"], "La compensation a changé."),
        (["les étapes", "les liens"], "Ont changé : les étapes, les liens."),
        ([], ""),
    ],
)
def test_a_change_is_told_in_a_sentence(parts, text) -> None:
    assert sentence(parts) == text


def test_other_objects_have_their_history_too(staff) -> None:
    source = make_source()
    source.title = "Guide 2026"
    source.save()
    assert "<ins>Guide 2026</ins>" in staff.get(history_url(source)).content.decode()
    restore(Source, source.pk, timeline(source)[-1].at, "retour")
    source.refresh_from_db()
    assert source.title == "Source guide-2025"
