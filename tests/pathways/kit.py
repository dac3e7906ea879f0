"""A small vocabulary with follow-up questions, for the tests of the pathway."""

from schemes.enums import CriterionType, Operator
from schemes.ruleset import AudienceRules, Rule, Ruleset, Test
from schemes.vocabulary import AskedWhen, Option, Question, Vocabulary


def options(*values: str | bool) -> tuple[Option, ...]:
    return tuple(Option(value, f"Libellé {value}") for value in values)


def number(key: str, **values) -> Question:
    values = {"minimum": 0, "maximum": 99, "question": f"{key} ?"} | values
    return Question(key, CriterionType.NUMBER, key.title(), **values)


def choice(key: str, *values: str, **more) -> Question:
    kind = more.pop("kind", CriterionType.CHOICE)
    return Question(key, kind, key.title(), question=f"{key} ?", options=options(*values), **more)


def boolean(key: str, **more) -> Question:
    return choice(key, True, False, kind=CriterionType.BOOLEAN, **more)


def vocabulary_of(*questions: Question) -> Vocabulary:
    return Vocabulary({question.key: question for question in questions})


VOCABULARY = vocabulary_of(
    choice(
        "statuts",
        "inscrit",
        "non-inscrit",
        "salarie",
        kind=CriterionType.MULTIPLE,
        exclusive=(("inscrit", "non-inscrit"),),
    ),
    number("age", minimum=14, unit="ans"),
    choice("departement", "59", "75", kind=CriterionType.TERRITORY),
    choice("contrat", "cdi", "cdd", asked_when=AskedWhen("statuts", frozenset({"salarie"}))),
    boolean("temps_partiel", asked_when=AskedWhen("contrat", frozenset({"cdi"}))),
    choice("handicap", "reconnu", "en-cours", "aucun", sensitive=True),
    choice(
        "type_handicap",
        "moteur",
        "visuel",
        asked_when=AskedWhen("handicap", frozenset({"aucun"}), negated=True),
    ),
    choice("niveau", "aucun", "bac", "master", kind=CriterionType.ORDERED),
    boolean("csp"),
)


def one_of(key: str, *values: str) -> Rule:
    return Rule(f"{key} {values}", test=Test(Operator.IN, key, frozenset(values)))


def is_(key: str, value: bool) -> Rule:
    return Rule(f"{key} {value}", test=Test(Operator.IS, key, value))


def between(key: str, low: int | None, high: int | None) -> Rule:
    return Rule(f"{key} {low}-{high}", test=Test(Operator.BETWEEN, key, (low, high)))


def ruleset(*base: Rule, audiences=(), slug: str = "essai", vocabulary=VOCABULARY) -> Ruleset:
    named = tuple(AudienceRules(f"public {i}", tuple(a)) for i, a in enumerate(audiences))
    return Ruleset(slug, base, named, vocabulary=vocabulary)
