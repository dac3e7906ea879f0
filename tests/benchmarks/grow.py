"""A catalogue of any size: copies of the real cards with their rules, made in SQL in seconds."""

from collections.abc import Iterable

from django.db import connection, models
from django.db.models import Model

from schemes.models import (
    Actor,
    Audience,
    Condition,
    ListedCard,
    Scheme,
    SearchEntry,
    SearchKind,
)
from schemes.versions import renew

STRIDE = 1_000_000  # between the keys of a card and those of its next copy
PLACES = 500  # made-up towns, so that a text finds as few of many cards as of a few
COPIED = (Scheme, Scheme.stages.through, Audience, Condition, Actor, ListedCard)
OWNED = {"scheme_id", "audience_id"}  # columns that lead to what is copied too
SERIES = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s) "


def grow(size: int) -> None:
    """To about `size` published cards; the real ones stay, with the token of the first town."""
    copies = size // Scheme.objects.count() - 1
    entries = {"vector"} if connection.vendor == "postgresql" else set()
    with connection.cursor() as cursor:
        if copies > 0:
            for model in COPIED:
                copy_rows(model, copies)
            copy_rows(SearchEntry, copies, entries, f"WHERE kind = '{SearchKind.SCHEME}'")
        _write_towns(cursor)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    renew()


def copy_rows(model: type[Model], copies: int, more: Iterable[str] = (), where: str = "") -> None:
    """`copies` of each row of `model`, whose owners are copied too; `more` columns as they are."""
    fields = model._meta.local_concrete_fields
    columns = {field.column: _copied(model, field) for field in fields}
    columns |= {column: column for column in more}
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) {SERIES}"  # noqa: S608 - names of ours
            f"SELECT {', '.join(columns.values())} FROM {table} CROSS JOIN copies {where}",
            [copies],
        )


def _copied(model: type[Model], field: models.Field) -> str:
    """What a column of the copy number `n` holds."""
    column = field.column
    if field.primary_key or column in OWNED or (model, column) == (SearchEntry, "object_id"):
        return f"{column} + CAST(n AS bigint) * {STRIDE}"
    if (model, column) == (Scheme, "slug"):
        return "slug || '-' || n"
    if (model, column) == (Scheme, "name"):
        return f"name || ' Ville' || (1 + n %% {PLACES})"
    if (model, column) == (ListedCard, "sort_name"):
        return "sort_name || n"
    return column


def _write_towns(cursor) -> None:
    """The token of a town on each card of the index."""
    town = f"'ville' || (1 + (object_id / {STRIDE}) %% {PLACES})"
    kind = SearchKind.SCHEME
    if connection.vendor == "postgresql":
        cursor.execute(
            f"UPDATE schemes_searchentry SET vector = vector || "  # noqa: S608 - names of ours
            f"('''C' || {town} || ''':1')::tsvector WHERE kind = %s",
            [kind],
        )
        return
    cursor.execute(
        f"INSERT OR REPLACE INTO schemes_searchentry_fts (rowid, a, b, c, d) "  # noqa: S608
        f"SELECT e.id, f.a, f.b, f.c || ' ' || {town}, f.d FROM schemes_searchentry e "
        f"JOIN schemes_searchentry_fts f ON f.rowid = e.id %% {STRIDE} WHERE e.kind = %s",
        [kind],
    )
