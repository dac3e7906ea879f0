"""Writes the objects of one kind, turning what the database refuses into faults."""

from collections.abc import Callable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from schemes.catalogue.faults import CatalogueError
from schemes.catalogue.reader import Catalogue, Entry
from schemes.catalogue.sync import Report


def by_slug(model: type[models.Model]) -> dict[str, models.Model]:
    return {row.slug: row for row in model.objects.all()}


def write_each(
    catalogue: Catalogue, kind: str, write: Callable, report: Report, order: Callable | None = None
) -> None:
    """Call `write(spec)` for each object of `kind` and note its outcome.

    Raises CatalogueError with the faults of all the objects that could not be written.
    """
    faults = []
    entries = catalogue.entries[kind].items()
    for key, entry in sorted(entries, key=lambda e: order(e[1].spec)) if order else entries:
        try:
            with transaction.atomic():
                report.note(kind, key, write(entry.spec))
        except ValidationError as error:
            faults += _faults(entry, error)
        except IntegrityError as error:
            faults.append(entry.fault((), f"La base refuse cet objet : {error}."))
    if faults:
        raise CatalogueError(faults)


def _faults(entry: Entry, error: ValidationError):
    for name, messages in error.message_dict.items():
        words = "" if name == NON_FIELD_ERRORS else f"{name} : "
        for message in messages:
            yield entry.fault((name,), f"{words}{message}")
