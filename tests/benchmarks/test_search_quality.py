"""How high the expected card stands, over sixty queries in the words of advisers and people."""

from pathlib import Path

import pytest
import yaml
from django.db import connection

from schemes.models import Scheme
from tests.schemes.search_kit import found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

QUERIES = Path(__file__).parent.parent / "data" / "search_queries.yaml"
GOOD, GOOD_UNSEEN = 0.9, 0.8


def reciprocal_rank(row: dict) -> float:
    places = [place for place, slug in enumerate(found(row["query"]), 1) if slug in row["first"]]
    return 1 / places[0] if places else 0


def measure(name: str, rows: list[dict]) -> float:
    ranks = {row["query"]: reciprocal_rank(row) for row in rows}
    mean = sum(ranks.values()) / len(ranks)
    late = ", ".join(f"« {query} » {rank:.2f}" for query, rank in ranks.items() if rank < 1)
    print(f"\n{connection.vendor}, {name}: mean reciprocal rank {mean:.3f} over {len(ranks)}")
    print(f"  not first: {late}")
    return mean


def queries() -> dict[str, list[dict]]:
    return yaml.safe_load(QUERIES.read_text(encoding="utf-8"))


def test_the_expected_card_comes_first() -> None:
    rows = queries()["benchmark"]
    assert len(rows) == 60
    assert measure("benchmark", rows) > GOOD


def test_so_it_does_for_queries_that_nothing_was_tuned_on() -> None:
    assert measure("unseen", queries()["unseen"]) > GOOD_UNSEEN


def test_every_expected_card_exists() -> None:
    slugs = set(Scheme.objects.published().current().values_list("slug", flat=True))
    expected = {slug for rows in queries().values() for row in rows for slug in row["first"]}
    assert expected <= slugs
