"""What a plan is warned of: prerequisites, order, exclusions, payers, cards that are gone."""

import pytest

from schemes.enums import LinkKind, Nature, StageSlug
from tests.pathways.plan_kit import facts, kinds, only, step, tie, warn

CEP = facts("cep", nature=Nature.SUPPORT, at=[StageSlug.PROJECT], payers=())
C2P = facts("c2p", nature=Nature.FUNDING, ties=(tie(LinkKind.REQUIRES, "cep", "Obligatoire."),))
PTP = facts("ptp", nature=Nature.FUNDING, status="Stagiaire")


def steps(*slugs: str):
    return [step(slug) for slug in slugs]


def test_a_plan_that_holds_is_warned_of_nothing() -> None:
    assert warn(steps("cep", "c2p", "afc"), CEP, C2P, facts("afc")) == []


def test_a_prerequisite_that_is_missing_blocks() -> None:
    found = only(warn(steps("c2p"), C2P), "prerequis-manquant")
    assert (found.level, found.steps) == ("bloquant", (0,))
    assert "« CEP »" in found.text
    assert found.text.endswith("Obligatoire.")


def test_a_prerequisite_that_comes_after_blocks_and_names_both() -> None:
    found = only(warn(steps("c2p", "cep"), C2P, CEP), "prerequis-apres")
    assert (found.level, found.steps) == ("bloquant", (0, 1))


def test_a_variant_of_the_prerequisite_is_enough() -> None:
    variant = facts("activ-projet", ties=(tie(LinkKind.VARIANT_OF, "cep"),))
    assert warn(steps("activ-projet", "c2p"), variant, C2P) == []


def test_what_prepares_comes_first() -> None:
    cep = facts("cep", ties=(tie(LinkKind.PREPARES, "ptp", "Il renforce le dossier."),))
    found = only(warn(steps("ptp", "cep"), PTP, cep), "ordre")
    assert (found.level, found.steps) == ("attention", (0, 1))
    assert "« CEP » (étape 2) prépare à « PTP » (étape 1)" in found.text
    assert "ordre" not in kinds(warn(steps("cep", "ptp"), cep, PTP))


def test_what_follows_comes_after() -> None:
    esrp = facts("esrp", ties=(tie(LinkKind.FOLLOWS, "espo"),))
    espo = facts("espo")
    assert only(warn(steps("esrp", "espo"), esrp, espo), "ordre").steps == (0, 1)
    assert kinds(warn(steps("espo", "esrp"), espo, esrp)) == []


def test_a_stage_that_is_done_again_is_not_in_the_wrong_place() -> None:
    cep = facts("cep", ties=(tie(LinkKind.PREPARES, "ptp"),))
    assert "ordre" not in kinds(warn(steps("cep", "ptp", "cep"), cep, PTP))


def test_one_pair_told_by_both_cards_is_told_once() -> None:
    a = facts("a", ties=(tie(LinkKind.PREPARES, "b"),))
    b = facts("b", ties=(tie(LinkKind.FOLLOWS, "a"),))
    assert kinds(warn(steps("b", "a"), b, a)) == ["ordre"]


def test_coming_back_to_a_stage_is_only_advice() -> None:
    found = only(warn(steps("afc", "cep"), facts("afc"), CEP), "retour-en-arriere")
    assert (found.level, found.steps) == ("conseil", (0, 1))


def test_schemes_that_exclude_each_other_block_whichever_card_says_so() -> None:
    a, b = facts("a"), facts("b", ties=(tie(LinkKind.EXCLUDES, "a", "L'un ou l'autre."),))
    for order in (("a", "b"), ("b", "a")):
        found = only(warn(steps(*order), a, b), "exclusion")
        assert (found.level, found.steps) == ("bloquant", (0, 1))
        assert found.text.endswith("L'un ou l'autre.")


def test_the_same_scheme_twice_is_told() -> None:
    assert only(warn(steps("cep", "afc", "cep"), CEP, facts("afc")), "doublon").steps == (0, 2)


def test_two_work_contracts_that_no_dates_keep_apart_are_told() -> None:
    a, b = (facts(slug, nature=Nature.CONTRACT) for slug in "ab")
    for undated in (steps("a", "b"), [step("a", "2027-01-04"), step("b")]):
        assert only(warn(undated, a, b), "deux-contrats").level == "attention"
    apart = [step("a", "2027-01-04", 6), step("b", "2027-07-05", 6)]
    assert "deux-contrats" not in kinds(warn(apart, a, b))


def test_a_training_that_nobody_pays_is_told_with_who_may_help() -> None:
    esrp = facts("esrp", payers=(), funders=("CPF", "C2P"))
    found = only(warn(steps("esrp"), esrp), "sans-financeur")
    assert found.level == "attention"
    assert "« CPF » et « C2P »" in found.text


def test_a_funding_of_the_plan_pays_for_the_training() -> None:
    cpf = facts("cpf", nature=Nature.FUNDING, ties=(tie(LinkKind.FINANCES, "esrp"),))
    assert kinds(warn(steps("cpf", "esrp"), cpf, facts("esrp", payers=()))) == []


def test_only_a_training_needs_somebody_who_pays() -> None:
    assert kinds(warn(steps("cep"), CEP)) == []


def test_a_scheme_of_the_past_blocks_and_names_its_heir() -> None:
    cif = facts("cif", is_historic=True, ties=(tie(LinkKind.REPLACED_BY, "ptp"),))
    found = only(warn(steps("cif"), cif), "historique")
    assert found.level == "bloquant"
    assert "« PTP »" in found.text


def test_an_archived_scheme_blocks() -> None:
    assert only(warn(steps("a"), facts("a", is_archived=True)), "archive").level == "bloquant"


def test_an_unknown_scheme_blocks_without_its_name_being_repeated() -> None:
    found = only(warn(steps("cep", "<b>zzz</b>"), CEP), "inconnu")
    assert (found.level, found.steps) == ("bloquant", (1,))
    assert "zzz" not in found.text


def test_what_must_be_asked_for_early_says_so_with_its_step() -> None:
    rhf = facts("rhf", nature=Nature.COMPENSATION, ask_early=("Saisir la RHF.",))
    found = only(warn(steps("rhf"), rhf), "a-demander-tot")
    assert found.level == "conseil"
    assert "le plus en amont possible. Saisir la RHF." in found.text


def test_a_scheme_closed_to_the_person_says_what_closes_it() -> None:
    found = only(warn(steps("afc"), facts("afc"), refused={"afc": "Être inscrit."}), "non-ouvert")
    assert found.level == "attention"
    assert found.text.endswith("Ce qui manque : Être inscrit.")


def test_blocking_warnings_come_first() -> None:
    found = warn(steps("afc", "cep", "zzz"), facts("afc", payers=()), CEP)
    assert [w.level for w in found] == ["bloquant", "attention", "conseil"]


@pytest.mark.parametrize("count", [0, 1, 40])
def test_any_number_of_steps_can_be_checked(count: int) -> None:
    assert len(warn(steps(*["zzz"] * count))) == count
