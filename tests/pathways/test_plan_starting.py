"""A first plan from the typical pathways of the guide, on the real cards."""

import pytest
from django.test import Client

from pathways.starting_plan import starting_slugs
from schemes.eligibility import Verdict
from tests.pages import text_of
from tests.pathways.plan_pages import PAGE, answer, put_plan, slugs_of

ON_SICK_LEAVE = {
    "statuts": ["salarie-prive"],
    "age": 45,
    "departement": "59",
    "contrat": "cdi",
    "arret_travail": True,
    "inaptitude": "risque",
    "handicap": "en-cours",
    "anciennete_mois": 120,
    "anciennete_entreprise_mois": 60,
}


class Card:
    def __init__(self, slug: str):
        self.slug = self.name = slug


def verdict(slug: str, truth: bool | None, missing: tuple[str, ...] = ()) -> Verdict:
    return Verdict(slug, truth, (), (), (), missing)


VERDICTS = {
    v.slug: v
    for v in (
        verdict("oui", True),
        verdict("oui-aussi", True),
        verdict("peut-etre", None, ("age",)),
        verdict("non", False),
    )
}


def picked(*choices: str) -> list[str]:
    return starting_slugs([[Card(s) for s in slugs.split()] for slugs in choices], VERDICTS)


def test_a_yes_comes_before_a_doubt() -> None:
    assert picked("peut-etre oui") == ["oui"]


def test_a_doubt_is_better_than_nothing_and_a_no_is_never_picked() -> None:
    assert picked("non peut-etre", "non") == ["peut-etre"]


def test_nothing_is_picked_twice() -> None:
    assert picked("oui", "oui oui-aussi", "oui") == ["oui", "oui-aussi"]


def test_a_scheme_without_a_verdict_is_left_out() -> None:
    assert picked("inconnu") == []


def start(client: Client, journey: str) -> str:
    return text_of(client.post(f"{PAGE}commencer/", {"parcours": journey}, follow=True))


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
class TestOnTheRealCards:
    def test_the_empty_plan_offers_both_pathways(self, client) -> None:
        html = client.get(PAGE).content.decode()
        assert 'name="parcours" value="salarie"' in html
        assert 'name="parcours" value="demandeur-emploi"' in html

    def test_an_employee_on_sick_leave_gets_an_order_that_is_open_to_her(self, client) -> None:
        answer(client, **ON_SICK_LEAVE)
        told = start(client, "salarie")
        slugs = slugs_of(client)
        assert slugs[0] == "cep"
        assert "crpe" in slugs
        assert len(slugs) == len(set(slugs))
        assert "duoday" not in slugs
        assert "il est à adapter" in told
        assert "fermé aujourd'hui" not in told

    def test_without_answers_there_is_a_plan_too(self, client) -> None:
        for journey in ("salarie", "demandeur-emploi"):
            client.session.flush()
            start(client, journey)
            assert len(slugs_of(client)) >= 4

    def test_what_the_guide_says_does_not_go_together_is_told(self, client) -> None:
        put_plan(client, "esrp", "pret-materiel")
        told = text_of(client.get(PAGE))
        assert "ne se cumule pas avec" in told
        assert "Le prêt ne concerne pas les stagiaires en ESRP." in told

    def test_a_plan_that_exists_is_kept(self, client) -> None:
        put_plan(client, "ptp")
        assert "Le plan n'est pas vide" in start(client, "salarie")
        assert slugs_of(client) == ["ptp"]

    @pytest.mark.parametrize("journey", ["", "zzz", "\x00", "é" * 5000])
    def test_a_pathway_that_does_not_exist_is_told(self, client, journey) -> None:
        assert "n'existe pas" in start(client, journey)
        assert slugs_of(client) == []
