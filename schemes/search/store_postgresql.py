"""The index on PostgreSQL: a tsvector beside each entry, under a GIN index.

Vectors and queries are written by our analyser and cast: no parser and no dictionary of the
server has a say, so that SQLite finds the same. Each token begins with the letter of its column
(« Ametier »): the index alone says which column holds a word, where a weight would have every
vector that holds it read and unpacked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from schemes.search.document import GAP, Document
from schemes.search.plan import COLUMNS, Counts
from schemes.search.query import Alternative, Group, Term
from schemes.search.reading import reading_connection

# Only names and numbers of ours are written into SQL; what was typed goes in the parameters.
TABLE = "schemes_searchentry"
HELD = "vector @@ %s::tsquery"
FOUND = f"SELECT id, %s AS part, %s AS score, %s AS weight FROM {TABLE} WHERE {HELD}"  # noqa: S608
AMONG = "AND kind IN ({})"
EVERYWHERE = tuple(COLUMNS)
LAST_POSITION = 16_383  # PostgreSQL's own limit


def write(rows: Iterable[tuple[int, Document]]) -> None:
    vectors = [(_vector(document), pk) for pk, document in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {TABLE} SET vector = %s::tsvector WHERE id = %s",  # noqa: S608 - see TABLE
            vectors,
        )


def _vector(document: Document) -> str:
    """« 'Ametier':1 'Dmetier':7 »: a phrase stands in one column, between two gaps."""
    places: dict[str, list[str]] = defaultdict(list)
    place = 0
    for column, tokens in zip(COLUMNS, document.columns, strict=True):
        for token in (*tokens, GAP):
            place += 1
            if token != GAP:
                places[_in(column, token)].append(str(min(place, LAST_POSITION)))
    return " ".join(f"{token}:{','.join(found)}" for token, found in places.items())


@contextmanager
def by_the_index() -> Iterator[None]:
    """Inside, no table is walked through and no query compiled: the planner is mistaken in both.

    It counts a long vector, to be unpacked, as cheap as a short one, and the many lookups of a
    short query as a long one.
    """
    reading = reading_connection()
    with transaction.atomic(reading.alias), reading.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL jit TO DEFAULT")


def count(groups: Sequence[Group]) -> Counts:
    """Read in one query."""
    one = f", (SELECT count(*) FROM {TABLE} WHERE {HELD})"  # noqa: S608 - see TABLE
    with reading_connection().cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM {TABLE}){one * len(groups)}",  # noqa: S608 - see TABLE
            [any_of(group.alternatives) for group in groups],
        )
        entries, *counted = cursor.fetchone()
    return Counts(entries, tuple(counted))


def any_of(alternatives: Iterable[Alternative], columns: Sequence[str] = EVERYWHERE) -> str:
    return " | ".join(f"({_alternative(a, columns)})" for a in alternatives)


def named(keys: Iterable[str], column: str) -> str:
    return " | ".join(_in(column, key) for key in keys)


def both(*expressions: str) -> str:
    return " & ".join(f"({expression})" for expression in expressions)


def _alternative(alternative: Alternative, columns: Sequence[str]) -> str:
    if not alternative.is_phrase:
        return both(*(_term(term, columns) for term in alternative.terms))
    return " | ".join(
        " <-> ".join(f"({_term(term, column)})" for term in alternative.terms) for column in columns
    )


def _term(term: Term, columns: Sequence[str]) -> str:
    tokens = [_in(column, token) for column in columns for token in term.tokens]
    begun = [f"{_in(column, term.beginning)}:*" for column in columns if term.beginning]
    return " | ".join([*tokens, *begun])


def _in(column: str, token: str) -> str:
    return f"'{column.upper()}{token}'"
