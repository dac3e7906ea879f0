"""How many cards each choice of a filter would leave. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One card as the facets see it: for each facet, the values under which it is found."""

    slug: str
    values: Mapping[str, frozenset]

    def passes(self, chosen: Mapping[str, Iterable], but: str = "") -> bool:
        """Found under a chosen value of every facet that has one, the facet `but` left aside."""
        return all(
            not wanted or facet == but or not self.values[facet].isdisjoint(wanted)
            for facet, wanted in chosen.items()
        )


def count_facets(rows: Iterable[Row], chosen: Mapping[str, Iterable]) -> dict[str, Counter]:
    """For each facet and value, the cards that stand under it and under all other choices."""
    rows = list(rows)
    return {
        facet: Counter(
            v for row in rows if row.passes(chosen, but=facet) for v in row.values[facet]
        )
        for facet in chosen
    }
