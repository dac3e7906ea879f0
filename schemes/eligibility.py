"""Is a scheme open to a person? Three-valued, explained, pure: no query, no request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from schemes.enums import Scope, VerdictValue
from schemes.kleene import Truth, all_of, any_of
from schemes.profile import Profile
from schemes.ruleset import AudienceRules, Rule, Ruleset

# Nodes that the completion may visit; beyond, the verdict stays « à vérifier », which is sound.
COMPLETION_BUDGET = 4096

_VALUES = {True: VerdictValue.YES, False: VerdictValue.NO, None: VerdictValue.UNKNOWN}


@dataclass(frozen=True, slots=True)
class ConditionVerdict:
    """How one condition stands; `by_exception` when only its « sauf si » makes it hold."""

    rule: Rule
    truth: Truth
    by_exception: bool = False

    @property
    def value(self) -> VerdictValue:
        return _VALUES[self.truth]


@dataclass(frozen=True, slots=True)
class AudienceVerdict:
    label: str
    truth: Truth
    conditions: tuple[ConditionVerdict, ...]

    @property
    def value(self) -> VerdictValue:
        return _VALUES[self.truth]

    @property
    def reserves(self) -> tuple[str, ...]:
        return tuple(
            c.rule.wording for c in self.conditions if c.rule.reserves and c.truth is not True
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one scheme and one person, with all its reasons.

    `reserves` are clauses that follow « à confirmer : »; there are none unless the answer is yes.
    `shared` are the conditions that bind everybody, `audiences` the publics, deciding ones first.
    `missing` lists the keys whose answer could still decide.
    """

    slug: str
    truth: Truth
    reserves: tuple[str, ...]
    shared: tuple[ConditionVerdict, ...]
    audiences: tuple[AudienceVerdict, ...]
    missing: tuple[str, ...]
    is_priority: bool = False
    closed: str = ""

    @property
    def value(self) -> VerdictValue:
        return _VALUES[self.truth]

    @property
    def has_rules(self) -> bool:
        return bool(self.shared or self.audiences)

    @property
    def reasons(self) -> tuple[ConditionVerdict, ...]:
        """The conditions that settle the verdict, for the line under its title."""
        own = self.audiences[0].conditions if self.audiences else ()
        return tuple(c for c in (*self.shared, *own) if c.truth is self.truth and c.rule.decides)


def evaluate(ruleset: Ruleset, profile: Profile, today: date) -> Verdict:
    """The verdict of `ruleset` for `profile` on the day `today`."""
    answers = known_answers(profile)
    closed = closed_reason(ruleset, today)
    truth = False if closed else settle(ruleset, answers)
    shared = _judge(ruleset.shared, answers, truth)
    audiences = _judge_audiences(ruleset.audiences, answers, truth)
    return Verdict(
        slug=ruleset.slug,
        truth=truth,
        reserves=_reserves(shared, audiences) if truth else (),
        shared=shared,
        audiences=audiences,
        missing=missing_criteria(ruleset, answers) if truth is None else (),
        is_priority=truth is not False and _is_priority(shared, audiences),
        closed=closed,
    )


def known_answers(profile: Profile) -> dict:
    return {key: profile.value(key) for key in profile.answers if profile.is_known(key)}


def closed_reason(ruleset: Ruleset, today: date) -> str:
    """Why nobody can enter on `today`, or nothing."""
    if ruleset.open_from and today < ruleset.open_from:
        return f"Le dispositif n'ouvre que le {ruleset.open_from:%d/%m/%Y}."
    if ruleset.open_until and today > ruleset.open_until:
        return f"Le dispositif n'est plus ouvert depuis le {ruleset.open_until:%d/%m/%Y}."
    return ""


def settle(ruleset: Ruleset, answers: Mapping) -> Truth:
    """Kleene first; then, where that leaves a doubt, every way of completing the answers."""
    truth = kleene(ruleset, answers)
    if truth is not None or ruleset.is_empty:
        return truth
    return _complete(ruleset, dict(answers), _Budget(COMPLETION_BUDGET))


