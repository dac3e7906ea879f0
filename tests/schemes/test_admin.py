"""The admin: every model has a usable French list and page, and refuses what cannot be."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from schemes.models import (
    Audience,
    CardChange,
    CatalogueLoad,
    CatalogueVersion,
    Condition,
    Criterion,
    CriterionOption,
    Expectation,
    LinkCheck,
    ListedCard,
    OpeningsTable,
    Passage,
    PlainVersion,
    SearchEntry,
    SearchWord,
    UnmetNeed,
    UnmetSearch,
)
from tests.factories import (
    make_criterion,
    make_expectation,
    make_scheme,
)
from tests.schemes.admin_rows import make_everything

pytestmark = pytest.mark.django_db

MODELS = sorted(
    (m for m in apps.get_app_config("schemes").get_models() if not hasattr(m, "instance_type")),
    key=lambda model: model.__name__,
)  # without the tables of the history
WRITTEN_BY_THE_PORTAL = (  # read only
    CardChange,
    CatalogueLoad,
    CatalogueVersion,
    LinkCheck,
    ListedCard,
    OpeningsTable,
    Passage,
    SearchEntry,
    SearchWord,
    UnmetNeed,
    UnmetSearch,
)

READ_ONLY = (*WRITTEN_BY_THE_PORTAL, Audience, Condition)  # rules are written on their card


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:schemes_{model.__name__.lower()}_{page}", args=args)


def test_every_model_is_registered() -> None:
    assert [model for model in MODELS if not admin.site.is_registered(model)] == []


@pytest.mark.parametrize("model", MODELS)
def test_each_model_can_be_searched_opened_and_deleted(staff, model) -> None:
    make_everything(1)
    row = model.objects.first()
    for url in (
        address(model, "changelist") + "?q=é'%25 x",
        address(model, "change", row.pk),
        address(model, "history", row.pk),
    ):
        assert staff.get(url).status_code == 200
    kept = model in (*READ_ONLY, Criterion, CriterionOption)  # a condition reads them
    assert staff.get(address(model, "delete", row.pk)).status_code == (403 if kept else 200)


@pytest.mark.parametrize("model", [m for m in MODELS if m not in (*READ_ONLY, PlainVersion)])
def test_each_model_has_a_form_to_add_one(staff, model) -> None:
    assert staff.get(address(model, "add")).status_code == 200


SAME_IN_FRENCH = {"Note", "Type", "Source", "Place", "Publication", "Nature", "Description"} | {
    "Question", "Situations", "Minimum", "Maximum", "Public", "Programme", "Contact", "Condition",
}  # fmt: skip


@pytest.mark.parametrize("model", [m for m in MODELS if m not in WRITTEN_BY_THE_PORTAL])
def test_every_name_that_an_editor_reads_is_french(staff, model) -> None:
    """Where a model gives no name, Django makes one of the code's."""
    make_everything(1)
    one = address(model, "change", model.objects.first().pk)
    pages = staff.get(address(model, "changelist")), staff.get(one)
    text = " ".join(page.content.decode() for page in pages)
    shown = {text.strip(" \n\xa0:") for text in re.findall(r">([^<>]+)<", text)}
    english = {field.name.replace("_", " ").capitalize() for field in model._meta.fields}
    english |= {re.sub("(?<!^)(?=[A-Z])", " ", model.__name__).capitalize()}
    assert shown & english <= SAME_IN_FRENCH


def test_the_site_says_its_name(staff) -> None:
    page = staff.get(reverse("admin:index")).content.decode()
    assert "Itinéraire formation – administration" in page
    assert "Catalogue des dispositifs" in page
    assert "Django" not in page


def test_autocomplete_answers(staff) -> None:
    make_scheme("ptp", name="Projet de transition")
    query = {"app_label": "schemes", "model_name": "condition", "field_name": "scheme"}
    response = staff.get(reverse("admin:autocomplete"), {**query, "term": "transition"})
    assert [r["text"] for r in response.json()["results"]] == ["Projet de transition"]


@pytest.mark.parametrize(
    "query",
    ["nature=zzz", "stages__id__exact=abc", "p=99999", "o=99", "verified_on__year=zzz", "zzz=1"],
)
def test_odd_filters_of_a_list_break_nothing(staff, query) -> None:
    make_scheme()
    url = f"/admin/schemes/scheme/?{query}"
    assert staff.get(url, follow=True).status_code == 200


def test_what_the_outside_relies_on_is_written_once(staff) -> None:
    scheme = make_scheme("ptp")
    page = staff.get(reverse("admin:schemes_scheme_change", args=[scheme.pk])).content.decode()
    assert 'name="slug"' not in page
    assert 'name="slug"' in staff.get(reverse("admin:schemes_scheme_add")).content.decode()


def test_the_value_of_an_answer_is_written_once(staff) -> None:
    criterion = make_criterion()
    url = reverse("admin:schemes_criterion_change", args=[criterion.pk])
    assert re.search(r'name="options-0-value"[^>]* disabled', staff.get(url).content.decode())


def test_expectations_can_be_read_across_cards(staff) -> None:
    make_expectation(make_scheme(), handicap="reconnu")
    assert "Une personne" in staff.get(address(Expectation, "changelist")).content.decode()
