"""The place of a row in a list of keys, best first, as a search gives it."""

from collections.abc import Sequence

from django.db.models import CharField, F, Func, IntegerField, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, Concat, StrIndex


def place_in(keys: Sequence[int], vendor: str) -> Expression:
    """Grows from one key to the next; each database has its own quick way.

    A long text is read slowly by PostgreSQL, and SQLite has no arrays.
    """
    if vendor == "postgresql":
        return Func(Value(keys), F("pk"), function="array_position", output_field=IntegerField())
    listed = Value(f",{','.join(map(str, keys))},")
    return StrIndex(listed, Concat(Value(","), Cast("pk", CharField()), Value(",")))