def kleene(ruleset: Ruleset, answers: Mapping) -> Truth:
    """AND(base) AND OR(audiences) in Kleene's logic; « not known » where no rule was written."""
    base, audiences = ruleset.decisive
    shared = _conjunction(base, answers)
    if shared is False:
        return False
    if ruleset.is_empty:
        return None
    if not audiences:
        return shared
    return all_of((shared, any_of(_conjunction(rules, answers) for rules in audiences)))


def missing_criteria(ruleset: Ruleset, answers: Mapping) -> tuple[str, ...]:
    """Keys without an answer in the rules that still keep the verdict open."""
    base, audiences = ruleset.decisive
    truths = [_conjunction(rules, answers) for rules in audiences]
    doubtful = [rules for rules, truth in zip(audiences, truths, strict=True) if truth is None]
    open_groups = [base] if True in truths else [base, *doubtful]
    return tuple(
        dict.fromkeys(
            test.criterion
            for rules in open_groups
            for rule in rules
            if rule.holds(answers) is None
            for test in rule.tests
            if test.criterion not in answers
        )
    )


def _conjunction(rules: Iterable[Rule], answers: Mapping) -> Truth:
    return all_of(rule.holds(answers) for rule in rules)


class _Budget:
    """Counts down the nodes that the completion may still visit."""

    def __init__(self, nodes: int):
        self.nodes = nodes

    def spend(self) -> bool:
        self.nodes -= 1
        return self.nodes >= 0


def _complete(ruleset: Ruleset, answers: dict, budget: _Budget) -> Truth:
    """The common verdict of all completions of `answers`, None as soon as two differ."""
    truth = kleene(ruleset, answers)
    if truth is not None or not budget.spend():
        return truth
    key = missing_criteria(ruleset, answers)[0]
    outcomes = set()
    for answer in ruleset.cells[key]:
        outcomes.add(_complete(ruleset, {**answers, key: answer}, budget))
        if len(outcomes) > 1 or None in outcomes:
            return None
    return outcomes.pop() if outcomes else None  # a question without answers settles nothing


def _judge(rules: Iterable[Rule], answers: Mapping, verdict: Truth) -> tuple[ConditionVerdict, ...]:
    """Each rule with its truth, those that decide `verdict` first."""
    judged = [ConditionVerdict(r, r.holds(answers), _by_exception(r, answers)) for r in rules]
    return tuple(sorted(judged, key=lambda c: _weight(c, verdict)))


def _by_exception(rule: Rule, answers: Mapping) -> bool:
    if rule.test is None or rule.unless is None:
        return False
    own = rule.test.holds(answers.get(rule.test.criterion))
    return own is not True and rule.holds(answers) is True


def _weight(condition: ConditionVerdict, verdict: Truth) -> tuple[int, bool, bool]:
    """Sort key: scope first, then what agrees with the verdict, then exceptions at work."""
    scopes = (Scope.REQUIRED, Scope.TO_CONFIRM, Scope.PRIORITY)
    return (
        scopes.index(condition.rule.scope),
        condition.truth is not verdict,
        not condition.by_exception,
    )


def _judge_audiences(audiences: Iterable[AudienceRules], answers: Mapping, verdict: Truth):
    judged = []
    for audience in audiences:
        decisive = [rule for rule in audience.rules if rule.decides]
        truth = _conjunction(decisive, answers)
        judged.append(
            AudienceVerdict(audience.label, truth, _judge(audience.rules, answers, truth))
        )
    return tuple(sorted(judged, key=lambda a: (a.truth is not verdict, a.truth is False)))


def _reserves(shared, audiences) -> tuple[str, ...]:
    """What stays to confirm: of the base, and of the audience that asks the least."""
    own = AudienceVerdict("", True, shared).reserves
    if certain := [a for a in audiences if a.truth is True]:
        return own + min((a.reserves for a in certain), key=len)
    possible = [reserve for a in audiences if a.truth is None for reserve in a.reserves]
    return own + tuple(dict.fromkeys(possible))


def _is_priority(shared, audiences) -> bool:
    conditions = [*shared, *(c for a in audiences if a.truth is not False for c in a.conditions)]
    return any(c.rule.scope == Scope.PRIORITY and c.truth is True for c in conditions)
