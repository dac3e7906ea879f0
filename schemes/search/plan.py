"""How a query is scored: whole numbers, so that both databases add up to the same order.

An entry counts in four columns: its names (a), its other names (b), what it is in short and for
whom (c), everything else (d). Each group of the query scores once, by its best column, and more
if it is rare; an entry of which the whole name was typed comes before all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log

from schemes.search.query import Alternative, Group, Query

COLUMNS = {"a": 40, "b": 24, "c": 10, "d": 3}
WHOLE_NAME = {"a": 1_000_000, "b": 100_000}  # far above what columns can add up to
COMMON_WEIGHT = 10  # of a group that every entry holds


@dataclass(frozen=True, slots=True)
class Grade:
    """Scored by an entry that holds one of the alternatives in the column."""

    score: int
    column: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the query, what it weighs, and its grades, best first."""

    group: Group
    weight: int
    grades: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an entry must hold: parts that weigh `needed`, of `total`, or its own whole name."""

    parts: tuple[Part, ...]
    keys: tuple[str, ...]
    total: int
    needed: int

    @property
    def is_strict(self) -> bool:
        return self.needed == self.total


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries there are, and how many hold each group of a query."""

    entries: int
    groups: tuple[int, ...]


def make_plan(query: Query, counts: Counts, share: float = 1.0) -> Plan:
    """`share` of the weight is needed."""
    parts = tuple(
        _part(group, count, counts.entries)
        for group, count in zip(query.groups, counts.groups, strict=True)
    )
    total = sum(part.weight for part in parts)
    needed = total if share >= 1 else max(int(total * share), 1)
    return Plan(parts, tuple(f"_{key}" for key in query.keys), total, needed)


def _part(group: Group, count: int, entries: int) -> Part:
    weight = round(COMMON_WEIGHT * (1 + log((entries + 1) / (count + 1))))
    grades = [
        Grade(weight * factor * value, column, alternatives)
        for factor, alternatives in _by_factor(group.alternatives)
        for column, value in COLUMNS.items()
    ]
    return Part(group, weight, tuple(sorted(grades, key=lambda grade: -grade.score)))


def _by_factor(alternatives: Sequence[Alternative]) -> list[tuple[int, tuple[Alternative, ...]]]:
    ordered = sorted(alternatives, key=lambda alternative: -alternative.factor)
    return [(factor, tuple(same)) for factor, same in groupby(ordered, lambda a: a.factor)]
