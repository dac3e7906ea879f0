"""The index on SQLite: a FTS5 table whose `rowid` is the id of the entry.

A trigger of migration 0002 removes the row of an entry that goes.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from schemes.search.document import Document
from schemes.search.plan import WHOLE_NAME, Counts, Plan
from schemes.search.query import Alternative, Group, Term
from schemes.search.reading import reading_connection

# Only names and numbers of ours are written into SQL; what was typed goes in the parameters.
TABLE = "schemes_searchentry_fts"


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
            [_any(group.alternatives) for group in groups],
        )
        entries, *counted = cursor.fetchone()
    return Counts(entries, tuple(counted))


def scored(plan: Plan) -> tuple[str, list]:
    """The SQL, and its parameters, of the rows (id, score) that the plan finds."""
    held = _all(plan) if plan.is_strict else ""
    found = list(_found(plan, held))
    each = f"SELECT rowid, %s, %s, %s FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608 - see TABLE
    sql = (
        "SELECT id, SUM(score) AS score FROM ("  # noqa: S608 - see TABLE
        "SELECT id, part, MAX(score) AS score, MAX(weight) AS weight FROM ("
        "SELECT 0 AS id, 0 AS part, 0 AS score, 0 AS weight WHERE 0 UNION ALL "
        f"{' UNION ALL '.join([each] * len(found))}"
        ") AS found GROUP BY id, part"
        ") AS best GROUP BY id HAVING SUM(weight) >= %s"
    )
    return sql, [*(value for row in found for value in row), plan.needed]


def _found(plan: Plan, held: str):
    """Number of the part, score, weight, FTS5 expression."""
    for column, score in WHOLE_NAME.items():
        if plan.keys:
            yield -1, score, plan.total, f"{{{column}}} : ({_tokens(plan.keys)})"
    for number, part in enumerate(plan.parts):
        yield number, 0, part.weight, held or _any(part.group.alternatives)
        for grade in part.grades:
            expression = f"{{{grade.column}}} : ({_any(grade.alternatives)})"
            yield number, grade.score, 0, f"{held} AND ({expression})" if held else expression


def _all(plan: Plan) -> str:
    return " AND ".join(f"({_any(part.group.alternatives)})" for part in plan.parts)


def _any(alternatives: Iterable[Alternative]) -> str:
    return " OR ".join(f"({_alternative(alternative)})" for alternative in alternatives)


def _alternative(alternative: Alternative) -> str:
    if alternative.is_phrase:
        return '"{}"'.format(" ".join(term.tokens[0] for term in alternative.terms))
    return " AND ".join(f"({_term(term)})" for term in alternative.terms)


def _term(term: Term) -> str:
    begun = [f'"{term.beginning}" *'] if term.beginning else []
    return " OR ".join([*(f'"{token}"' for token in term.tokens), *begun])


def _tokens(tokens: Iterable[str]) -> str:
    return " OR ".join(f'"{token}"' for token in tokens)
