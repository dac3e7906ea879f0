"""When steps start and end: own length or the card's, given date or the end of the one before."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.timeline import CHART_WIDTH, last_day
from schemes.enums import DurationUnit, Nature
from tests.pathways.plan_kit import TODAY, day, facts, plan, step, times

SHORT = facts("afc", low=3, high=6, unit="mois")
LONG = facts("prf", low=None, high=12, unit="mois")
OPEN = facts("esrp")
CPF = facts("cpf", nature=Nature.FUNDING)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2027-01-04", 1, "jours", "2027-01-04"),
        ("2027-01-04", 2, "semaines", "2027-01-17"),
        ("2027-01-04", 3, "mois", "2027-04-03"),
        ("2027-01-31", 1, "mois", "2027-02-27"),
        ("2027-02-28", 1, "annees", "2028-02-27"),
        ("2028-02-29", 1, "annees", "2029-02-27"),
        ("2027-01-04", 1.5, "mois", "2027-02-18"),
        ("2027-01-04", 35, "heures", "2027-01-10"),
        ("2027-01-04", 2, "heures", "2027-01-04"),
    ],
)
def test_the_last_day_of_a_length(start, amount, unit, end) -> None:
    assert last_day(day(start), amount, unit) == day(end)


@given(
    st.dates(day("2000-01-01"), day("2100-12-31")),
    st.integers(1, 120),
    st.sampled_from(DurationUnit.values),
)
def test_a_step_never_ends_before_it_starts_and_more_is_never_less(start, amount, unit) -> None:
    assert start <= last_day(start, amount, unit) <= last_day(start, amount + 1, unit)


def test_own_length_wins_over_the_card() -> None:
    period = times([step("afc", "2027-01-04", 2)], SHORT).periods[0]
    assert (period.end, period.latest_end) == (day("2027-03-03"), day("2027-03-03"))
    assert period.text == "Du 4\u00a0janvier au 3\u00a0mars 2027."


def test_the_card_gives_the_earliest_and_the_latest_end() -> None:
    period = times([step("afc", "2027-01-04")], SHORT).periods[0]
    assert (period.end, period.latest_end) == (day("2027-04-03"), day("2027-07-03"))
    assert "au plus tard" in period.text


def test_a_step_without_a_date_starts_when_the_one_before_ends() -> None:
    second = times([step("afc", "2027-01-04"), step("prf")], SHORT, LONG).periods[1]
    assert (second.start, second.latest_start) == (day("2027-04-04"), day("2027-07-04"))
    assert second.text.startswith("Début entre le 4\u00a0avril 2027 et le 4\u00a0juillet 2027")


def test_after_a_step_of_unknown_length_no_date_is_made_up() -> None:
    second = times([step("esrp", "2027-01-04"), step("afc")], OPEN, SHORT).periods[1]
    assert second.start is None
    assert second.text == "À la suite de l'étape précédente : 3 à 6\u00a0mois."


def test_without_any_date_only_lengths_are_told() -> None:
    found = times([step("afc"), step("prf")], SHORT, LONG)
    assert found.periods[0].text == "Date à fixer : 3 à 6\u00a0mois."
    assert found.text == "3 à 18\u00a0mois"
    assert not found.is_dated


def test_a_funding_goes_beside_and_takes_no_time() -> None:
    found = times([step("afc", "2027-01-04", 1), step("cpf"), step("prf")], SHORT, CPF, LONG)
    assert not found.periods[1].takes_time
    assert found.bars[1] is None
    assert found.periods[2].start == day("2027-02-04")


def test_a_funding_with_a_date_of_its_own_takes_time() -> None:
    assert times([step("cpf", "2027-01-04")], CPF).periods[0].takes_time


def test_the_total_runs_from_first_to_last_day() -> None:
    found = times([step("afc", "2027-01-01", 1), step("prf", "2027-03-01", 1)], SHORT, LONG)
    assert (found.least, found.most) == (90, 90)


def test_the_total_says_how_many_lengths_are_missing() -> None:
    found = times([step("afc"), step("esrp"), step("esrp")], SHORT, OPEN)
    assert found.most is None
    assert found.text == "3 à 6\u00a0mois, plus 2\u00a0étapes sans durée connue"
    found = times([step("afc", "2027-01-01", 2), step("esrp")], SHORT, OPEN)
    assert found.text == "au moins 2\u00a0mois, avec 1\u00a0étape sans durée connue"
    assert times([step("esrp")], OPEN).text == "durée à préciser"


@pytest.mark.parametrize("known", [{"high": 1, "unit": "mois"}, {"high": 2, "unit": "semaines"}])
def test_a_step_alone_and_the_whole_are_told_in_the_same_words(known) -> None:
    shown = times([step("pmsmp"), step("cpf")], facts("pmsmp", low=None, **known), CPF)
    assert shown.periods[0].text == f"Date à fixer : {shown.text}."


def test_nothing_at_all_has_no_length() -> None:
    assert times([]).text == ""
    assert times([step("cpf")], CPF).text == ""


def test_an_unknown_scheme_takes_time_only_when_told_so() -> None:
    assert not times([step("zzz")]).periods[0].takes_time
    assert times([step("zzz", "2027-01-04", 1)]).periods[0].end == day("2027-02-03")


UNITS = st.sampled_from(["jours", "semaines", "mois"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["afc", "prf", "esrp", "cpf", "zzz"]),
        st.none() | st.integers(-500, 3000),
        st.none() | st.integers(1, 60),
        UNITS,
    ),
    max_size=8,
)


@given(STEPS)
def test_bars_stay_inside_the_chart_and_ends_after_starts(drawn) -> None:
    steps = [
        step(slug, (TODAY + timedelta(offset)).isoformat() if offset is not None else "", n, unit)
        for slug, offset, n, unit in drawn
    ]
    found = times(steps, SHORT, LONG, OPEN, CPF)
    for period, bar in zip(found.periods, found.bars, strict=True):
        assert (bar is not None) == period.takes_time
        if bar:
            assert 0 <= bar.offset < bar.offset + bar.most <= CHART_WIDTH
            assert 0 <= bar.least <= bar.most
        if period.start:
            assert period.start <= period.end
    if found.most is not None:
        assert found.least <= found.most


def test_a_plan_of_forty_long_steps_stays_in_the_calendar() -> None:
    steps = plan(*["afc"] * 40).changed(1, start=day("2100-12-31")).steps
    steps = [s if s.key == 1 else step("afc", amount=10, unit="annees") for s in steps]
    assert times(steps, SHORT).periods[-1].latest_end.year < 2600
