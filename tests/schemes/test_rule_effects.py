"""Verdicts before and after a change of rules, and the expectations that it breaks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from schemes.enums import CriterionType, Operator, VerdictValue
from schemes.expectations import broken_expectations, load_cases
from schemes.models import CaseType
from schemes.rule_effects import Case, reading_day, same_decisions, verdict_changes
from schemes.rulebook import load_vocabulary
from tests.factories import make_condition, make_criterion, make_expectation, make_scheme
from tests.schemes.rules_kit import (
    TODAY,
    csp,
    months,
    priority,
    profile,
    required,
    ruleset,
    to_confirm,
)

YES, NO, UNKNOWN = VerdictValue.YES, VerdictValue.NO, VerdictValue.UNKNOWN
TWO_YEARS, THREE_YEARS = ruleset(required(months(24))), ruleset(required(months(36)))


def case(slug: str, expected: VerdictValue | None = None, **answers) -> Case:
    return Case(slug, f"Cas {slug}", profile(**answers), expected)


def test_what_breaks_comes_first_then_what_flips_then_the_rest():
    cases = [
        case("unknown"),
        case("short", mois=3),
        case("flips", mois=30),
        case("breaks", YES, mois=30),
        case("long", YES, mois=36),
    ]
    found = verdict_changes(TWO_YEARS, THREE_YEARS, cases, TODAY)
    told = [(c.case.slug, c.before, c.after, c.flips, c.breaks) for c in found]
    assert told == [
        ("breaks", YES, NO, True, True),
        ("flips", YES, NO, True, False),
        ("unknown", UNKNOWN, UNKNOWN, False, False),
        ("short", NO, NO, False, False),
        ("long", YES, YES, False, False),
    ]


def test_another_reserve_differs_without_flipping():
    reserved = ruleset(required(months(24)), to_confirm("une place est libre"))
    (change,) = verdict_changes(TWO_YEARS, reserved, [case("long", mois=30)], TODAY)
    assert (change.flips, change.differs) == (False, True)


def test_people_are_not_refused_because_a_card_is_written_ahead_of_its_opening():
    opening = TODAY + timedelta(days=90)
    planned = replace(TWO_YEARS, open_from=opening)
    assert reading_day(planned, TODAY) == opening
    assert reading_day(planned, opening + timedelta(days=1)) == opening + timedelta(days=1)
    (change,) = verdict_changes(TWO_YEARS, planned, [case("long", mois=30)], TODAY)
    assert change.after == YES


def test_a_scheme_that_closed_refuses_everybody():
    closed = replace(TWO_YEARS, open_until=TODAY - timedelta(days=1))
    (change,) = verdict_changes(TWO_YEARS, closed, [case("long", mois=30)], TODAY)
    assert change.after == NO


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ruleset(replace(required(months(24)), wording="autrement dit", place="page 2")), True),
        (THREE_YEARS, False),
        (ruleset(replace(required(months(24)), unless=csp(True))), False),
        (ruleset(required(months(24)), priority(csp(True))), False),
        (ruleset(audiences=[[required(months(24))]]), False),
        (replace(TWO_YEARS, open_until=date(2030, 1, 1)), False),
        (replace(TWO_YEARS, area=required(csp(True))), False),
    ],
    ids=["words", "value", "exception", "priority", "public", "dates", "area"],
)
def test_words_alone_decide_nothing(other, same):
    assert same_decisions(TWO_YEARS, other) is same


def test_the_words_of_a_reserve_are_read_in_the_verdict():
    assert not same_decisions(ruleset(to_confirm("un")), ruleset(to_confirm("deux")))


@pytest.fixture
def scheme(db):
    scheme = make_scheme("ptp")
    criterion = make_criterion("mois", CriterionType.NUMBER)
    make_condition(scheme, criterion, Operator.BETWEEN, [24, None])
    make_expectation(scheme, YES, mois=30)
    make_expectation(scheme, NO, mois=3)
    make_expectation(make_scheme(), YES, mois=3)
    return scheme


def test_expectations_that_the_rules_keep_are_not_broken(scheme):
    assert broken_expectations(scheme, TODAY) == []


def test_a_broken_expectation_is_told_with_both_verdicts(scheme):
    scheme.conditions.update(value=[36, None])
    (broken,) = broken_expectations(scheme, TODAY)
    assert (broken.case.expected, broken.after) == (YES, NO)
    assert broken.case.expectation == scheme.expectations.get(verdict=YES).pk


def test_a_card_keeps_its_word_on_the_day_it_was_verified(scheme):
    """That it closed since then breaks nothing."""
    scheme.verified_on, scheme.valid_until = TODAY, TODAY
    scheme.save()
    assert broken_expectations(scheme, TODAY + timedelta(days=400)) == []
    scheme.verified_on = None
    scheme.save()
    assert len(broken_expectations(scheme, TODAY + timedelta(days=400))) == 1


def test_all_case_types_are_tried_and_those_that_cannot_be_read_left_out(scheme):
    CaseType.objects.create(slug="ancien", label="Ancien", profile={"disparu": "oui"})
    cases = load_cases(scheme.expectations.all(), load_vocabulary())
    assert sorted(str(case.expected) for case in cases) == ["None", "non", "oui"]


def test_the_number_of_queries_does_not_grow_with_the_case_types(
    scheme, django_assert_max_num_queries
):
    counts = []
    for number in (3, 30):
        for months_ in range(number):
            make_expectation(scheme, YES, mois=60 + months_)
        with django_assert_max_num_queries(40) as captured:
            broken_expectations(scheme, TODAY)
        counts.append(len(captured))
    assert counts[0] == counts[1]
