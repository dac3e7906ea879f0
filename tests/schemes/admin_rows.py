"""Rows of everything that the admin lists: one of each, or hundreds written at once."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.db.models import CharField, Field, ForeignKey, Model, TextField, UniqueConstraint
from django.utils import timezone

from portal.accounts.models import SignIn
from schemes.dates import add_months, month_of
from schemes.models import (
    Actor,
    CardChange,
    CatalogueLoad,
    Citation,
    Comparison,
    ComparisonCell,
    EmployerSituation,
    Figure,
    Initiative,
    Journey,
    JourneyStep,
    LinkCheck,
    Need,
    PlainVersion,
    Resource,
    SchemeLink,
    SearchWord,
    Situation,
    Step,
    Synonym,
    Tip,
    UnmetNeed,
    UnmetSearch,
)
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
    make_account(number)


def make_account(number: int) -> None:
    user = User.objects.create_user(f"personne-{number}")
    user.groups.add(Group.objects.create(name=f"groupe-{number}"))
    SignIn.objects.create(kind="entree", user=user)


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


# Hundreds

STRIDE = 100_000  # between the keys of a row and those of its next copy
TOLD_APART_BY = {"status", "trace"}  # where only several columns together are unique
Rows = dict[type[Model], list[Model]]


def rows_since(marks: dict[type[Model], int]) -> Rows:
    """Those whose key is higher than the highest that there was."""
    found = {model: list(model._base_manager.filter(pk__gt=last)) for model, last in marks.items()}
    return {model: rows for model, rows in found.items() if rows}


def marks_of(models: Iterable[type[Model]]) -> dict[type[Model], int]:
    """The highest key of each table, those of relations between many included."""
    linked = [f.remote_field.through for m in models for f in m._meta.local_many_to_many]
    tables = (*models, *linked)
    return {
        table: max(table._base_manager.values_list("pk", flat=True), default=0) for table in tables
    }


def copy(rows: Rows, times: Iterable[int]) -> None:
    """As many copies of all the rows, which refer to each other as those do; without signals.

    The checks of keys wait for the end of the transaction, so that the order is free.
    """
    keys = {model: {row.pk for row in some} for model, some in rows.items()}
    for model, some in rows.items():
        model._base_manager.bulk_create(
            _copy(row, number, keys) for number in times for row in some
        )


def _copy(row: Model, number: int, keys: dict[type[Model], set[int]]) -> Model:
    values = {f.attname: _value(row, f, number, keys) for f in row._meta.concrete_fields}
    return type(row)(**values)


def _value(row: Model, field: Field, number: int, keys: dict[type[Model], set[int]]):
    value, model = getattr(row, field.attname), type(row)
    if isinstance(field, ForeignKey):
        is_copied = value in keys.get(field.related_model, ())
        return value + number * STRIDE if is_copied else value
    if field.primary_key or field.name == "object_id":
        return value + number * STRIDE
    if field.name in _unique(model) and isinstance(field, CharField | TextField):
        return f"{value}-{number}"
    return value


def _unique(model: type[Model]) -> set[str]:
    """Columns of text that no two rows share."""
    alone = {field.name for field in model._meta.concrete_fields if field.unique}
    together = [c.fields for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    return alone | {name for names in together for name in names if name in TOLD_APART_BY}
