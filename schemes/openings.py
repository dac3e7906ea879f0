"""For whom a scheme is not closed, by situation, handicap and department, as a table. Pure.

Worked out by `settle` once, when rules change, so that a list of any size can be filtered
without reading a rule. Dates stay out of it: they are compared with today when the list is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product

from schemes.eligibility import kleene, settle
from schemes.ruleset import Ruleset
from schemes.vocabulary import Question

STATUS, HANDICAP, AREA = "statuts", "handicap", "departement"
AXES = (STATUS, HANDICAP, AREA)
NOT_ANSWERED, ANY_OTHER = "", "*"


@dataclass(frozen=True, slots=True)
class Openings:
    """One bit for each cell of three axes, the last axis running fastest.

    Each axis has « not answered », the values that some rule names, and any other value.
    """

    axes: tuple[tuple[str, ...], ...]
    bits: str

    def is_open(self, *answers: str | None) -> bool:
        """To a person of this situation, handicap and department; None where not told."""
        place = 0
        for axis, answer in zip(self.axes, answers, strict=True):
            place = place * len(axis) + _index(axis, answer or NOT_ANSWERED)
        return self.bits[place] == "1"

    @property
    def digest(self) -> str:
        return sha256(repr((self.axes, self.bits)).encode()).hexdigest()


def _index(axis: tuple[str, ...], answer: str) -> int:
    return axis.index(answer) if answer in axis else len(axis) - 1


def openings_of(ruleset: Ruleset) -> tuple[Openings, bool]:
    """The table of `ruleset`, and whether it leaves out the area, which then is to be looked at.

    Local cards with the same rules share a table where their area does nothing else than close
    them to people of elsewhere, which is tried.
    """
    whole = _table(ruleset)
    if ruleset.area is None:
        return whole, False
    apart = _table(replace(ruleset, area=None))
    area = ruleset.area.test.value
    if _is_area_alone(whole, apart, area):
        return apart, True
    return whole, False


def _is_area_alone(whole: Openings, apart: Openings, area: frozenset) -> bool:
    """As `apart` for who lives in the area or does not say, closed to everybody else."""
    statuses, handicaps, departments = whole.axes
    return all(
        whole.is_open(status, handicap, department)
        == (
            apart.is_open(status, handicap, department)
            and (department == NOT_ANSWERED or department in area)
        )
        for status, handicap, department in product(statuses, handicaps, departments)
    )


def _table(ruleset: Ruleset) -> Openings:
    """Values that no test tells apart are tried once.

    Of a vocabulary that lacks a criterion (a catalogue being written), nothing can be completed.
    """
    decide = settle if all(key in ruleset.vocabulary for key in ruleset.criteria) else kleene
    axes = [_Axis(ruleset, key) for key in AXES]
    known: dict[tuple, str] = {}
    bits = []
    for cell in product(*(axis.values for axis in axes)):
        seen = tuple(axis.seen(value) for axis, value in zip(axes, cell, strict=True))
        if seen not in known:
            answers = {a.key: a.answer(v) for a, v in zip(axes, cell, strict=True) if v}
            known[seen] = "0" if decide(ruleset, answers) is False else "1"
        bits.append(known[seen])
    return Openings(tuple(axis.values for axis in axes), "".join(bits))


class _Axis:
    """The values of one criterion that the rules of a scheme name."""

    def __init__(self, ruleset: Ruleset, key: str):
        self.key = key
        self.tests = ruleset.tests_on(key)
        self.is_multiple = key in ruleset.vocabulary and ruleset.vocabulary[key].is_multiple
        named = sorted({value for test in self.tests for value in test.value})
        self.values = (NOT_ANSWERED, *named, ANY_OTHER) if named else (NOT_ANSWERED,)

    def answer(self, value: str) -> object:
        return frozenset({value}) if self.is_multiple else value

    def seen(self, value: str) -> tuple:
        """What the tests see of `value`."""
        answer = self.answer(value) if value else None
        return tuple(test.holds(answer) for test in self.tests)


def open_values(
    openings: Openings, questions: Mapping[str, Question], chosen: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    """For each of the two first axes, the values with which it is not closed to one person.

    `chosen` are the answers picked on each axis: the other axis counts with those picked on it,
    the department too.
    """
    statuses, handicaps = chosen[STATUS] or (None,), chosen[HANDICAP] or (None,)
    (area,) = chosen[AREA] or (None,)
    return {
        STATUS: frozenset(
            s for s in _values(questions, STATUS)
            if any(openings.is_open(s, h, area) for h in handicaps)
        ),
        HANDICAP: frozenset(
            h for h in _values(questions, HANDICAP)
            if any(openings.is_open(s, h, area) for s in statuses)
        ),
        AREA: frozenset(filter(None, (area,)) if openings.is_open(None, None, area) else ()),
    }  # fmt: skip


def _values(questions: Mapping[str, Question], key: str) -> tuple:
    return questions[key].values if key in questions else ()
