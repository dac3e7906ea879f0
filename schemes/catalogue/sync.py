"""Brings rows of the database to what the files say, and counts what that changed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models

CREATED, CHANGED, UNCHANGED = "créés", "modifiés", "inchangés"


@dataclass
class Report:
    """Counts by kind of object: created, changed, left as they were; and the changed keys."""

    today: date
    counts: dict[str, Counter] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, key: str, outcome: str) -> None:
        self.counts.setdefault(kind, Counter())[outcome] += 1
        if outcome == CHANGED:
            self.changed.setdefault(kind, []).append(key)

    @property
    def is_quiet(self) -> bool:
        """Nothing was created nor changed."""
        return not any(c[CREATED] or c[CHANGED] for c in self.counts.values())


def upsert(model: type[models.Model], key: dict, values: dict) -> tuple[models.Model, str]:
    """Create or update the row with the natural key `key`; say which, or that it was right.

    Raises django's ValidationError where a value does not fit its column.
    """
    row = model.objects.filter(**key).first()
    if row is None:
        row, outcome = model(**key, **values), CREATED
    elif all(getattr(row, name) == value for name, value in values.items()):
        return row, UNCHANGED
    else:
        outcome = CHANGED
        for name, value in values.items():
            setattr(row, name, value)
    row.clean_fields()
    row.validate_constraints()
    row.save()
    return row, outcome


def replace_rows(manager, rows: Iterable[dict], group: Callable | None = None) -> bool:
    """Make the related rows exactly `rows`, in their order; True if that changed them.

    Only the order counts, not the numbers that editors gave; of rows that stand in groups, only
    that within each `group`. What stays the same keeps its row, so that the history tells what
    came and what went. Raises django's ValidationError where a value does not fit its column.
    """
    wanted = list(rows)
    if not wanted:
        return _delete_each(manager.all())
    held = list(manager.order_by("position", "id").values(*wanted[0]))
    if (sorted(held, key=group) if group else held) == wanted:
        return False
    left = list(manager.order_by("position", "id"))
    kept = [_taken(left, row) for row in wanted]
    _delete_each(left)
    for position, (row, found) in enumerate(zip(wanted, kept, strict=True)):
        # A related manager knows its owner: `field` is the foreign key back to it.
        instance = found or manager.model(**{manager.field.name: manager.instance}, **row)
        instance.position = position
        instance.clean_fields()
        instance.validate_constraints()
        instance.save()
    return True


def _taken(left: list[models.Model], row: dict) -> models.Model | None:
    """The first of `left` that says the same, wherever it stands, taken out of it."""
    for instance in left:
        if all(getattr(instance, name) == value for name, value in row.items()):
            left.remove(instance)
            return instance
    return None


def _delete_each(rows: Iterable[models.Model]) -> bool:
    rows = list(rows)
    for row in rows:
        row.delete()
    return bool(rows)


def replace_links(manager, wanted: Iterable[models.Model]) -> bool:
    """Make a many-to-many relation exactly `wanted`; True if that changed it."""
    wanted = {row.pk for row in wanted}
    if set(manager.values_list("pk", flat=True)) == wanted:
        return False
    manager.set(wanted)
    return True


def merge(*outcomes: str | bool) -> str:
    """The outcome of a whole from those of its row and its parts."""
    if CREATED in outcomes:
        return CREATED
    return CHANGED if CHANGED in outcomes or True in outcomes else UNCHANGED
