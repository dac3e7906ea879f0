"""The public list of 100,000 cards reads indexes, on PostgreSQL: no table is walked through."""

from datetime import date

import pytest
from django.db import connection

from schemes.filters import SchemeFilter
from schemes.models import ListedCard, Scheme
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
