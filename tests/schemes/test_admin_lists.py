"""The admin asks as many queries for 300 rows as for 3: every list, the history, an import."""

from contextlib import nullcontext

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schemes.history.recorder import recording
from schemes.models import CatalogueVersion, OpeningsTable, Scheme, Stage, Step
from schemes.search.index import batch
from tests.factories import make_organisation, make_scheme
from tests.pages import queries_of
from tests.schemes.admin_rows import copy, make_everything, marks_of, rows_since
from tests.schemes.test_tables import semicolons
from tests.schemes.test_tables_admin import send

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 300
MOST = 25  # queries of any list
A_ROW = 40  # queries of a row that an import changes: read, checked, written, recorded
FIXED = {CatalogueVersion, Stage}  # as many rows whatever the catalogue
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)


def page_of(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def queries_of_lists(client: Client) -> dict[str, int]:
    return {
        model._meta.label: queries_of(client, page_of(model, "changelist")) for model in REGISTERED
    }


def test_every_list(admin_client) -> None:
    with batch():
        for number in range(FEW - 1):
            make_everything(number)
    marks = marks_of(REGISTERED)
    with batch():
        make_everything(FEW - 1)
    OpeningsTable.objects.create(digest="empreinte", axes=[], bits="")
    few = queries_of_lists(admin_client)
    copy(rows_since(marks), range(1, MANY))
    assert {m for m in REGISTERED if m._base_manager.count() < MANY} == FIXED
    assert queries_of_lists(admin_client) == few
    assert max(few.values()) < MOST


@pytest.mark.parametrize("at_once", [True, False], ids=["parts", "records"])
def test_the_history_of_a_card(admin_client, at_once) -> None:
    """A change of 300 parts; 300 changes, of which a page shows twenty."""
    counts = []
    for count in (FEW, MANY):
        scheme = make_scheme()
        with batch(), recording() if at_once else nullcontext():
            add_steps(scheme, count)
        counts.append(queries_of(admin_client, page_of(Scheme, "history", scheme.pk)))
    assert counts[1] <= counts[0]


def add_steps(scheme: Scheme, count: int) -> None:
    """Each by somebody else, for an organisation of its own."""
    for number in range(count):
        step = scheme.steps.create(text=f"Étape {number}.", organisation=make_organisation())
        person = User.objects.create(username=f"personne-{step.pk}")
        Step.history.filter(id=step.pk).update(history_user=person)


def test_what_an_import_would_change(admin_client) -> None:
    """Each row is written, then taken back: so many queries a row, whatever the number of rows."""
    costs = []
    for count in (FEW, 10 * FEW):
        with batch():
            slugs = [make_scheme().slug for _ in range(count)]
        table = semicolons(["identifiant", "nom"], *([slug, "Autre nom"] for slug in slugs))
        with CaptureQueriesContext(connection) as captured:
            page = send(admin_client, table)
        assert len(page.context["result"].rows) == count
        costs.append(len(captured))
    assert costs[1] - costs[0] <= A_ROW * 9 * FEW
