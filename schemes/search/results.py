"""What a search gives back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from schemes.search.query import Query
from schemes.search.store import Found


@dataclass(frozen=True, slots=True)
class Hits:
    """The best objects of a kind, by id; how many there are; which of the ids are historic."""

    ids: tuple[int, ...] = ()
    count: int = 0
    historic: frozenset[int] = frozenset()

    @property
    def current(self) -> "Hits":
        ids = tuple(pk for pk in self.ids if pk not in self.historic)
        return Hits(ids, self.count - len(self.historic))


@dataclass(frozen=True, slots=True)
class Results:
    """What was found for `text`.

    `query` is what was looked for in the end; `corrected` is its text where a slip was mended;
    `proposals` are texts that would find something. `is_partial`: nothing holds all the words,
    these hold most of them.
    """

    text: str = ""
    query: Query = field(default_factory=Query)
    hits: Mapping[str, Hits] = field(default_factory=dict)
    corrected: str = ""
    proposals: tuple[str, ...] = ()
    is_partial: bool = False

    def of(self, kind: str) -> Hits:
        return self.hits.get(kind, Hits())


def by_kind(found: Iterable[Found]) -> dict[str, Hits]:
    """`found` is sorted by kind, best first."""
    grouped = {kind: list(same) for kind, same in groupby(found, lambda row: row.kind)}
    return {
        kind: Hits(
            tuple(row.object_id for row in rows),
            rows[0].total,
            frozenset(row.object_id for row in rows if row.is_historic),
        )
        for kind, rows in grouped.items()
    }
