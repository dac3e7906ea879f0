"""What differs between two records of an object, in French: labels, old and new, item by item."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field, ForeignKey, JSONField, Model
from django.utils.formats import date_format, number_format

from schemes.history.recorder import link_names, links_of

NOTHING = "vide"
ADDED, CHANGED, REMOVED = "ajout", "changement", "retrait"
UNTOLD = ("id", "updated_at")
TITLES = ("wording", "label", "text", "title", "term", "name", "phrase", "place", "verdict", "slug")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: old and new, or for a list the items that came and went (or only moved)."""

    label: str
    old: str = ""
    new: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        return bool(self.added or self.removed)


@dataclass(frozen=True, slots=True)
class ObjectChange:
    """One object: what was done to it, its name, its fields that changed."""

    model: type[Model]
    kind: str
    title: str
    fields: tuple[FieldChange, ...] = ()

    @property
    def what(self) -> str:
        return self.model._meta.verbose_name  # noqa: SLF001 - documented API


class Names:
    """The names of what records refer to, read once for each model."""

    def __init__(self, records: Iterable[Model]):
        wanted: dict[type[Model], set] = {}
        for record in filter(None, records):
            for field in record.tracked_fields:
                if isinstance(field, ForeignKey):
                    wanted.setdefault(field.related_model, set()).add(
                        getattr(record, field.attname)
                    )
            for name in link_names(record):
                far = record.instance_type._meta.get_field(name).related_model  # noqa: SLF001
                wanted.setdefault(far, set()).update(links_of(record, name))
        self.names = {model: names_of(model, keys - {None}) for model, keys in wanted.items()}

    def of(self, model: type[Model], key: Any) -> str:
        if key is None:
            return NOTHING
        return self.names.get(model, {}).get(key) or f"n° {key}, supprimé depuis"


def names_of(model: type[Model], keys: set) -> dict[Any, str]:
    """Of rows that are gone, the name in their last record."""
    found = {row.pk: title_of(row) for row in model._base_manager.filter(pk__in=keys)}  # noqa: SLF001
    if (gone := keys - set(found)) and hasattr(model, "history"):
        found |= {r.id: f"{title_of(r)} (supprimé depuis)" for r in last_of(model, gone)}
    return found


def last_of(model: type[Model], keys: Iterable) -> Iterable[Model]:
    return model.history.filter(id__in=keys).latest_of_each().order_by("history_id")


def title_of(row: Model) -> str:
    """The first text that names it; never a query."""
    texts = (getattr(row, name, "") for name in TITLES)
    return getattr(row, "acronym", "") or next(filter(None, texts), "")


def object_change(
    model: type[Model], before: Model | None, after: Model | None, names: Names
) -> ObjectChange | None:
    """From one record to the next, of the same object; None where nothing that is told differs."""
    if before is None or after is None:
        there = after or before
        if there is None:
            return None
        return ObjectChange(model, ADDED if after else REMOVED, _title(model, there, names))
    fields = tuple(field_changes(model, before, after, names))
    return ObjectChange(model, CHANGED, _title(model, after, names), fields) if fields else None


def _title(model: type[Model], record: Model, names: Names) -> str:
    """What parts without words of their own point at names them."""
    if title := title_of(record):
        return title
    owned = [f for f in record.tracked_fields if isinstance(f, ForeignKey)]
    known = [names.of(f.related_model, getattr(record, f.attname)) for f in owned]
    return next((name for name in known[1:] if name != NOTHING), "")


def field_changes(
    model: type[Model], before: Model, after: Model, names: Names
) -> Iterable[FieldChange]:
    for field in before.tracked_fields:
        old, new = (getattr(record, field.attname) for record in (before, after))
        if old != new and field.name not in UNTOLD:
            yield _change(field, old, new, names)
    for name in link_names(before):
        old, new = links_of(before, name), links_of(after, name)
        if old != new:
            field = model._meta.get_field(name)  # noqa: SLF001 - documented API
            yield _items(
                field,
                [names.of(field.related_model, key) for key in sorted(old)],
                [names.of(field.related_model, key) for key in sorted(new)],
            )


def _change(field: Field, old: Any, new: Any, names: Names) -> FieldChange:
    if isinstance(field, JSONField) and isinstance(old, list) and isinstance(new, list):
        return _items(field, [_text(item) for item in old], [_text(item) for item in new])
    return FieldChange(_label(field), said(field, old, names), said(field, new, names))


def _items(field: Field, old: list[str], new: list[str]) -> FieldChange:
    added = tuple(item for item in new if item not in old)
    removed = tuple(item for item in old if item not in new)
    if added or removed:
        return FieldChange(_label(field), added=added, removed=removed)
    return FieldChange(_label(field), " ; ".join(old), " ; ".join(new))  # only the order changed


def _label(field: Field) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def said(field: Field, value: Any, names: Names) -> str:
    """A value as a French reader writes it."""
    if isinstance(field, ForeignKey):
        return names.of(field.related_model, value)
    if value in (None, "", [], {}):
        return NOTHING
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value % 1 else int(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
