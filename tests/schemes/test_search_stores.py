"""The two stores: on the same corpus, both find what reading every entry finds, in that order."""

import random
from pathlib import Path

import pytest
import yaml
from django.db import connection

from schemes.models import SearchKind
from schemes.search.plan import make_plan
from schemes.search.query import parse
from schemes.search.store import rank, store
from schemes.search.thesaurus import load_thesaurus
from tests.pages import ODD_TEXTS
from tests.search_oracle import Oracle, corpus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

QUERIES = Path(__file__).parent.parent / "data" / "search_queries.yaml"
ALL = 10_000
LIMITS = dict.fromkeys(SearchKind.values, ALL) | {SearchKind.TERM: 3, SearchKind.ORGANISATION: 2}
RANDOM_QUERIES = 60


@pytest.fixture(scope="module")
def oracle(catalogue, django_db_blocker) -> Oracle:
    with django_db_blocker.unblock():
        return Oracle(corpus())


def real_queries() -> list[str]:
    return [row["query"] for rows in yaml.safe_load(QUERIES.read_text()).values() for row in rows]


def made_up_queries(oracle: Oracle) -> list[str]:
    """Words of the corpus, whole, cut or misspelt, up to five together; always the same ones."""
    words = sorted(
        {t for columns in oracle.documents.values() for t in columns["d"] if t.isalpha()}
    )
    dice = random.Random(20261121)  # noqa: S311 - no secret
    return [
        " ".join(_typed(word, dice) for word in dice.sample(words, dice.randint(1, 5)))
        for _ in range(RANDOM_QUERIES)
    ]


def _typed(word: str, dice: random.Random) -> str:
    return dice.choice([word, word[: max(2, len(word) - 3)], word + "s", word[1:] or word])


def check(oracle: Oracle, text: str, share: float) -> int:
    """Same counts, same entries, same order; gives how many were found."""
    query = parse(text, load_thesaurus())
    counts = store().count(query.groups)
    assert counts == oracle.count(query.groups), text
    plan = make_plan(query, counts, share)
    found = rank(plan, LIMITS)
    assert found == oracle.rank(plan, LIMITS), text
    return len(found)


@pytest.mark.parametrize("share", [1, 0.5])
def test_real_queries_find_what_the_oracle_finds(oracle: Oracle, share: float) -> None:
    found = [check(oracle, text, share) for text in real_queries()]
    assert sum(map(bool, found)) > len(found) * 0.8, "most of them find something"


@pytest.mark.parametrize("share", [1, 0.5])
def test_made_up_queries_find_what_the_oracle_finds(oracle: Oracle, share: float) -> None:
    found = [check(oracle, text, share) for text in made_up_queries(oracle)]
    assert sum(map(bool, found)) > 10


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_is_no_syntax_error(oracle: Oracle, text: str) -> None:
    if parse(text):
        check(oracle, text, 1)


@pytest.mark.parametrize(
    "text",
    [
        "AND OR NOT",
        '"',
        "NEAR(ptp vae)",
        "ptp*",
        "a:ptp",
        "ptp & !vae",
        "ptp <-> vae",
        "(ptp",
        "'ptp':*A",
        "^ptp",
        "{a}:ptp",
        "\\",
        "ptp' OR 1=1 --",
        "ptp:AB",
    ],
)
def test_operators_are_plain_text(oracle: Oracle, text: str) -> None:
    if parse(text):
        check(oracle, text, 1)


def test_the_index_serves_the_query(django_assert_max_num_queries) -> None:
    """Neither database reads every entry to find a rare word."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "EXPLAIN QUERY PLAN SELECT rowid FROM schemes_searchentry_fts "
                "WHERE schemes_searchentry_fts MATCH %s",
                ['"ptp"'],
            )
            assert "VIRTUAL TABLE INDEX" in str(cursor.fetchall())
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                "EXPLAIN SELECT id FROM schemes_searchentry WHERE vector @@ %s::tsquery", ["'ptp'"]
            )
            assert "schemes_searchentry_vector" in str(cursor.fetchall())
