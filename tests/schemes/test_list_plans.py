"""The lists of 100,000 cards read indexes, on PostgreSQL: no table is walked through."""

from datetime import date

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from schemes.filters import FACETS, SchemeFilter
from schemes.models import ListedCard, Scheme
from schemes.narrowing import Narrowing
from tests.benchmarks.grow import copy_rows
from tests.factories import make_condition, make_criterion, make_scheme, make_territory

pytestmark = [pytest.mark.postgresql, pytest.mark.slow, pytest.mark.django_db]

QUERIES = (
    {},
    {"tri": "nom"},
    {"tri": "maj"},
    {"etape": ["formation"]},
    {"droit": ["commun"], "nature": ["formation"]},
    {"statut": ["salarie"], "handicap": ["reconnu"], "departement": "59"},
)
LARGE = {"schemes_scheme", "schemes_listedcard"}


@pytest.fixture
def many(db) -> None:
    make_criterion("statuts", "choix-multiple", options=("salarie", "inscrit"))
    make_criterion("departement", "territoire")
    for number in range(10):
        scheme = make_scheme(territory=make_territory("59" if number % 2 else "62"))
        make_condition(scheme, make_criterion("handicap"))
    for model in (Scheme, ListedCard):
        copy_rows(model, 10_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE schemes_scheme, schemes_listedcard")
    assert ListedCard.objects.count() > 100_000


def walked(plan: str) -> set[str]:
    """The large tables that a plan reads from one end to the other."""
    return {table for table in LARGE if f"Seq Scan on {table}" in plan}


def test_no_page_of_the_list_walks_through_a_table(many: None) -> None:
    assert walked(ListedCard.objects.order_by("state", "nature").explain()), "one would be seen"
    for query in QUERIES:
        filters = SchemeFilter(query, today=date(2026, 11, 28))
        plan = filters.qs.for_list()[:24].explain()
        assert "Index" in plan
        assert walked(plan) == set(), query
        assert len(filters.qs.for_list()[:24]) == 24


def test_what_a_text_finds_is_looked_up(many: None) -> None:
    """Of thousands, PostgreSQL may find it quicker to walk through the narrow table."""
    ids = list(Scheme.objects.order_by("-id").values_list("id", flat=True)[:500])
    chosen = {facet: [] for facet in (*FACETS, "departement")} | {"etat": ["actif"]}
    narrowing = Narrowing(chosen, date(2026, 11, 28), ids)
    with CaptureQueriesContext(connection) as queries:
        assert narrowing.kept == ids
    assert len(list(Scheme.objects.placed(ids[:24]))) == 24
    (asked,) = [q["sql"] for q in queries if "schemes_listedcard" in q["sql"]]
    assert walked(plan_of(asked)) == set()
    assert walked(Scheme.objects.placed(ids[:24]).order_by("place").explain()) == set()


def test_the_list_of_the_admin_is_read_in_its_order(many: None, admin_user) -> None:
    address = "/admin/schemes/scheme/"
    request = RequestFactory().get(address)
    request.user, request.resolver_match = admin_user, resolve(address)
    changes = site.get_model_admin(Scheme).get_changelist_instance(request)
    plan = changes.get_queryset(request)[: changes.list_per_page].explain()
    assert "scheme_by_name" in plan
    assert walked(plan) == set()


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())
