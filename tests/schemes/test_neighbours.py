"""The other schemes of a card, told apart by where they stand."""

from dataclasses import dataclass

import pytest

from schemes.enums import LinkKind
from schemes.neighbours import LABELS, ORDER, places


@dataclass
class Card:
    pk: int


@dataclass
class Link:
    kind: str
    from_scheme: Card
    to_scheme: Card
    note: str = ""
    common_knowledge: bool = False


HERE, OTHER, THIRD = Card(1), Card(2), Card(3)


def told(links_out=(), links_in=()) -> list[tuple]:
    return [
        (place.label, [(other.scheme.pk, other.notes) for other in place.neighbours.values()])
        for place in places(links_out, links_in)
    ]


@pytest.mark.parametrize("kind", LinkKind)
def test_every_link_is_told_on_both_cards(kind):
    assert told([Link(kind, HERE, OTHER)]) == [(LABELS[kind][0], [(2, [])])]
    assert told(links_in=[Link(kind, OTHER, HERE)]) == [(LABELS[kind][1], [(2, [])])]


def test_no_place_is_forgotten():
    assert {label for pair in LABELS.values() for label in pair} == set(ORDER)


def test_what_comes_before_is_told_before_what_comes_after():
    links = [Link(LinkKind.PREPARES, HERE, OTHER), Link(LinkKind.FOLLOWS, HERE, THIRD)]
    assert [label for label, _ in told(links)] == ["Avant", "Après"]


def test_two_cards_that_may_replace_each_other_are_told_once_with_the_note_of_the_other():
    mine = Link(LinkKind.ALTERNATIVE, HERE, OTHER, "Pour une alternance.")
    theirs = Link(LinkKind.ALTERNATIVE, OTHER, HERE, "Pour une formation longue.")
    assert told([mine], [theirs]) == [("À la place", [(2, ["Pour une alternance."])])]


def test_two_cards_that_exclude_each_other_give_one_line_and_both_notes():
    mine = Link(LinkKind.EXCLUDES, HERE, OTHER, "Un seul à la fois.", common_knowledge=True)
    theirs = Link(LinkKind.EXCLUDES, OTHER, HERE, "Selon le décret.")
    (place,) = places([mine], [theirs])
    (other,) = place.neighbours.values()
    assert other.notes == ["Un seul à la fois.", "Selon le décret."]
    assert not other.is_common_knowledge, "a source says it"
