"""What dates run into: the past, a validity, dead time, two things at once."""

from schemes.enums import LinkKind, Nature
from tests.pathways.plan_kit import TODAY, day, facts, kinds, only, step, tie, warn

AFC = facts("afc", high=6, unit="mois")
PRF = facts("prf", high=6, unit="mois")
CEP = facts("cep", nature=Nature.SUPPORT, payers=())


def test_a_start_in_the_past_is_told() -> None:
    found = only(warn([step("afc", "2026-12-31")], AFC), "debut-passe")
    assert (found.level, found.steps) == ("attention", (0,))
    assert kinds(warn([step("afc", TODAY.isoformat())], AFC)) == []


def test_a_validity_that_ends_before_the_start_blocks() -> None:
    seve = facts("seve", valid_until=day("2027-12-31"))
    found = only(warn([step("seve", "2028-01-03")], seve), "validite")
    assert found.level == "bloquant"
    assert "31\u00a0décembre 2027" in found.text
    assert kinds(warn([step("seve", "2027-12-31")], seve)) == []


def test_a_validity_counts_for_a_start_that_the_step_before_gives() -> None:
    seve = facts("seve", valid_until=day("2027-06-30"))
    steps = [step("afc", "2027-03-01", 6), step("seve")]
    assert only(warn(steps, AFC, seve), "validite").steps == (1,)


def test_without_a_date_a_validity_is_held_against_today() -> None:
    over = facts("over", valid_until=day("2026-02-28"))
    assert only(warn([step("over")], over), "validite").level == "bloquant"


def test_a_validity_that_begins_later_blocks_only_a_dated_start() -> None:
    soon = facts("soon", valid_from=day("2027-09-01"))
    assert only(warn([step("soon", "2027-08-30")], soon), "validite").level == "bloquant"
    assert only(warn([step("soon")], soon), "validite").level == "attention"
    assert kinds(warn([step("soon", "2027-09-01")], soon)) == []


def test_a_gap_between_two_dated_steps_says_how_long_and_what_could_fill_it() -> None:
    steps = [step("afc", "2027-01-04", 1), step("prf", "2027-03-01", 1)]
    found = only(warn(steps, AFC, PRF, fillers=("PMSMP",)), "temps-mort")
    assert (found.level, found.steps) == ("attention", (0, 1))
    assert "25\u00a0jours, du 4\u00a0février au 28\u00a0février 2027" in found.text
    assert found.text.endswith("ou prévoyez par exemple « PMSMP ».")


def test_one_working_day_is_a_gap_and_a_week_end_is_none() -> None:
    friday = step("afc", "2027-01-04", 5, "jours")
    assert kinds(warn([friday, step("prf", "2027-01-11", 1)], AFC, PRF)) == []
    found = only(warn([friday, step("prf", "2027-01-12", 1)], AFC, PRF), "temps-mort")
    assert "3\u00a0jours" in found.text


def test_the_longest_length_of_the_card_may_fill_the_gap() -> None:
    steps = [step("afc", "2027-01-04"), step("prf", "2027-07-01")]
    assert "temps-mort" not in kinds(warn(steps, AFC, PRF))


def test_a_step_that_runs_on_fills_the_gap() -> None:
    steps = [
        step("cep", "2027-01-04", 6),
        step("afc", "2027-01-04", 1),
        step("prf", "2027-03-01", 1),
    ]
    assert "temps-mort" not in kinds(warn(steps, CEP, AFC, PRF))


def test_a_support_without_an_end_fills_no_gap_but_a_training_may() -> None:
    steps = [step("cep", "2027-01-04"), step("afc", "2027-01-04", 1), step("prf", "2027-03-01", 1)]
    assert "temps-mort" in kinds(warn(steps, CEP, AFC, PRF))
    steps = [step("esrp", "2027-01-04"), step("prf", "2027-03-01", 1)]
    assert "temps-mort" not in kinds(warn(steps, facts("esrp"), PRF))


def test_two_trainings_at_once_block_with_their_common_days() -> None:
    steps = [step("afc", "2027-01-04", 3), step("prf", "2027-03-01", 3)]
    found = only(warn(steps, AFC, PRF), "chevauchement")
    assert (found.level, found.steps) == ("bloquant", (0, 1))
    assert "du 1er\u00a0mars au 3\u00a0avril 2027" in found.text


def test_a_support_or_what_pays_for_a_training_goes_on_beside_it() -> None:
    steps = [step("cep", "2027-01-04", 6), step("afc", "2027-02-01", 3)]
    assert kinds(warn(steps, CEP, AFC)) == []
    pdc = facts(
        "pdc", nature=Nature.FUNDING, status="Salarié", ties=(tie(LinkKind.FINANCES, "afc"),)
    )
    steps = [step("pdc", "2027-01-04", 6), step("afc", "2027-02-01", 3)]
    assert kinds(warn(steps, pdc, AFC)) == []


def test_an_overlap_that_is_only_possible_is_not_told() -> None:
    steps = [step("afc", "2027-01-04"), step("prf", "2027-03-01", 3)]
    assert "chevauchement" not in kinds(warn(steps, AFC, PRF))


def test_two_work_contracts_on_the_same_days_block() -> None:
    a, b = (facts(slug, nature=Nature.CONTRACT) for slug in "ab")
    steps = [step("a", "2027-01-04", 12), step("b", "2027-06-01", 12)]
    assert only(warn(steps, a, b), "deux-contrats").level == "bloquant"


def test_dates_against_the_order_are_told() -> None:
    steps = [step("cep", "2027-06-01", 1), step("afc", "2027-02-01", 4)]
    assert only(warn(steps, CEP, AFC), "dates-inversees").steps == (0, 1)
