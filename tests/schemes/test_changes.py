"""The smallest change that would open a scheme, over what a person can change."""

from datetime import date

import pytest
from hypothesis import given

from schemes.changes import smallest_changes
from schemes.eligibility import evaluate
from schemes.profile import Profile
from schemes.rulebook import load_vocabulary
from tests.schemes.rules_kit import (
    TODAY,
    VOCABULARY,
    age,
    csp,
    full_answers,
    handicap,
    months,
    profile,
    required,
    ruleset,
    rulesets,
    statuts,
)


def changes(rules, **answers):
    return [
        {move.key: move.answer for move in change.moves}
        for change in smallest_changes(rules, profile(**answers), TODAY)
    ]


def test_nothing_to_change_unless_the_verdict_is_no():
    rules = ruleset(required(months(24)))
    assert changes(rules, mois=30) == []
    assert changes(rules) == []


def test_months_that_are_missing_are_counted():
    rules = ruleset(required(months(24)))
    (change,) = smallest_changes(rules, profile(mois=18), TODAY)
    assert change.text == "Ancienneté : atteindre 24 mois (il en manque 6)."
    assert change.opens is True


def test_nobody_is_told_to_be_younger():
    assert changes(ruleset(required(age(16, 25))), age=30) == []


def test_the_exception_is_a_way_in():
    rules = ruleset(required(age(16, 29), unless=handicap("reconnu")))
    (change,) = smallest_changes(rules, profile(age=35, handicap="en-cours"), TODAY)
    assert change.text == "Demander la RQTH."


def test_answers_that_nobody_should_be_advised_are_never_proposed():
    assert changes(ruleset(required(handicap("aucun"))), handicap="reconnu") == []


def test_nobody_who_is_recognised_is_told_to_ask_for_it():
    rules = ruleset(required(handicap("en-cours", "aucun")))
    assert changes(rules, handicap="reconnu") == []
    assert changes(ruleset(required(handicap("en-cours"))), handicap="aucun") == [
        {"handicap": "en-cours"}
    ]


@pytest.mark.parametrize("key", ["handicap", "projet"])
def test_no_advice_of_the_catalogue_leads_back(catalogue, db, key):
    question = load_vocabulary()[key]
    first, second = [o.value for o in question.options if o.advisable]
    assert [question.goes_back(first, second), question.goes_back(second, first)] == [
        key == "handicap",
        key == "projet",
    ]


def test_the_fewest_moves_win():
    rules = ruleset(
        audiences=[
            [required(months(24)), required(csp(True))],
            [required(statuts("inscrit"))],
        ]
    )
    found = changes(rules, mois=3, csp=False, statuts=["etudiant"])
    assert found == [{"statuts": frozenset({"etudiant", "inscrit"})}]


def test_two_moves_when_one_is_not_enough():
    rules = ruleset(required(months(24)), required(csp(True)))
    assert changes(rules, mois=3, csp=False) == [{"mois": 24, "csp": True}]


def test_an_answer_that_excludes_another_takes_its_place():
    rules = ruleset(required(statuts("inscrit")))
    assert changes(rules, statuts=["non-inscrit"]) == [{"statuts": frozenset({"inscrit"})}]


def test_a_change_that_others_must_confirm_says_so():
    rules = ruleset(required(months(24)), required(csp(True)))
    (change,) = smallest_changes(rules, profile(mois=3), TODAY)
    assert change.opens is None


def test_a_scheme_that_is_closed_for_everyone_has_no_way_in():
    rules = ruleset(required(months(24)), open_until=date(2025, 1, 1))
    assert changes(rules, mois=3) == []


@given(rulesets, full_answers)
def test_every_change_that_is_proposed_does_lift_the_no(rules, answers):
    for change in smallest_changes(rules, Profile(answers), TODAY):
        moved = {**answers, **{move.key: move.answer for move in change.moves}}
        assert evaluate(rules, Profile(moved), TODAY).truth is True
        assert all(VOCABULARY[move.key].changeable for move in change.moves)
        assert all(move.answer != answers[move.key] for move in change.moves)
