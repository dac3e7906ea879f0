"""One behaviour of the evaluation a test, on rules small enough to read."""

from datetime import date

from schemes.eligibility import evaluate
from schemes.enums import VerdictValue
from schemes.ruleset import Ruleset
from tests.schemes.rules_kit import (
    TODAY,
    age,
    csp,
    handicap,
    months,
    not_statuts,
    priority,
    profile,
    required,
    ruleset,
    statuts,
    to_confirm,
)


def value(rules: Ruleset, **answers):
    return evaluate(rules, profile(**answers), TODAY).value


def test_a_scheme_without_any_rule_is_to_be_checked():
    assert value(ruleset(), age=20) == VerdictValue.UNKNOWN


def test_a_mark_of_priority_alone_is_no_rule_of_access():
    assert value(ruleset(priority(csp(True))), csp=True) == VerdictValue.UNKNOWN


def test_the_base_alone_decides_where_there_is_no_audience():
    rules = ruleset(required(age(16, 25)))
    assert value(rules, age=20) == VerdictValue.YES
    assert value(rules, age=26) == VerdictValue.NO
    assert value(rules) == VerdictValue.UNKNOWN


def test_bounds_belong_to_the_interval():
    rules = ruleset(required(age(16, 25)))
    assert value(rules, age=16) == VerdictValue.YES
    assert value(rules, age=25) == VerdictValue.YES
    assert value(rules, age=15) == VerdictValue.NO


def test_every_condition_of_the_base_must_hold():
    rules = ruleset(required(age(16, 25)), required(csp(True)))
    assert value(rules, age=20, csp=True) == VerdictValue.YES
    assert value(rules, age=20, csp=False) == VerdictValue.NO
    assert value(rules, csp=False) == VerdictValue.NO
    assert value(rules, age=20) == VerdictValue.UNKNOWN


def test_one_audience_is_enough():
    rules = ruleset(audiences=[[required(statuts("inscrit"))], [required(csp(True))]])
    assert value(rules, statuts=["salarie"], csp=True) == VerdictValue.YES
    assert value(rules, statuts=["salarie"], csp=False) == VerdictValue.NO
    assert value(rules, statuts=["salarie"]) == VerdictValue.UNKNOWN


def test_the_base_binds_every_audience():
    rules = ruleset(required(age(16, 25)), audiences=[[required(csp(True))]])
    assert value(rules, age=30, csp=True) == VerdictValue.NO


def test_an_exception_lifts_its_own_condition_alone():
    rules = ruleset(required(age(16, 29), unless=handicap("reconnu")), required(csp(True)))
    assert value(rules, age=35, handicap="reconnu", csp=True) == VerdictValue.YES
    assert value(rules, age=35, handicap="aucun", csp=True) == VerdictValue.NO
    assert value(rules, age=35, csp=True) == VerdictValue.UNKNOWN
    assert value(rules, age=35, handicap="reconnu", csp=False) == VerdictValue.NO


def test_what_was_not_ticked_is_no():
    rules = ruleset(required(statuts("inscrit")))
    assert value(rules, statuts=["salarie"]) == VerdictValue.NO
    assert value(rules, statuts=[]) == VerdictValue.NO
    assert value(ruleset(required(not_statuts("inscrit"))), statuts=["salarie"]) == VerdictValue.YES


def test_handicap_recognised_or_not_settles_without_the_answer():
    rules = ruleset(
        audiences=[[required(handicap("reconnu"))], [required(handicap("en-cours", "aucun"))]]
    )
    assert value(rules) == VerdictValue.YES


def test_completion_looks_at_every_cell_that_thresholds_cut():
    covering = ruleset(audiences=[[required(age(None, 20))], [required(age(21, None))]])
    gap = ruleset(audiences=[[required(age(None, 20))], [required(age(22, None))]])
    assert value(covering) == VerdictValue.YES
    assert value(gap) == VerdictValue.UNKNOWN


def test_completion_never_ticks_answers_that_exclude_each_other():
    rules = ruleset(required(statuts("inscrit")), required(statuts("non-inscrit")))
    assert value(rules) == VerdictValue.NO


