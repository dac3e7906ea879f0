"""A small vocabulary, rule builders and random rule sets for the tests of eligibility."""

from datetime import date

from hypothesis import strategies as st

from schemes.enums import CriterionType, Operator, Scope
from schemes.profile import Profile
from schemes.ruleset import AudienceRules, Rule, Ruleset, Test
from schemes.vocabulary import Option, Question, Vocabulary

TODAY = date(2026, 11, 21)


def options(*values):
    return tuple(Option(value, f"libellé {value}") for value in values)


def make_vocabulary() -> Vocabulary:
    questions = (
        Question("age", CriterionType.NUMBER, "Âge", minimum=14, maximum=40, unit="ans"),
        Question(
            "handicap",
            CriterionType.CHOICE,
            "Handicap",
            changeable=True,
            options=(
                Option("reconnu", "Handicap reconnu", change="Demander la RQTH."),
                Option("en-cours", "Demande en cours"),
                Option("aucun", "Aucun", advisable=False),
            ),
        ),
        Question(
            "statuts",
            CriterionType.MULTIPLE,
            "Statuts",
            changeable=True,
            options=options("inscrit", "non-inscrit", "salarie", "etudiant"),
            exclusive=(("inscrit", "non-inscrit"),),
        ),
        Question(
            "csp",
            CriterionType.BOOLEAN,
            "CSP",
            changeable=True,
            options=(Option(True, "Oui"), Option(False, "Non")),
        ),
        Question(
            "mois",
            CriterionType.NUMBER,
            "Ancienneté",
            minimum=0,
            maximum=36,
            unit="mois",
            changeable=True,
        ),
    )
    return Vocabulary({question.key: question for question in questions})


VOCABULARY = make_vocabulary()


def age(low, high):
    return Test(Operator.BETWEEN, "age", (low, high))


def months(low, high=None):
    return Test(Operator.BETWEEN, "mois", (low, high))


def handicap(*values):
    return Test(Operator.IN, "handicap", frozenset(values))


def statuts(*values):
    return Test(Operator.IN, "statuts", frozenset(values))


def not_statuts(*values):
    return Test(Operator.NOT_IN, "statuts", frozenset(values))


def csp(value):
    return Test(Operator.IS, "csp", value)


def required(test, unless=None):
    return Rule(wording=f"règle {test.criterion}", test=test, unless=unless)


def to_confirm(wording, test=None):
    return Rule(wording=wording, scope=Scope.TO_CONFIRM, test=test)


def priority(test):
    return Rule(wording="prioritaire", scope=Scope.PRIORITY, test=test)


def ruleset(*base, audiences=(), **options):
    return Ruleset(
        slug="essai",
        base=base,
        audiences=tuple(AudienceRules(f"public {i}", tuple(a)) for i, a in enumerate(audiences)),
        vocabulary=VOCABULARY,
        **options,
    )


def profile(**answers):
    kept = {k: frozenset(v) if isinstance(v, list | set) else v for k, v in answers.items()}
    return Profile(kept)


# Random rule sets over the small vocabulary.

bounds = st.tuples(st.integers(14, 40), st.integers(14, 40)).map(sorted).map(tuple)
tests = st.one_of(
    bounds.map(lambda pair: Test(Operator.BETWEEN, "age", pair)),
    st.integers(0, 36).map(months),
    st.sets(st.sampled_from(["reconnu", "en-cours", "aucun"]), min_size=1).map(
        lambda values: handicap(*values)
    ),
    st.sets(st.sampled_from(["inscrit", "non-inscrit", "salarie"]), min_size=1).map(
        lambda values: statuts(*values)
    ),
    st.sets(st.sampled_from(["inscrit", "salarie"]), min_size=1).map(
        lambda values: not_statuts(*values)
    ),
    st.booleans().map(csp),
)
rules = st.builds(
    Rule,
    wording=st.just("règle"),
    scope=st.sampled_from([Scope.REQUIRED] * 4 + [Scope.TO_CONFIRM, Scope.PRIORITY]),
    test=tests,
    unless=st.none() | tests,
)
rulesets = st.builds(
    lambda base, audiences: ruleset(*base, audiences=audiences),
    st.lists(rules, max_size=3),
    st.lists(st.lists(rules, min_size=1, max_size=2), max_size=3),
)
statuts_answers = st.sets(
    st.sampled_from(["inscrit", "non-inscrit", "salarie", "etudiant"])
).filter(lambda chosen: not {"inscrit", "non-inscrit"} <= chosen)
full_answers = st.fixed_dictionaries(
    {
        "age": st.integers(14, 40),
        "handicap": st.sampled_from(["reconnu", "en-cours", "aucun"]),
        "statuts": statuts_answers.map(frozenset),
        "csp": st.booleans(),
        "mois": st.integers(0, 36),
    }
)
