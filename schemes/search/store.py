"""The store of the database in use, and the one query that ranks what it finds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection

from schemes.search import store_postgresql, store_sqlite
from schemes.search.plan import Plan
from schemes.search.reading import reading_connection

STORES = {"postgresql": store_postgresql, "sqlite": store_sqlite}


def store():
    return STORES[connection.vendor]


@dataclass(frozen=True, slots=True)
class Found:
    """One object; `total` is how many of its kind were found."""

    kind: str
    object_id: int
    is_historic: bool
    total: int


def rank(plan: Plan, kinds: Collection[str], limits: Mapping[str, int]) -> list[Found]:
    """In one query: best first within each kind; of a kind that `limits` names, no more."""
    if not kinds:
        return []
    scored, parameters = store().scored(plan)
    limited = " OR ".join(["kind = %s AND place <= %s"] * len(limits))
    sql = f"""
        SELECT kind, object_id, is_historic, total FROM (
            SELECT kind, object_id, is_historic,
                count(*) OVER (PARTITION BY kind) AS total,
                row_number() OVER (
                    PARTITION BY kind ORDER BY score DESC, length, title {_binary()}, object_id
                ) AS place
            FROM schemes_searchentry AS entry
            JOIN ({scored}) AS scored ON scored.id = entry.id
            WHERE kind IN ({_places(kinds)})
        ) AS ranked
        WHERE {f"{limited} OR kind NOT IN ({_places(limits)})" if limits else "1 = 1"}
        ORDER BY kind, place
    """  # noqa: S608 - names and numbers of ours; what was typed goes in the parameters
    values = [value for pair in limits.items() for value in pair]
    with reading_connection().cursor() as cursor:
        cursor.execute(sql, [*parameters, *kinds, *values, *limits])
        return [Found(kind, pk, bool(old), total) for kind, pk, old, total in cursor.fetchall()]


def _places(values: Collection) -> str:
    return ", ".join(["%s"] * len(values))


def _binary() -> str:
    """The order of the bytes, as on SQLite, whatever the language of the server."""
    return 'COLLATE "C"' if connection.vendor == "postgresql" else ""