def test_a_reserve_turns_yes_into_yes_subject_to_it_and_never_into_no():
    rules = ruleset(required(csp(True)), to_confirm("l'employeur est d'accord"))
    verdict = evaluate(rules, profile(csp=True), TODAY)
    assert verdict.value == VerdictValue.YES
    assert verdict.reserves == ("l'employeur est d'accord",)
    assert evaluate(rules, profile(csp=False), TODAY).reserves == ()


def test_a_reserve_with_a_test_falls_once_the_answer_is_good():
    rules = ruleset(required(csp(True)), to_confirm("l'ancienneté suffit", months(12)))
    assert evaluate(rules, profile(csp=True, mois=12), TODAY).reserves == ()
    short = evaluate(rules, profile(csp=True, mois=3), TODAY)
    assert short.value == VerdictValue.YES
    assert short.reserves == ("l'ancienneté suffit",)


def test_reserves_are_those_of_the_audience_that_asks_the_least():
    rules = ruleset(
        audiences=[
            [required(csp(True)), to_confirm("une place est libre")],
            [required(statuts("inscrit"))],
        ]
    )
    assert evaluate(rules, profile(csp=True, statuts=["inscrit"]), TODAY).reserves == ()
    alone = evaluate(rules, profile(csp=True, statuts=["salarie"]), TODAY)
    assert alone.reserves == ("une place est libre",)


def test_priority_marks_and_decides_nothing():
    rules = ruleset(required(csp(True)), priority(statuts("inscrit")))
    first = evaluate(rules, profile(csp=True, statuts=["inscrit"]), TODAY)
    other = evaluate(rules, profile(csp=True, statuts=["salarie"]), TODAY)
    assert (first.value, first.is_priority) == (VerdictValue.YES, True)
    assert (other.value, other.is_priority) == (VerdictValue.YES, False)
    refused = evaluate(rules, profile(csp=False, statuts=["inscrit"]), TODAY)
    assert not refused.is_priority


def test_missing_answers_are_those_that_can_still_decide():
    rules = ruleset(
        required(age(16, 29), unless=handicap("reconnu")),
        audiences=[[required(csp(True))], [required(statuts("inscrit"))]],
    )
    assert evaluate(rules, profile(), TODAY).missing == ("age", "handicap", "csp", "statuts")
    assert evaluate(rules, profile(age=20, csp=False), TODAY).missing == ("statuts",)
    assert evaluate(rules, profile(age=35, csp=True), TODAY).missing == ("handicap",)
    assert evaluate(rules, profile(age=20, csp=True), TODAY).missing == ()


def test_reasons_put_what_decides_first():
    rules = ruleset(required(csp(True)), required(age(16, 29), unless=handicap("reconnu")))
    verdict = evaluate(rules, profile(age=45, handicap="reconnu", csp=True), TODAY)
    assert [c.rule.test.criterion for c in verdict.reasons] == ["age", "csp"]
    assert verdict.reasons[0].by_exception
    refused = evaluate(rules, profile(age=45, handicap="aucun", csp=True), TODAY)
    assert [c.rule.test.criterion for c in refused.reasons] == ["age"]


def test_the_audience_that_decides_comes_first():
    rules = ruleset(audiences=[[required(csp(True))], [required(statuts("inscrit"))]])
    verdict = evaluate(rules, profile(csp=False, statuts=["inscrit"]), TODAY)
    assert [a.label for a in verdict.audiences] == ["public 1", "public 0"]
    assert [a.truth for a in verdict.audiences] == [True, False]


def test_dates_of_validity_close_a_scheme():
    rules = ruleset(required(csp(True)), open_from=date(2026, 1, 1), open_until=date(2026, 12, 31))
    open_person = profile(csp=True)
    assert evaluate(rules, open_person, date(2026, 1, 1)).value == VerdictValue.YES
    assert evaluate(rules, open_person, date(2026, 12, 31)).value == VerdictValue.YES
    before = evaluate(rules, open_person, date(2025, 12, 31))
    after = evaluate(rules, open_person, date(2027, 1, 1))
    assert (before.value, after.value) == (VerdictValue.NO, VerdictValue.NO)
    assert "01/01/2026" in before.closed
    assert "31/12/2026" in after.closed


def test_outside_its_area_a_scheme_is_closed_even_without_other_rules():
    away = ruleset(area=required(csp(True)))
    assert value(away, csp=False) == VerdictValue.NO
    assert value(away, csp=True) == VerdictValue.UNKNOWN
