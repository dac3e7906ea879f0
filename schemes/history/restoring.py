"""Brings a whole back to what it was at an instant: all, or nothing."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from schemes.history.differences import Names, ObjectChange, names_of, object_change
from schemes.history.recorder import link_names, links_of, recording, says
from schemes.history.timeline import alive, tables
from schemes.models import Scheme

# What is public is decided by its own rule, not by going back: a card stays as it is published.
STAYS = {Scheme: ("publication", "publish_on")}

State = dict[type[models.Model], dict[Any, models.Model]]


def state_at(model: type[models.Model], pk: Any, at: datetime | None = None) -> State:
    """The records of the whole and of its parts at `at`, or now, by key."""
    found: State = {}
    for table, column in tables(model):
        history = table.history.all()
        if at is not None:
            history = history.filter(history_date__lte=at)
        mine = history.filter(id__in=table.history.filter(**{column: pk}).values("id"))
        last = {record.id: record for record in mine.latest_of_each().order_by("history_id")}
        found[table] = {
            key: record
            for key, record in last.items()
            if alive(record) and getattr(record, column) == pk
        }
    return found


def differences(model: type[models.Model], pk: Any, at: datetime) -> list[ObjectChange]:
    """What a restoration would change."""
    now, then = state_at(model, pk), state_at(model, pk, at)
    for name in STAYS.get(model, ()):
        for key, record in then[model].items():
            if key in now[model]:
                setattr(record, name, getattr(now[model][key], name))
    pairs = [
        (table, now[table].get(key), then[table].get(key))
        for table, _ in tables(model)
        for key in sorted({*now[table], *then[table]})
    ]
    names = Names(record for _, *both in pairs for record in both)
    told = (object_change(table, old, new, names) for table, old, new in pairs)
    return [change for change in told if change is not None]


def restore(model: type[models.Model], pk: Any, at: datetime, reason: str) -> None:
    """Write the whole as it was at `at`.

    Raises ValidationError, and changes nothing, where that cannot be: something that it refers to
    is gone, or another object has taken its place.
    """
    then = state_at(model, pk, at)
    if not then[model]:
        raise ValidationError("À cette date, cet objet n'existait pas encore, ou plus.")
    try:
        with transaction.atomic(), recording(reason):
            _restore_whole(model, then[model][pk])
            for table, column in tables(model)[1:]:
                _restore_parts(table, table.objects.filter(**{column: pk}), then[table])
    except IntegrityError as error:
        raise ValidationError(
            "Cet état ne peut pas revenir : un autre objet en a pris la place, ou ce dont il "
            "dépend a été supprimé."
        ) from error


def _restore_whole(model: type[models.Model], record: models.Model) -> None:
    row = record.instance
    now = model.objects.select_for_update().filter(pk=row.pk).first()
    for name in STAYS.get(model, ()):
        kept = getattr(now, name) if now else model._meta.get_field(name).get_default()  # noqa: SLF001
        setattr(row, name, kept)
    _write(row, record, is_new=now is None)


def _restore_parts(table: type[models.Model], present, wanted: dict[Any, models.Model]) -> None:
    """Rows that differ are taken away first: two of them may have swapped what must be unique."""
    kept = set()
    for row in present:
        if row.pk in wanted and says(wanted[row.pk], row):
            kept.add(row.pk)
        else:
            row.delete()
    for key, record in wanted.items():
        if key not in kept:
            _write(record.instance, record, is_new=True)


def _write(row: models.Model, record: models.Model, is_new: bool) -> None:
    _check_references(row, record)
    row._state.adding = is_new  # noqa: SLF001 - documented API
    row.clean_fields(exclude=[f.name for f in row._meta.fields if f.is_relation])  # noqa: SLF001
    row.save(force_insert=is_new)
    for name in link_names(record):
        getattr(row, name).set(links_of(record, name))


def _check_references(row: models.Model, record: models.Model) -> None:
    """The database would refuse them too, but only at the end and without a name."""
    for field in (f for f in row._meta.fields if f.is_relation):  # noqa: SLF001 - documented API
        _check_there(field, {getattr(row, field.attname)} - {None})
    for name in link_names(record):
        _check_there(row._meta.get_field(name), links_of(record, name))  # noqa: SLF001


def _check_there(field: models.Field, keys: set) -> None:
    model = field.related_model
    there = model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)  # noqa: SLF001
    if gone := keys - set(there):
        names = names_of(model, gone)
        told = ", ".join(names.get(key, f"n° {key}") for key in sorted(gone))
        raise ValidationError(
            f"Cet état renvoie à ce qui n'existe plus : {field.verbose_name}, {told}. "
            "Recréez-le d'abord, ou corrigez à la main."
        )
