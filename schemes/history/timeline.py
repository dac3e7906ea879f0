"""The history of a whole: each batch of changes with who, when, why, and what differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.paginator import Paginator
from django.db.models import Max, Model, QuerySet, Value
from django.http import Http404

from schemes.history.differences import ADDED, Names, ObjectChange, object_change
from schemes.models import WHOLES

A_PAGE = 20
TOLD_AT_MOST = 10  # batches that a conflict tells
STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person changed at once."""

    at: datetime
    user: AbstractUser | None
    reason: str
    changes: tuple[ObjectChange, ...]

    @property
    def stamp(self) -> str:
        """The instant as an address writes it."""
        return self.at.strftime(STAMP)

    @property
    def who(self) -> str:
        return (self.user.get_full_name() or self.user.username) if self.user else ""


def tables(model: type[Model]) -> tuple[tuple[type[Model], str], ...]:
    """The whole itself, then its parts, each with the column that holds the whole's key."""
    parts = WHOLES.get(model, ())
    return ((model, "id"), *((part, f"{column}_id") for part, column in parts))


def records(model: type[Model], pk: Any) -> Iterable[tuple[type[Model], QuerySet]]:
    for table, column in tables(model):
        yield table, table.history.filter(**{column: pk})


def instants(model: type[Model], pk: Any) -> QuerySet:
    """Dates of the batches that touched the whole or a part of it, the last first."""
    first, *others = (
        found.order_by().values_list("history_date", flat=True) for _, found in records(model, pk)
    )
    return first.union(*others).order_by("-history_date")


def page_of(model: type[Model], pk: Any, number: str | None):
    """A page of instants, in a paginator, and its entries."""
    page = Paginator(instants(model, pk), A_PAGE).get_page(number)
    return page, entries(model, pk, list(page.object_list))


def entries(model: type[Model], pk: Any, dates: Sequence[datetime]) -> list[Entry]:
    """The entries of these batches, the last first; `dates` follow one another without a gap."""
    if not dates:
        return []
    found = []
    for table, history in records(model, pk):
        inside = list(
            history.filter(history_date__range=(min(dates), max(dates)))
            .select_related("history_user")
            .order_by("history_id")
        )
        keys = {record.id for record in inside}
        before = history.filter(id__in=keys, history_date__lt=min(dates)).latest_of_each()
        state = {record.id: alive(record) for record in before.order_by("history_id")}
        for record in inside:
            found.append((table, state.get(record.id), record))
            state[record.id] = alive(record)
    names = Names(record for _, *both in found for record in both)
    return [_entry(model, [f for f in found if f[2].history_date == at], names) for at in dates]


def alive(record: Model) -> Model | None:
    """The record, unless it tells a deletion."""
    return None if record.history_type == "-" else record


def _entry(model: type[Model], found: list[tuple], names: Names) -> Entry:
    told = (object_change(table, old, alive(new), names) for table, old, new in found)
    first = found[0][2]
    changes = [change for change in told if change is not None]
    if any(change.model is model and change.kind == ADDED for change in changes):
        changes = [change for change in changes if change.model is model]  # its parts go with it
    reason = first.history_change_reason or ""
    return Entry(first.history_date, first.history_user, reason, tuple(changes))


def version(model: type[Model], pk: Any) -> str:
    """Changes with each change of the whole: the last record of each of its tables."""
    first, *others = (
        found.order_by().values(table=Value(place)).annotate(last=Max("history_id"))
        for place, (_, found) in enumerate(records(model, pk))
    )
    last = {row["table"]: row["last"] for row in first.union(*others, all=True)}
    return "-".join(str(last.get(place) or 0) for place in range(len(tables(model))))


def since(model: type[Model], pk: Any, given: str) -> list[Entry]:
    """What was changed since the whole had that version; the last first."""
    seen = parse(model, given)
    dates = set()
    for (_, found), last in zip(records(model, pk), seen, strict=True):
        dates |= set(found.filter(history_id__gt=last).values_list("history_date", flat=True))
    return entries(model, pk, sorted(dates, reverse=True)[:TOLD_AT_MOST])


def parse(model: type[Model], given: str) -> list[int]:
    """A version that was not written by us counts as the oldest."""
    count = len(tables(model))
    parts = given.split("-")
    if len(parts) != count or not all(part.isascii() and part.isdigit() for part in parts):
        return [0] * count
    return [min(int(part[:12]), 2**31 - 1) for part in parts]


def instant(stamp: str) -> datetime:
    """Raises Http404 where the address holds no instant."""
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError as error:
        raise Http404 from error
