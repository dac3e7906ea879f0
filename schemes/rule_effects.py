"""What a change of rules does to typical people: verdicts before and after. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schemes.eligibility import evaluate
from schemes.enums import VerdictValue
from schemes.profile import Profile
from schemes.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Case:
    """A typical person; `expected` is the verdict that the scheme must give her, if one is said."""

    slug: str
    label: str
    profile: Profile
    expected: VerdictValue | None = None
    reason: str = ""
    expectation: int | None = None  # the row that says so, where it is stored


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """What a case was told and will be told, `reserves` included."""

    case: Case
    before: VerdictValue
    after: VerdictValue
    reserves_before: tuple[str, ...] = ()
    reserves_after: tuple[str, ...] = ()

    @property
    def flips(self) -> bool:
        return self.before != self.after

    @property
    def differs(self) -> bool:
        return self.flips or self.reserves_before != self.reserves_after

    @property
    def breaks(self) -> bool:
        """The verdict to come is not the one that is expected."""
        return self.case.expected is not None and self.case.expected != self.after


def verdict_changes(
    before: Ruleset, after: Ruleset, cases: Iterable[Case], today: date
) -> tuple[VerdictChange, ...]:
    """Every case, broken expectations first, then what flips, then what only differs."""
    changes = [_change(before, after, case, today) for case in cases]
    return tuple(sorted(changes, key=lambda c: (not c.breaks, not c.flips, not c.differs)))


def _change(before: Ruleset, after: Ruleset, case: Case, today: date) -> VerdictChange:
    old = evaluate(before, case.profile, reading_day(before, today))
    new = evaluate(after, case.profile, reading_day(after, today))
    return VerdictChange(case, old.value, new.value, old.reserves, new.reserves)


def reading_day(ruleset: Ruleset, today: date) -> date:
    """The day on which expectations are read: not before the scheme opens.

    A card may be written ahead of its opening; its cases tell of people, not of the wait.
    """
    return max(today, ruleset.open_from) if ruleset.open_from else today


def same_decisions(one: Ruleset, other: Ruleset) -> bool:
    """Nothing differs that any verdict, its reserves or its dates depend on."""
    return _deciding(one) == _deciding(other)


def same_answers(one: Ruleset, other: Ruleset) -> bool:
    """The questions that the rules read can be answered as before."""
    return _answers(one) == _answers(other)


def _answers(ruleset: Ruleset) -> dict[str, tuple]:
    read = {test.criterion for rule in ruleset.written() for test in rule.tests}
    questions = {q.key: q for q in ruleset.vocabulary if q.key in read}
    return {k: (q.values, q.minimum, q.maximum, q.exclusive) for k, q in questions.items()}


def _deciding(ruleset: Ruleset) -> tuple:
    area = ruleset.area and ruleset.area.test
    publics = [tuple(map(_rule, audience.rules)) for audience in ruleset.audiences]
    base = tuple(map(_rule, ruleset.base))
    return base, publics, area, ruleset.open_from, ruleset.open_until


def _rule(rule) -> tuple:
    return rule.test, rule.unless, rule.scope, rule.wording if rule.reserves else ""
