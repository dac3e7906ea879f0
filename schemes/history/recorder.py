"""Writes the history: one record for each object that a batch of saves has really changed.

django-simple-history writes a record at each save and at each change of a link: five for one form.
Here what is touched is noted, and written at the end of the batch, in its transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.dispatch import Signal
from django.utils import timezone
from simple_history.models import HistoricalRecords

LOADING = "Chargement du catalogue"
PASSING = "Passage dans le circuit de publication"
recorded = Signal()  # reason, changes: the model, the record before and the new one of each object
AT_ONCE = 400  # keys in one query: SQLite bounds them

Change = tuple[type[Model], Model | None, Model]

_now = local()


@contextmanager
def recording(reason: str = "") -> Iterator[None]:
    """What is saved inside has one date, and one record for each object, with `reason`.

    At the end `recorded` is sent, in the same transaction.
    """
    if (outer := getattr(_now, "batch", None)) is not None:
        outer.reason = outer.reason or reason
        yield
        return
    _now.batch = Batch(reason)
    try:
        with transaction.atomic():
            yield
            changes = _now.batch.write()
            recorded.send(sender=Batch, reason=_now.batch.reason, changes=changes)
    finally:
        _now.batch = None


def note(records: "Records", model: type[Model], pk: Any, gone: Model | None = None) -> None:
    """An object was touched; `gone` is the record of it where it was deleted."""
    batch = getattr(_now, "batch", None) or Batch("")
    batch.note(records, model, pk, gone)
    if batch is not getattr(_now, "batch", None):
        batch.write()  # a save on its own


class Records(HistoricalRecords):
    """django-simple-history's tables, filled by batches."""

    def get_meta_options(self, model: type[Model]) -> dict[str, Any]:
        """No permissions of their own: who may see an object may see its history."""
        return super().get_meta_options(model) | {
            "default_permissions": (),
            "verbose_name": f"historique : {model._meta.verbose_name}",  # noqa: SLF001 - documented
            "verbose_name_plural": f"historique : {model._meta.verbose_name_plural}",  # noqa: SLF001
        }

    def post_save(self, instance: Model, created: bool, using=None, **kwargs: Any) -> None:
        if kwargs.get("raw"):
            return
        if created and getattr(_now, "batch", None) is None:
            record = self.record(instance, "+")  # nothing to compare with
            record.history_date = timezone.now()
            record.save()
        else:
            note(self, type(instance), instance.pk)

    def post_delete(self, instance: Model, using=None, **kwargs: Any) -> None:
        note(self, type(instance), instance.pk, self.record(instance, "-"))

    def m2m_changed(self, instance: Model, action: str, attr, pk_set, reverse, **_: Any) -> None:
        if action not in ("post_add", "post_remove", "post_clear"):
            return
        for pk in (pk_set or ()) if reverse else [instance.pk]:
            note(self, self.cls, pk)

    def record(self, row: Model, kind: str) -> Model:
        model = self.cls.history.model
        values = {field.attname: getattr(row, field.attname) for field in model.tracked_fields}
        return model(history_type=kind, history_user=self.get_history_user(row), **values)

    def keep_links(self, records: dict[Any, Model]) -> None:
        """The far ends of the relations of these objects, by the object's key."""
        for field in self.get_m2m_fields_from_model(self.cls) if records else ():
            through = field.remote_field.through
            owner = through._meta.get_field(field.m2m_field_name()).attname  # noqa: SLF001
            columns = [column.attname for column in through._meta.fields]  # noqa: SLF001
            rows = through.objects.filter(**{f"{owner}__in": list(records)}).values(*columns)
            history = self.m2m_models[field]
            history.objects.bulk_create(
                [history(history=records[row[owner]], **row) for row in rows]
            )


class Batch:
    """The objects touched since it was opened, and how to write their records."""

    def __init__(self, reason: str):
        self.reason = reason
        self.touched: dict[type[Model], dict[Any, Model | None]] = {}
        self.records: dict[type[Model], Records] = {}

    def note(self, records: Records, model: type[Model], pk: Any, gone: Model | None) -> None:
        self.records[model] = records
        self.touched.setdefault(model, {})[pk] = gone

    def write(self) -> list[Change]:
        at = timezone.now()
        return [
            change
            for model, touched in self.touched.items()
            for some in _by_parts(list(touched))
            for change in self._write(model, {pk: touched[pk] for pk in some}, at)
        ]

    def _write(self, model: type[Model], touched: dict[Any, Model | None], at) -> list[Change]:
        rows = model._base_manager.in_bulk(list(touched))  # noqa: SLF001 - documented API
        known, links = last_records(model, list(touched)), self.records[model]
        new = []
        for pk, gone in touched.items():
            row, before = rows.get(pk), known.get(pk)
            if row is None and before is not None and gone is not None:
                new.append((before, gone, None))
            elif row is not None and not (before and says(before, row)):
                new.append((before, links.record(row, "~" if before else "+"), row))
        for _, record, _ in new:
            record.history_date, record.history_change_reason = at, self.reason or None
        model.history.model.objects.bulk_create([record for _, record, _ in new])
        links.keep_links({row.pk: record for _, record, row in new if row is not None})
        return [(model, before, record) for before, record, _ in new]


def says(record: Model, row: Model) -> bool:
    """Whether a record already holds what the row holds."""
    return values_of(record) == values_of(row, record.tracked_fields) and all(
        links_of(record, name) == set(getattr(row, name).values_list("pk", flat=True))
        for name in link_names(record)
    )


def link_names(record: Model) -> list[str]:
    return [field.name for field in record._history_m2m_fields]  # noqa: SLF001 - the library's name


def last_records(model: type[Model], pks: list) -> dict[Any, Model]:
    """The last record of each object that still exists by the history, by key."""
    found = model.history.filter(id__in=pks).latest_of_each().order_by("history_id")
    last = {record.id: record for record in found}
    return {pk: record for pk, record in last.items() if record.history_type != "-"}


def values_of(row: Model, fields=None) -> dict[str, Any]:
    """What it says, by column; a date that each save moves is no such thing."""
    fields = row.tracked_fields if fields is None else fields
    return {
        field.attname: getattr(row, field.attname)
        for field in fields
        if not getattr(field, "auto_now", False)
    }


def links_of(record: Model, name: str) -> set:
    """The keys that a record holds of a many-to-many relation."""
    relation = record.instance_type._meta.get_field(name)  # noqa: SLF001 - documented API
    far = relation.m2m_reverse_field_name()
    return set(getattr(record, name).values_list(f"{far}_id", flat=True))


def _by_parts(keys: list) -> Iterator[list]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
