"""What is wrong with rules, told in French: bad tests, idle conditions, impossible publics."""

import pytest

from schemes.enums import Operator
from schemes.rule_lint import rule_problems
from schemes.rule_lint import test_problem as problem_of  # pytest would take it for a test
from schemes.ruleset import Ruleset
from schemes.ruleset import Test as RuleTest
from tests.pathways.kit import VOCABULARY
from tests.schemes.rules_kit import (
    age,
    csp,
    handicap,
    not_statuts,
    priority,
    required,
    ruleset,
    statuts,
    to_confirm,
)


@pytest.mark.parametrize(
    ("key", "operator", "value"),
    [
        ("handicap", Operator.IN, ["reconnu", "en-cours"]),
        ("handicap", Operator.NOT_IN, ["aucun"]),
        ("statuts", Operator.NOT_IN, ["inscrit"]),
        ("departement", Operator.IN, ["59"]),
        ("niveau", Operator.IN, ["bac"]),
        ("niveau", Operator.BETWEEN, ["bac", "master"]),
        ("niveau", Operator.BETWEEN, [None, "bac"]),
        ("age", Operator.BETWEEN, [16, 29]),
        ("age", Operator.BETWEEN, [16, None]),
        ("age", Operator.BETWEEN, [18, 18]),
        ("csp", Operator.IS, False),
    ],
)
def test_a_test_that_suits_its_question_has_no_problem(key, operator, value):
    assert problem_of(VOCABULARY[key], operator, value) == ""


@pytest.mark.parametrize(
    ("key", "operator", "value", "words"),
    [
        ("age", Operator.IN, ["16"], "Le test « in » ne convient pas au critère « age »."),
        ("csp", Operator.BETWEEN, [0, 1], "ne convient pas au critère « csp »"),
        ("handicap", Operator.BETWEEN, ["aucun", "reconnu"], "ne convient pas"),
        ("handicap", Operator.IS, True, "ne convient pas"),
        ("csp", Operator.IS, "true", "Le test « is » attend true ou false."),
        (
            "handicap",
            Operator.IN,
            ["reconnu", "x", "y"],
            "Réponse inconnue de « handicap » : x, y.",
        ),
        ("departement", Operator.IN, ["2A"], "Réponse inconnue de « departement » : 2A."),
        ("age", Operator.BETWEEN, [None, None], "Un intervalle a au moins une borne."),
        ("age", Operator.BETWEEN, [29, 16], "La borne haute est sous la borne basse."),
        ("niveau", Operator.BETWEEN, ["master", "bac"], "La borne haute est sous la borne basse."),
        ("age", Operator.BETWEEN, [3, 29], "Une borne est hors du domaine de « age »."),
        ("age", Operator.BETWEEN, [16, 150], "Une borne est hors du domaine de « age »."),
        ("age", Operator.BETWEEN, ["16", 29], "Une borne est hors du domaine de « age »."),
        ("age", Operator.BETWEEN, [True, 29], "Une borne est hors du domaine de « age »."),
        ("niveau", Operator.BETWEEN, ["doctorat", None], "Une borne est hors du domaine"),
    ],
)
def test_a_test_that_does_not_suit_its_question_is_told(key, operator, value, words):
    assert words in problem_of(VOCABULARY[key], operator, value)


def problems(rules: Ruleset) -> list[tuple]:
    return [(p.audience, p.rule, p.message) for p in rule_problems(rules)]


def test_sound_rules_have_no_problem():
    rules = ruleset(
        required(age(16, None)),
        to_confirm("l'employeur est d'accord"),
        priority(csp(True)),
        audiences=[[required(statuts("inscrit"))], [required(handicap("reconnu"))]],
    )
    assert problems(rules) == []
    assert problems(ruleset()) == []


def test_a_condition_that_every_answer_fulfils_never_decides():
    message = "Cette condition ne décide jamais : toute réponse la remplit."
    assert problems(ruleset(required(age(14, 40)))) == [(None, 0, message)]
    every_one = handicap("reconnu", "en-cours", "aucun")
    assert problems(ruleset(required(csp(True)), required(every_one))) == [(None, 1, message)]


def test_a_condition_that_no_answer_fulfils_never_decides():
    every_answer = frozenset({"reconnu", "en-cours", "aucun"})
    rules = ruleset(required(RuleTest(Operator.NOT_IN, "handicap", every_answer)))
    assert "aucune réponse ne la remplit" in problems(rules)[0][2]


def test_open_to_all_is_said_on_purpose():
    rules = ruleset(audiences=[[required(RuleTest(Operator.ALWAYS))]])
    assert problems(rules) == []


def test_a_condition_written_twice_is_told_where_it_stands():
    twice = "Cette condition est écrite deux fois."
    assert problems(ruleset(required(csp(True)), required(csp(True)))) == [(None, 1, twice)]
    rules = ruleset(
        required(csp(True)), audiences=[[required(statuts("inscrit")), required(csp(True))]]
    )
    assert problems(rules) == [(0, 1, twice)]


def test_the_same_test_with_an_exception_is_another_condition():
    rules = ruleset(
        required(age(16, None)),
        audiences=[[required(age(16, 29), unless=handicap("reconnu"))], [required(age(16, 29))]],
    )
    assert problems(rules) == []


def test_a_public_without_a_required_condition_would_let_everybody_in():
    rules = ruleset(
        required(age(16, None)),
        audiences=[[required(csp(True))], [to_confirm("une place est libre")]],
    )
    ((audience, rule, message),) = problems(rules)
    assert (audience, rule) == (1, None)
    assert "pas de condition requise" in message


def test_a_public_that_nobody_can_belong_to_is_told_with_what_clashes():
    impossible = [required(age(None, 20)), required(age(30, None))]
    rules = ruleset(audiences=[[required(csp(True))], impossible])
    message = "Personne ne peut appartenir à ce public : « règle age » contredit « règle age »."
    assert problems(rules) == [(1, None, message)]


def test_a_public_that_the_base_shuts_out_is_told():
    rules = ruleset(
        required(statuts("inscrit")),
        audiences=[[required(statuts("non-inscrit"))], [required(csp(True))]],
    )
    ((audience, rule, message),) = problems(rules)
    assert (audience, rule) == (0, None)
    assert message.startswith("Personne ne peut appartenir à ce public : ")


def test_a_base_that_nobody_fulfils_is_told():
    rules = ruleset(required(statuts("inscrit")), required(not_statuts("inscrit")))
    ((audience, rule, message),) = problems(rules)
    assert (audience, rule) == (None, None)
    assert message.startswith("Personne ne peut remplir toutes ces conditions : ")


def test_three_conditions_that_clash_together_alone_name_no_pair():
    rules = ruleset(
        required(age(None, 20), unless=csp(True)), required(age(30, None)), required(csp(False))
    )
    assert problems(rules) == [(None, None, "Personne ne peut remplir toutes ces conditions.")]
