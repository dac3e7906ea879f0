"""The admin: every model has a usable French list and page, and refuses what cannot be."""

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schemes.dates import add_months, month_of
from schemes.models import (
    Actor,
    CardChange,
    CatalogueLoad,
    CatalogueVersion,
    Citation,
    Comparison,
    ComparisonCell,
    CriterionOption,
    EmployerSituation,
    Expectation,
    Figure,
    Initiative,
    Journey,
    JourneyStep,
    LinkCheck,
    ListedCard,
    Need,
    OpeningsTable,
    Passage,
    PlainVersion,
    Resource,
    SchemeLink,
    SearchEntry,
    SearchWord,
    Situation,
    Step,
    Synonym,
    Tip,
    UnmetNeed,
    UnmetSearch,
)
from schemes.search.index import batch
from tests.factories import (
    make_audience,
    make_condition,
    make_contact,
    make_criterion,
    make_expectation,
    make_organisation,
    make_scheme,
    make_source,
    make_stage,
    make_term,
    make_territory,
)

pytestmark = pytest.mark.django_db

MODELS = sorted(
    (m for m in apps.get_app_config("schemes").get_models() if not hasattr(m, "instance_type")),
    key=lambda model: model.__name__,
)  # without the tables of the history
FEW, MANY = 3, 30
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


@pytest.fixture
def staff(admin_client: Client) -> Client:
    return admin_client


def make_everything(number: int) -> None:
    """One more row of each model, none shared: what a list asks of it again would show."""
    territory = make_territory(f"region-{number}", parent=make_territory())
    source = make_source(f"source-{number}")
    network = make_organisation(f"reseau-{number}")
    body = make_organisation(f"organisme-{number}", network=network, source=source)
    scheme = make_scheme(f"dispositif-{number}", territory=territory, verified_on="2026-11-21")
    criterion = make_criterion(f"critere-{number}")
    audience = make_audience(scheme)
    condition = {"audience": audience, "source": source, "checked_on": "2026-11-21"}
    make_condition(scheme, criterion, **{**condition, "unless_criterion": None})
    make_contact(body, territory=territory)
    make_term(f"Terme-{number}", scheme=scheme, source=source)
    make_expectation(scheme)
    make_parts(scheme, body, source)
    SchemeLink.objects.create(
        from_scheme=scheme, to_scheme=make_scheme(f"autre-{number}"), kind="requires"
    )
    Need.objects.create(stage=make_stage(), text=f"besoin {number}")
    CatalogueLoad.objects.create(digest=str(number))
    CardChange.objects.create(scheme=scheme, made_on="2026-11-21", text=f"Texte {number}.")
    month = add_months(month_of(timezone.localdate()), -1)  # this month is not shown
    UnmetNeed.objects.create(month=month, stage="projet", status=f"s{number}", count=9)
    UnmetSearch.objects.create(month=month, trace=f"t{number}", words=f"m{number}", count=9)
    LinkCheck.objects.create(url=f"https://a.example/{number}")
    SearchWord.objects.get_or_create(word=f"mot{number}", raw=f"mot{number}", length=4)
    Situation.objects.create(
        slug=f"s-{number}",
        phrase=f"Phrase {number}",
        answer="Oui.",
        voice="personne",
        scheme=scheme,
    )
    Synonym.objects.create(slug=f"mot-{number}", words=["un"], finds=["deux"])
    make_examples(number, scheme, source)
    make_employer(number, scheme, body, source)
    scheme.reports.create(part="autre", text="Une erreur.")
    scheme.passages.create(origin="brouillon", target="a-relire")


def make_examples(number: int, scheme: Model, source: Model) -> None:
    read = {"source": source, "place": "page 1"}
    Initiative.objects.create(
        slug=f"experience-{number}", title="Essai", territory=scheme.territory, **read
    )
    comparison = Comparison.objects.create(slug=f"comparaison-{number}", title="Table", **read)
    ComparisonCell.objects.create(comparison=comparison, key="k", label="Durée", scheme=scheme)
    journey = Journey.objects.create(slug=f"parcours-{number}", title="Parcours")
    JourneyStep.objects.create(journey=journey, key="k", phase="avant", kind="sortie")


def make_employer(number: int, scheme: Model, body: Model, source: Model) -> None:
    situation = EmployerSituation.objects.create(
        slug=f"arret-{number}", kind="evenement", label=f"Arrêt {number}", statuses=["salarie"]
    )
    situation.points.create(kind="gain", text="Gagner.", source=source, place="page 1")
    situation.proposals.create(scheme=scheme, why="Convient.")
    situation.calls.create(organisation=body, why="Conseille.")


def make_parts(scheme: Model, body: Model, source: Model) -> None:
    Step.objects.create(scheme=scheme, text="Demander.", organisation=body)
    Tip.objects.create(scheme=scheme, text="À savoir.")
    Figure.objects.create(scheme=scheme, key="k", label="Montant", minimum=1, maximum=2)
    Resource.objects.create(scheme=scheme, label="Page", url="https://a.example/", kind="outil")
    Actor.objects.create(scheme=scheme, role="financeur", organisation=body)
    Citation.objects.create(scheme=scheme, source=source, place="page 1")
    PlainVersion.objects.create(scheme=scheme, what=["Une aide."], reviewed_on="2026-11-21")


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:schemes_{model.__name__.lower()}_{page}", args=args)


def count_of(ask: Callable, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(200) as captured:
        assert ask().status_code == 200
    return len(captured)


def test_every_model_is_registered() -> None:
    assert [model for model in MODELS if not admin.site.is_registered(model)] == []


def test_lists_ask_as_many_queries_for_30_rows_as_for_3(
    staff, django_assert_max_num_queries
) -> None:
    counts = []
    for numbers in (range(FEW), range(FEW, MANY)):
        with batch():
            for number in numbers:
                make_everything(number)
        counts.append(
            {
                model.__name__: count_of(
                    lambda model=model: staff.get(address(model, "changelist")),
                    django_assert_max_num_queries,
                )
                for model in MODELS
            }
        )
    assert counts[0] == counts[1]
    assert max(counts[1].values()) < 25


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
    read_only = model in (*WRITTEN_BY_THE_PORTAL, CriterionOption)
    assert staff.get(address(model, "delete", row.pk)).status_code == (403 if read_only else 200)


@pytest.mark.parametrize("model", [m for m in MODELS if m not in WRITTEN_BY_THE_PORTAL])
def test_each_model_has_a_form_to_add_one(staff, model) -> None:
    assert staff.get(address(model, "add")).status_code == 200


SAME_IN_FRENCH = {"Note", "Type", "Source", "Place", "Publication", "Nature", "Description"} | {
    "Question", "Situations", "Minimum", "Maximum", "Public", "Programme", "Contact", "Condition",
}  # fmt: skip


@pytest.mark.parametrize("model", [m for m in MODELS if m not in WRITTEN_BY_THE_PORTAL])
def test_every_name_that_an_editor_reads_is_french(staff, model) -> None:
    """Where a model gives no name, Django makes one of the code's."""
    make_everything(1)
    pages = staff.get(address(model, "changelist")), staff.get(address(model, "add"))
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
