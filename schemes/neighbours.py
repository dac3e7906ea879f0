"""The other schemes that a card leads to: what comes before, after, in its place. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemes.enums import LinkKind

INSTEAD, STANDS_IN = "À la place", "Peut remplacer"
# How the card that a link starts from tells the other one, then how the other tells it.
LABELS = {
    LinkKind.REQUIRES: ("À obtenir d'abord", "Après"),
    LinkKind.PREPARES: ("Après", "Avant"),
    LinkKind.FOLLOWS: ("Avant", "Après"),
    LinkKind.ALTERNATIVE: (INSTEAD, STANDS_IN),
    LinkKind.VARIANT_OF: ("Est une variante de", "Existe aussi sous la forme de"),
    LinkKind.FINANCES: ("Sert à payer", "Peut être payé par"),
    LinkKind.EXCLUDES: ("Ne se cumule pas avec", "Ne se cumule pas avec"),
    LinkKind.REPLACED_BY: ("A été remplacé par", "A remplacé"),
    LinkKind.REPLACES: ("A remplacé", "A été remplacé par"),
}
ORDER = (
    "À obtenir d'abord",
    "Avant",
    "Après",
    INSTEAD,
    STANDS_IN,
    "Existe aussi sous la forme de",
    "Est une variante de",
    "Peut être payé par",
    "Sert à payer",
    "Ne se cumule pas avec",
    "A été remplacé par",
    "A remplacé",
)


@dataclass
class Neighbour:
    """One other scheme, with what the sources say of the two together."""

    scheme: object
    notes: list[str]
    is_common_knowledge: bool


@dataclass
class Place:
    """Where some schemes stand in regard to this one."""

    label: str
    neighbours: dict[int, Neighbour] = field(default_factory=dict)

    def add(self, scheme, link) -> None:
        """Two cards that name each other give one line."""
        known = self.neighbours.setdefault(scheme.pk, Neighbour(scheme, [], link.common_knowledge))
        known.is_common_knowledge &= link.common_knowledge
        if link.note and link.note not in known.notes:
            known.notes.append(link.note)


def places(links_out: Iterable, links_in: Iterable) -> list[Place]:
    """The other schemes, told apart by where they stand; in the order of a pathway."""
    found = {label: Place(label) for label in ORDER}
    for label, scheme, link in _ends(links_out, links_in):
        found[label].add(scheme, link)
    for pk in found[INSTEAD].neighbours:  # each may replace the other: said once
        found[STANDS_IN].neighbours.pop(pk, None)
    return [place for place in found.values() if place.neighbours]


def _ends(links_out: Iterable, links_in: Iterable) -> Iterator[tuple]:
    for link in links_out:
        yield LABELS[link.kind][0], link.to_scheme, link
    for link in links_in:
        yield LABELS[link.kind][1], link.from_scheme, link
