"""How many cards each choice of a filter would leave. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Cards that are alike to the facets: for each facet, the values under which they are found."""

    values: Mapping[str, frozenset]
    count: int = 1

    def misses(self, chosen: Mapping[str, Iterable]) -> list[str]:
        """The facets of which something is chosen, but nothing under which they are found."""
        return [
            facet
            for facet, wanted in chosen.items()
            if wanted and self.values[facet].isdisjoint(wanted)
        ]


def count_rows(rows: Iterable[Row], chosen: Mapping[str, Iterable]) -> int:
    """The cards that stand under every choice."""
    return sum(row.count for row in rows if not row.misses(chosen))


def count_facets(rows: Iterable[Row], chosen: Mapping[str, Iterable]) -> dict[str, Counter]:
    """For each facet and value, the cards that stand under it and under all other choices."""
    counts: dict[str, Counter] = {facet: Counter() for facet in chosen}
    for row in rows:
        missed = row.misses(chosen)
        if len(missed) > 1:
            continue
        for facet in missed or chosen:
            for value in row.values[facet]:
                counts[facet][value] += row.count
    return counts
