"""A scheme's rules of access as frozen values, ready to be evaluated many times."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product

from schemes.enums import Operator, Scope
from schemes.kleene import Truth, any_of
from schemes.vocabulary import Question, Vocabulary


@dataclass(frozen=True, slots=True)
class Test:
    """One question put to one answer.

    `value` is a frozenset for `in` and `not_in`, a pair of bounds (None = open) for `between`,
    a boolean for `is`, nothing for `always`. A scale is compiled to `in`, see `scale_test`.
    """

    operator: str
    criterion: str = ""
    value: object = None

    def holds(self, answer) -> Truth:
        """True or False for a known answer, None for an answer that is None."""
        if self.operator == Operator.ALWAYS:
            return True
        if answer is None:
            return None
        if self.operator == Operator.BETWEEN:
            low, high = self.value
            return (low is None or answer >= low) and (high is None or answer <= high)
        if self.operator == Operator.IS:
            return answer is self.value
        hit = bool(answer & self.value) if isinstance(answer, frozenset) else answer in self.value
        return hit is (self.operator == Operator.IN)


def scale_test(question: Question, low: str | None, high: str | None) -> Test:
    """« From CAP to bac » as the set of the steps in between, both included."""
    steps = list(question.values)
    start = steps.index(low) if low is not None else 0
    end = steps.index(high) if high is not None else len(steps) - 1
    return Test(Operator.IN, question.key, frozenset(steps[start : end + 1]))


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition: its test, the test of its exception, its scope and its provenance."""

    wording: str
    scope: str = Scope.REQUIRED
    test: Test | None = None
    unless: Test | None = None
    unless_wording: str = ""
    source: str = ""
    place: str = ""
    checked_on: date | None = None

    def holds(self, answers) -> Truth:
        """Own test OR that of the exception, put to `answers`; None where there is no test."""
        if self.test is None:
            return None
        own = self.test.holds(answers.get(self.test.criterion))
        if own is True or self.unless is None:
            return own
        return any_of((own, self.unless.holds(answers.get(self.unless.criterion))))

    @property
    def tests(self) -> tuple[Test, ...]:
        return tuple(test for test in (self.test, self.unless) if test is not None)

    @property
    def decides(self) -> bool:
        return self.scope == Scope.REQUIRED

    @property
    def reserves(self) -> bool:
        return self.scope == Scope.TO_CONFIRM

    @property
    def is_priority(self) -> bool:
        return self.scope == Scope.PRIORITY


@dataclass(frozen=True, slots=True)
class AudienceRules:
    label: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Ruleset:
    """verdict = AND(base) AND OR(audiences); `cells` cuts each domain where the rules see a change.

    `area` is the rule on the department that the scheme's territory gives, None when national.
    `open_from` and `open_until` bound the dates on which the scheme can be entered.
    """

    slug: str
    base: tuple[Rule, ...] = ()
    audiences: tuple[AudienceRules, ...] = ()
    area: Rule | None = None
    open_from: date | None = None
    open_until: date | None = None
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}), repr=False)

    @property
    def is_empty(self) -> bool:
        """No condition of access at all was written (a mark of priority is none)."""
        return not any(rule.decides or rule.reserves for rule in self.written())

    def written(self) -> Iterator[Rule]:
        yield from self.base
        for audience in self.audiences:
            yield from audience.rules

    @cached_property
    def shared(self) -> tuple[Rule, ...]:
        """What binds every audience: the area, then the base."""
        return (self.area, *self.base) if self.area else self.base

    @cached_property
    def decisive(self) -> tuple[tuple[Rule, ...], tuple[tuple[Rule, ...], ...]]:
        """The rules that decide: those of the base, and those of each audience."""
        return (
            tuple(rule for rule in self.shared if rule.decides),
            tuple(tuple(r for r in audience.rules if r.decides) for audience in self.audiences),
        )

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """Every test that can decide, exceptions included."""
        base, audiences = self.decisive
        rules = [*base, *(rule for audience in audiences for rule in audience)]
        return tuple(test for rule in rules for test in rule.tests)

    def tests_on(self, key: str) -> list[Test]:
        return [test for test in self.tests if test.criterion == key]

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """Keys that can decide, in the order in which the rules name them."""
        return tuple(dict.fromkeys(test.criterion for test in self.tests if test.criterion))

    @cached_property
    def cells(self) -> dict[str, tuple]:
        """For each criterion, one answer for each way in which the deciding tests can see it."""
        return {
            key: tuple(cells_of(self.vocabulary[key], self.tests_on(key))) for key in self.criteria
        }


def cells_of(question: Question, tests: list[Test]) -> Iterator:
    """One representative of each cell that `tests` cut in the domain of `question`."""
    if question.is_number:
        yield from _number_cells(question, tests)
    elif question.is_multiple:
        yield from _multiple_cells(question, tests)
    else:
        yield from option_classes(question, tests).values_first()


def _number_cells(question: Question, tests: list[Test]) -> Iterator[int]:
    """The lowest number of each interval between two thresholds."""
    starts = {question.minimum}
    for test in tests:
        low, high = test.value
        starts |= {low} if low is not None else set()
        starts |= {high + 1} if high is not None else set()
    yield from sorted(s for s in starts if question.minimum <= s <= question.maximum)


class OptionClasses(dict):
    """Options that no test tells apart, grouped: signature → options."""

    def values_first(self) -> Iterator:
        return (options[0] for options in self.values())


def option_classes(question: Question, tests: list[Test]) -> OptionClasses:
    classes = OptionClasses()
    for value in question.values:
        seen = frozenset({value}) if question.is_multiple else value
        classes.setdefault(tuple(test.holds(seen) for test in tests), []).append(value)
    return classes


def _multiple_cells(question: Question, tests: list[Test]) -> Iterator[frozenset]:
    """Each set of classes that can be ticked together, nothing ticked included."""
    classes = list(option_classes(question, tests).values())
    for taken in product((False, True), repeat=len(classes)):
        chosen = _compatible([c for c, take in zip(classes, taken, strict=True) if take], question)
        if chosen is not None:
            yield chosen


def _compatible(classes: list[list], question: Question) -> frozenset | None:
    """One option of each class such that none excludes another, if there is such a choice."""
    return next(
        (
            frozenset(choice)
            for choice in product(*classes)
            if question.clashes(frozenset(choice)) is None
        ),
        None,
    )
