"""What rules say in vain is told: implied conditions, idle exceptions, publics held in another."""

from dataclasses import replace

import pytest
from hypothesis import given

from schemes.eligibility import settle
from schemes.enums import Operator
from schemes.rule_overlap import rule_warnings
from schemes.ruleset import Ruleset
from schemes.ruleset import Test as RuleTest
from tests.schemes.rules_kit import (
    age,
    csp,
    full_answers,
    handicap,
    months,
    not_statuts,
    priority,
    required,
    ruleset,
    rulesets,
    statuts,
    to_confirm,
)


def warnings(rules: Ruleset) -> list[tuple]:
    found = list(rule_warnings(rules))
    assert not any(problem.is_error for problem in found)
    return [(p.audience, p.rule, p.message) for p in found]


def where(rules: Ruleset) -> list[tuple]:
    return [(audience, rule) for audience, rule, _ in warnings(rules)]


def test_sound_rules_have_no_warning():
    unless = replace(required(age(16, 29), handicap("reconnu")), unless_wording="reconnu")
    rules = ruleset(
        unless,
        priority(csp(True)),
        audiences=[[required(statuts("inscrit"))], [required(months(24))]],
    )
    assert warnings(rules) == []


def test_no_rule_at_all_is_told():
    assert "à vérifier" in warnings(ruleset())[0][2]


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (age(18, 25), age(16, 29)),
        (age(18, None), age(16, None)),
        (handicap("reconnu"), handicap("reconnu", "en-cours")),
        (handicap("reconnu"), RuleTest(Operator.NOT_IN, "handicap", frozenset({"aucun"}))),
        (statuts("inscrit"), statuts("inscrit", "salarie")),
        (statuts("inscrit"), not_statuts("non-inscrit")),  # the two exclude each other
    ],
    ids=["interval", "open interval", "choice", "choice but", "several", "excluded"],
)
def test_a_condition_that_another_implies_adds_nothing(narrow, wide):
    rules = ruleset(required(wide), required(narrow))
    assert where(rules) == [(None, 0)]
    assert "elle découle de « règle" in warnings(rules)[0][2]
    in_a_public = ruleset(required(narrow), audiences=[[required(wide), required(csp(True))]])
    assert where(in_a_public) == [(0, 0)]


def test_a_condition_that_two_others_imply_together_adds_nothing():
    rules = ruleset(
        required(age(16, 29), unless=handicap("reconnu")),
        required(handicap("aucun")),
        audiences=[[required(age(14, 35)), required(csp(True))]],
    )
    assert (0, 0) in where(rules)


def test_of_two_that_say_the_same_the_later_is_told():
    same = RuleTest(Operator.NOT_IN, "handicap", frozenset({"en-cours", "aucun"}))
    assert where(ruleset(required(handicap("reconnu")), required(same))) == [(None, 1)]


def test_the_area_counts_among_what_is_known():
    inside = required(handicap("reconnu"))
    assert where(replace(ruleset(inside), area=inside)) == [(None, 0)]


def test_an_exception_that_nobody_can_use_is_told():
    rules = ruleset(required(months(24), unless=csp(True)), required(csp(False)))
    ((_, rule, message),) = [w for w in warnings(rules) if "Sauf si ." not in w[2]]
    assert rule == 0
    assert message == "L'exception ne sert jamais : les autres conditions l'excluent."


def test_an_exception_without_words_is_told():
    bare = required(months(24), unless=csp(True))
    told = replace(bare, unless_wording="la personne est en CSP")
    assert [m for _, _, m in warnings(ruleset(bare))] == [
        "L'exception n'est pas écrite en clair : le public lirait « Sauf si . »"
    ]
    assert warnings(ruleset(told)) == []


def test_a_public_held_in_another_one_is_told_once():
    young = [required(age(16, 25)), required(csp(True))]
    rules = ruleset(audiences=[young, [required(age(16, 29))]])
    assert where(rules) == [(0, None)]
    assert "déjà compris dans « public 1 »" in warnings(rules)[0][2]
    twice = ruleset(audiences=[[required(csp(True))], [required(csp(True))]])
    assert where(twice) == [(0, None)]


def test_a_public_that_reserves_less_or_comes_first_opens_something_more():
    certain = [required(age(16, 25))]
    doubtful = [required(age(16, 29)), to_confirm("une place est libre")]
    assert warnings(ruleset(audiences=[certain, doubtful])) == []
    first = [*certain, priority(csp(True))]
    assert warnings(ruleset(audiences=[first, [required(age(16, 29))]])) == []


@given(rulesets, full_answers)
def test_what_is_said_to_add_nothing_changes_no_verdict_when_it_is_left_out(rules, answers):
    for problem in rule_warnings(rules):
        if problem.rule is None or not problem.message.startswith("Cette condition n'ajoute"):
            continue
        assert settle(without(rules, problem.audience, problem.rule), answers) is settle(
            rules, answers
        )


def without(rules: Ruleset, audience: int | None, position: int) -> Ruleset:
    if audience is None:
        return replace(rules, base=dropped(rules.base, position))
    publics = list(rules.audiences)
    kept = dropped(publics[audience].rules, position)
    publics[audience] = replace(publics[audience], rules=kept)
    return replace(rules, audiences=tuple(publics))


def dropped(items: tuple, position: int) -> tuple:
    return (*items[:position], *items[position + 1 :])
