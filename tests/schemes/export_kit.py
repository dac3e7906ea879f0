"""Exports, wipes, loads again, and tells every row of the catalogue by what it says."""

from io import StringIO
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db.models import ForeignKey, Model

from schemes.models import Organisation, Source, Stage, Territory
from schemes.models.edited import Edited

# What the portal or its editors write about the catalogue, rather than the catalogue.
APART = {"CatalogueLoad", "CatalogueVersion", "LinkCheck", "ListedCard", "OpeningsTable"} | {
    "Passage", "Report", "SearchEntry", "SearchWord",
}  # fmt: skip
MODELS = [
    model
    for model in apps.get_app_config("schemes").get_models()
    if model.__name__ not in APART and not model.__name__.startswith("Historical")
]
NOT_TOLD = {"id", "updated_at"} | {field.name for field in Edited._meta.get_fields()}


def natural(row: Model | None):
    """A row by its public key, or by all that it holds."""
    if row is None:
        return None
    key = getattr(row, "slug", None) or getattr(row, "key", None)
    return key if key and not hasattr(row, "position") else tuple(told(row))


def told(row: Model) -> list:
    fields = [f for f in row._meta.concrete_fields if f.name not in NOT_TOLD]
    values = [
        natural(getattr(row, f.name)) if isinstance(f, ForeignKey) else getattr(row, f.name)
        for f in fields
    ]
    links = [
        sorted(repr(natural(other)) for other in getattr(row, f.name).all())
        for f in row._meta.many_to_many
    ]
    return [*values, *links]


def all_rows() -> dict[str, list[str]]:
    return {
        model.__name__: sorted(repr(told(row)) for row in model.objects.all()) for model in MODELS
    }


def wipe() -> None:
    first = ("EmployerSituation", "Initiative", "Comparison", "Journey", "CaseType", "Situation")
    for name in (*first, "Synonym", "GlossaryTerm", "Scheme", "Criterion"):
        apps.get_model("schemes", name).objects.all().delete()
    Organisation.objects.update(network=None)
    Territory.objects.update(parent=None)
    for model in (Organisation, Source, Stage, Territory):
        model.objects.all().delete()
    assert not any(model.objects.exists() for model in MODELS)


def export(folder: Path, *options: str) -> str:
    out, err = StringIO(), StringIO()
    call_command("export_catalogue", str(folder), *options, stdout=out, stderr=err)
    assert err.getvalue() == ""
    return out.getvalue()


def load(folder: Path) -> str:
    out = StringIO()
    call_command("load_catalogue", str(folder), stdout=out)
    return out.getvalue()
