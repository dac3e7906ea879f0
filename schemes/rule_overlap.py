"""What a set of rules says in vain: conditions and publics that another one implies. Pure.

A rule is implied where nobody can fulfil the others and not this one: its negation is put beside
them and settled. Only rules that criteria tie together are, and `settle` stops at its budget: what
is not found within bounds is not told.
"""

from collections.abc import Iterator, Sequence

from schemes.enums import Operator
from schemes.rule_lint import RuleProblem, satisfiable
from schemes.ruleset import AudienceRules, Rule, Ruleset, Test

_OPPOSITES = {Operator.IN: Operator.NOT_IN, Operator.NOT_IN: Operator.IN}


def rule_warnings(ruleset: Ruleset) -> Iterator[RuleProblem]:
    """Shadowed conditions, exceptions that never apply, publics held in another one."""
    if ruleset.is_empty:
        yield _warning("Aucune règle : le verdict sera « à vérifier » pour tout le monde.")
    for audience, rules, around in _groups(ruleset):
        for position, rule in enumerate(rules):
            if rule.unless and not rule.unless_wording:
                message = "L'exception n'est pas écrite en clair : le public lirait « Sauf si . »"
                yield _warning(message, audience, position)
            if not rule.decides or not rule.tests or rule.test.operator == Operator.ALWAYS:
                continue
            # Of two rules that imply each other, the later one is told.
            others = [*around, *rules[:position], *_not_twins(rule, rules[position + 1 :], ruleset)]
            if message := _idle_beside(rule, others, ruleset):
                yield _warning(message, audience, position)
    yield from _held_audiences(ruleset)


def _warning(message: str, audience: int | None = None, rule: int | None = None) -> RuleProblem:
    return RuleProblem(message, audience, rule, is_error=False)


def _groups(ruleset: Ruleset) -> Iterator[tuple[int | None, Sequence[Rule], Sequence[Rule]]]:
    """Each list of rules with what binds it from outside."""
    area = (ruleset.area,) if ruleset.area else ()
    yield None, ruleset.base, area
    for position, audience in enumerate(ruleset.audiences):
        yield position, audience.rules, ruleset.shared


def _not_twins(rule: Rule, later: Sequence[Rule], ruleset: Ruleset) -> list[Rule]:
    return [other for other in later if not _implies([rule], other, ruleset)]


def _idle_beside(rule: Rule, others: Sequence[Rule], ruleset: Ruleset) -> str:
    near = _related(rule, others)
    if not near:
        return ""
    if not satisfiable(ruleset, [*near, rule]):
        return ""  # an error, told elsewhere
    if _implies(near, rule, ruleset):
        names = " », « ".join(other.wording for other in _needed(near, rule, ruleset))
        return f"Cette condition n'ajoute rien : elle découle de « {names} »."
    if rule.unless and not _exception_serves(rule, near, ruleset):
        return "L'exception ne sert jamais : les autres conditions l'excluent."
    return ""


def _related(rule: Rule, others: Sequence[Rule]) -> list[Rule]:
    """Those of `others` that share a criterion with `rule`, or with one that does, and so on."""
    left = [other for other in others if other.decides]
    keys, count = _keys(rule), -1
    while count != len(keys):
        count = len(keys)
        keys = keys.union(*(_keys(other) for other in left if keys & _keys(other)))
    return [other for other in left if keys & _keys(other)]


def _keys(rule: Rule) -> set[str]:
    return {test.criterion for test in rule.tests}


def _needed(near: list[Rule], rule: Rule, ruleset: Ruleset) -> list[Rule]:
    """Those of `near` that imply `rule` by themselves, or all of them."""
    alone = [other for other in near if _implies([other], rule, ruleset)]
    return alone[:1] or near


def _exception_serves(rule: Rule, near: Sequence[Rule], ruleset: Ruleset) -> bool:
    return satisfiable(ruleset, [*near, *_negated(rule.test), Rule("", test=rule.unless)])


def _implies(rules: Sequence[Rule], rule: Rule, ruleset: Ruleset) -> bool:
    """Does nobody fulfil `rules` without fulfilling `rule`? Sound: a doubt counts as no."""
    against = [negation for test in rule.tests for negation in _negated(test)]
    return not satisfiable(ruleset, [*rules, *against])


def _negated(test: Test) -> list[Rule]:
    """Rules that hold exactly where `test` does not; an interval leaves two, one on each side."""
    if test.operator in _OPPOSITES:
        opposite = Test(_OPPOSITES[test.operator], test.criterion, test.value)
        return [Rule("", test=opposite)]
    if test.operator == Operator.IS:
        return [Rule("", test=Test(Operator.IS, test.criterion, not test.value))]
    if test.operator == Operator.BETWEEN:
        low, high = test.value
        below = _interval(test, None, low - 1) if low is not None else None
        above = _interval(test, high + 1, None) if high is not None else None
        return [Rule("", test=below or above, unless=above if below else None)]
    return [Rule("", test=Test(Operator.NOT_IN, test.criterion, frozenset()))]


def _interval(test: Test, low: int | None, high: int | None) -> Test:
    return Test(Operator.BETWEEN, test.criterion, (low, high))


def _held_audiences(ruleset: Ruleset) -> Iterator[RuleProblem]:
    """Publics whose members all belong to another one, which reserves no more."""
    told = set()
    for position, audience in enumerate(ruleset.audiences):
        for other, wider in enumerate(ruleset.audiences):
            if other != position and other not in told and _holds(wider, audience, ruleset):
                told.add(position)
                message = (
                    f"Ce public est déjà compris dans « {wider.label} » : il n'ouvre rien de plus."
                )
                yield _warning(message, position)
                break


def _holds(wider: AudienceRules, audience: AudienceRules, ruleset: Ruleset) -> bool:
    decisive = [rule for rule in audience.rules if rule.decides]
    asked = [rule for rule in wider.rules if rule.decides]
    if not decisive or not asked or not _says_less(wider, audience):
        return False
    known = [*ruleset.base, *decisive]
    if not satisfiable(ruleset, decisive, ruleset.base):
        return False  # an error, told elsewhere
    return all(_implies(_related(rule, known), rule, ruleset) for rule in asked)


def _says_less(wider: AudienceRules, audience: AudienceRules) -> bool:
    """No reserve that `audience` has not, and each mark of priority that it has."""

    def marks(rules: AudienceRules, scope: str) -> set:
        return {(r.wording, r.test, r.unless) for r in rules.rules if getattr(r, scope)}

    return marks(wider, "reserves") <= marks(audience, "reserves") and marks(
        audience, "is_priority"
    ) <= marks(wider, "is_priority")
