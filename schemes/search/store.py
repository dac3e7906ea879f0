"""The store of the database in use, and the one query that scores and ranks what it finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from django.db import connection

from schemes.models.search import SearchKind
from schemes.search import store_postgresql, store_sqlite
from schemes.search.plan import WHOLE_NAME, Plan
from schemes.search.reading import reading_connection

STORES = {"postgresql": store_postgresql, "sqlite": store_sqlite}
NAME, HELD = -1, -2  # beside the numbers of the parts: the whole name was typed, all are held


def store() -> ModuleType:
    """`write`, `count`, `by_the_index`, and how an expression is put to its index."""
    return STORES[connection.vendor]


@dataclass(frozen=True, slots=True)
class Found:
    """One object; `total` is how many of its kind were found."""

    kind: str
    object_id: int
    is_historic: bool
    total: int


def rank(plan: Plan, limits: Mapping[str, int]) -> list[Found]:
    """In one query, of each kind that `limits` names the best so many, best first."""
    if not limits:
        return []
    scored, parameters = _scored(plan, [] if SearchKind.SCHEME in limits else list(limits))
    best = f"score DESC, length, title {_binary()}, object_id"
    one = f"""SELECT * FROM (
        SELECT *, count(*) OVER () AS total FROM found WHERE kind = %s ORDER BY {best} LIMIT %s
    ) AS best"""  # noqa: S608 - names and numbers of ours; what was typed goes in the parameters
    sql = f"""
        WITH scored AS ({scored}), found AS (
            SELECT kind, object_id, is_historic, score, length, title
            FROM schemes_searchentry AS entry JOIN scored ON scored.id = entry.id
        ), shown AS ({" UNION ALL ".join([one] * len(limits))})
        SELECT kind, object_id, is_historic, total FROM shown ORDER BY kind, {best}
    """  # noqa: S608 - as above
    with reading_connection().cursor() as cursor:
        cursor.execute(sql, [*parameters, *(value for pair in limits.items() for value in pair)])
        return [Found(kind, pk, bool(old), total) for kind, pk, old, total in cursor.fetchall()]


def _scored(plan: Plan, few: list[str]) -> tuple[str, list]:
    """The SQL, and its parameters, of the rows (id, score) that the plan finds.

    `few` are kinds of few entries, if only those are looked for: they are quickly read one by one.
    Each row that a part of the plan finds counts once a part, by its best grade.
    """
    found = list(_found(plan))
    among = store().AMONG.format(", ".join(["%s"] * len(few))) if few else ""
    each = " UNION ALL ".join([f"{store().FOUND} {among}"] * len(found))
    sql = (
        "SELECT id, SUM(score) AS score FROM ("  # noqa: S608 - names of ours
        "SELECT id, part, MAX(score) AS score, MAX(weight) AS weight "
        f"FROM ({each}) AS found GROUP BY id, part"
        ") AS parts GROUP BY id HAVING SUM(weight) >= %s"
    )
    return sql, [*(value for row in found for value in (*row, *few)), plan.needed]


def _found(plan: Plan) -> Iterator[tuple[int, int, int, str]]:
    """Number of the part, score, weight, expression."""
    any_of, both = store().any_of, store().both
    for column, score in WHOLE_NAME.items():
        if plan.keys:
            yield NAME, score, plan.total, store().named(plan.keys, column)
    wholes = [any_of(part.group.alternatives) for part in plan.parts]
    if plan.is_strict:
        yield HELD, 0, plan.total, both(*wholes)
    else:
        yield from ((n, 0, part.weight, wholes[n]) for n, part in enumerate(plan.parts))
    for number, part in enumerate(plan.parts):
        for grade in part.grades:
            yield number, grade.score, 0, any_of(grade.alternatives, (grade.column,))


def _binary() -> str:
    """The order of the bytes, as on SQLite, whatever the language of the server."""
    return 'COLLATE "C"' if connection.vendor == "postgresql" else ""
