"""What is wrong with a set of rules, whoever wrote it: file, admin or import. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from schemes.eligibility import settle
from schemes.enums import CriterionType, Operator
from schemes.ruleset import Rule, Ruleset, cells_of
from schemes.vocabulary import Question, Vocabulary

OPERATORS = {
    CriterionType.CHOICE: (Operator.IN, Operator.NOT_IN),
    CriterionType.MULTIPLE: (Operator.IN, Operator.NOT_IN),
    CriterionType.TERRITORY: (Operator.IN, Operator.NOT_IN),
    CriterionType.ORDERED: (Operator.IN, Operator.NOT_IN, Operator.BETWEEN),
    CriterionType.NUMBER: (Operator.BETWEEN,),
    CriterionType.BOOLEAN: (Operator.IS,),
}


def test_problem(question: Question, operator: str, value) -> str:
    """Why a test cannot be put to `question` (a French sentence), or nothing."""
    if operator not in OPERATORS[CriterionType(question.type)]:
        return f"Le test « {operator} » ne convient pas au critère « {question.key} »."
    if operator == Operator.BETWEEN:
        return _bounds_problem(question, value)
    if operator == Operator.IS:
        return "" if isinstance(value, bool) else "Le test « is » attend true ou false."
    unknown = [str(item) for item in value if item not in question.values]
    return f"Réponse inconnue de « {question.key} » : {', '.join(unknown)}." if unknown else ""


def _bounds_problem(question: Question, bounds) -> str:
    low, high = bounds
    if low is None and high is None:
        return "Un intervalle a au moins une borne."
    ranks = [_rank(question, bound) for bound in bounds if bound is not None]
    if None in ranks:
        return f"Une borne est hors du domaine de « {question.key} »."
    return "La borne haute est sous la borne basse." if ranks != sorted(ranks) else ""


def _rank(question: Question, bound) -> int | None:
    if question.is_ordered:
        return question.values.index(bound) if bound in question.values else None
    is_number = isinstance(bound, int) and not isinstance(bound, bool)
    return bound if is_number and question.minimum <= bound <= question.maximum else None


@dataclass(frozen=True)
class RuleProblem:
    """A French sentence and where it applies: `audience` and `rule` are positions, None = all.

    An error makes the rules say what nobody can mean; anything else is only told.
    """

    message: str
    audience: int | None = None
    rule: int | None = None
    is_error: bool = True


def rule_problems(ruleset: Ruleset) -> Iterator[RuleProblem]:
    """Conditions that never decide, audiences that nobody can be in or that let everybody in."""
    groups = [(None, ruleset.base), *((i, a.rules) for i, a in enumerate(ruleset.audiences))]
    for audience, rules in groups:
        for position, rule in enumerate(rules):
            if message := _idle(rule, ruleset.vocabulary):
                yield RuleProblem(message, audience, position)
            elif rule.decides and _repeated(
                rule, rules[:position], ruleset.base if audience is not None else ()
            ):
                yield RuleProblem("Cette condition est écrite deux fois.", audience, position)
    for position, audience in enumerate(ruleset.audiences):
        yield from _audience_problems(ruleset, position, audience.rules)
    if not ruleset.audiences and not satisfiable(ruleset, (), ruleset.base):
        yield RuleProblem(f"Personne ne peut remplir toutes ces conditions{_clash(ruleset, ())}.")


def _idle(rule: Rule, vocabulary: Vocabulary) -> str:
    """Why the test of `rule` never tells two people apart, or nothing."""
    if not rule.decides or not rule.tests or rule.test.operator == Operator.ALWAYS:
        return ""
    own = {rule.test.holds(cell) for cell in cells_of(vocabulary[rule.test.criterion], [rule.test])}
    if own == {True}:
        return "Cette condition ne décide jamais : toute réponse la remplit."
    if own == {False} and rule.unless is None:
        return "Cette condition ne décide jamais : aucune réponse ne la remplit."
    return ""


def _repeated(rule: Rule, *others) -> bool:
    return any(
        (rule.test, rule.unless) == (other.test, other.unless)
        for rules in others
        for other in rules
        if other.decides
    )


def _audience_problems(ruleset: Ruleset, position: int, rules) -> Iterator[RuleProblem]:
    if not any(rule.decides for rule in rules):
        message = "Ce public n'a pas de condition requise : il ouvrirait le dispositif à tous."
        yield RuleProblem(message, position)
    elif not satisfiable(ruleset, rules, ruleset.base):
        message = f"Personne ne peut appartenir à ce public{_clash(ruleset, rules)}."
        yield RuleProblem(message, position)


def _clash(ruleset: Ruleset, rules) -> str:
    """The first two conditions that contradict each other, where two are enough."""
    decisive = [rule for rule in (*ruleset.base, *rules) if rule.decides]
    for one, other in combinations(decisive, 2):
        if not satisfiable(ruleset, (one, other)):
            return f" : « {one.wording} » contredit « {other.wording} »"
    return ""


def satisfiable(ruleset: Ruleset, *groups) -> bool:
    """Can all rules of `groups` hold for one person in the area? Sound: a doubt counts as yes."""
    alone = Ruleset(
        slug=ruleset.slug,
        base=tuple(rule for rules in groups for rule in rules),
        area=ruleset.area,
        vocabulary=ruleset.vocabulary,
    )
    return settle(alone, {}) is not False
