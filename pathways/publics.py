"""A verdict as a choice between publics, each with all its conditions. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemes.eligibility import ConditionVerdict, Verdict
from schemes.enums import Scope, VerdictValue
from schemes.kleene import Truth, all_of
from schemes.ruleset import Rule

EVERYBODY = "Toute personne"

_SCOPES = (Scope.REQUIRED, Scope.TO_CONFIRM, Scope.PRIORITY)
_VALUES = {True: VerdictValue.YES, False: VerdictValue.NO, None: VerdictValue.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Public:
    """One way in: the conditions of the base and its own, deciding ones first."""

    label: str
    truth: Truth
    conditions: tuple[ConditionVerdict, ...]

    @property
    def value(self) -> VerdictValue:
        return _VALUES[self.truth]


def publics_of(verdict: Verdict) -> list[Public]:
    """The publics of a scheme, so that its verdict reads as OR over them."""
    shared = (*_closed(verdict), *verdict.shared)
    if not verdict.audiences:
        return [_public(EVERYBODY, verdict.truth, shared)]
    base = all_of(c.truth for c in shared if c.rule.decides)
    alone = len(verdict.audiences) == 1
    return [
        _public(
            audience.label,
            verdict.truth if alone or verdict.truth is False else all_of((base, audience.truth)),
            (*shared, *audience.conditions),
        )
        for audience in verdict.audiences
    ]


def _closed(verdict: Verdict) -> Iterator[ConditionVerdict]:
    """The dates on which the scheme can be entered, told as one condition more."""
    if verdict.closed:
        yield ConditionVerdict(Rule(wording=verdict.closed), False)


def _public(label: str, truth: Truth, conditions: Iterable[ConditionVerdict]) -> Public:
    def rank(condition: ConditionVerdict) -> tuple[int, bool, bool]:
        scope = _SCOPES.index(condition.rule.scope)
        return scope, condition.truth is not truth, not condition.by_exception

    return Public(label, truth, tuple(sorted(conditions, key=rank)))
