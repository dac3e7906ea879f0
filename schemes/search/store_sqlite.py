"""The index on SQLite: a FTS5 table whose `rowid` is the id of the entry.

A trigger of migration 0002 removes the row of an entry that goes.
"""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext

from django.db import connection

from schemes.search.document import Document
from schemes.search.plan import COLUMNS, Counts
from schemes.search.query import Alternative, Group, Term
from schemes.search.reading import reading_connection

# Only names and numbers of ours are written into SQL; what was typed goes in the parameters.
TABLE = "schemes_searchentry_fts"
FOUND = (
    "SELECT rowid AS id, %s AS part, %s AS score, %s AS weight "  # noqa: S608 - see TABLE
    f"FROM {TABLE} WHERE {TABLE} MATCH %s"
)

AMONG = "AND rowid IN (SELECT id FROM schemes_searchentry WHERE kind IN ({}))"
EVERYWHERE = tuple(COLUMNS)
by_the_index = nullcontext  # a MATCH knows no other way


def write(rows: Iterable[tuple[int, Document]]) -> None:
    columns = [(pk, *map(" ".join, document.columns)) for pk, document in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT OR REPLACE INTO {TABLE} (rowid, a, b, c, d) "  # noqa: S608 - see TABLE
            "VALUES (%s, %s, %s, %s, %s)",
            columns,
        )


def count(groups: Sequence[Group]) -> Counts:
    """Read in one query."""
    one = f", (SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH %s)"  # noqa: S608 - see TABLE
    with reading_connection().cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM schemes_searchentry){one * len(groups)}",  # noqa: S608
            [any_of(group.alternatives) for group in groups],
        )
        entries, *counted = cursor.fetchone()
    return Counts(entries, tuple(counted))


def any_of(alternatives: Iterable[Alternative], columns: Sequence[str] = EVERYWHERE) -> str:
    found = " OR ".join(f"({_alternative(alternative)})" for alternative in alternatives)
    return found if columns == EVERYWHERE else f"{{{' '.join(columns)}}} : ({found})"


def named(keys: Iterable[str], column: str) -> str:
    return f"{{{column}}} : ({_tokens(keys)})"


def both(*expressions: str) -> str:
    return " AND ".join(f"({expression})" for expression in expressions)


def _alternative(alternative: Alternative) -> str:
    if alternative.is_phrase:
        return '"{}"'.format(" ".join(term.tokens[0] for term in alternative.terms))
    return both(*(_term(term) for term in alternative.terms))


def _term(term: Term) -> str:
    begun = [f'"{term.beginning}" *'] if term.beginning else []
    return " OR ".join([_tokens(term.tokens), *begun])


def _tokens(tokens: Iterable[str]) -> str:
    return " OR ".join(f'"{token}"' for token in tokens)
