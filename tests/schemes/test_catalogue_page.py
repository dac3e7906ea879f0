"""The catalogue: every facet, alone and together; what is chosen, counted and linked."""

import re
from datetime import date

import pytest
from django.test import Client

from schemes.enums import CriterionType, Operator, Publication
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_scheme,
    make_territory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/dispositifs/"


@pytest.fixture(autouse=True)
def _vocabulary() -> None:
    make_criterion("statuts", CriterionType.MULTIPLE, options=("inscrit", "salarie", "etudiant"))
    make_criterion("handicap")
    make_criterion("departement", CriterionType.TERRITORY)
    make_territory("59")
    make_territory("62")


def page(client: Client, query: str = ""):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return response


def shown(client: Client, query: str = "") -> list[str]:
    """The cards of the page, in its order."""
    return [scheme.slug for scheme in page(client, query).context["page"]]


def for_statuses(slug: str, *statuses: str):
    scheme = make_scheme(slug)
    make_condition(scheme, make_criterion("statuts"), Operator.IN, list(statuses))
    return scheme


def test_published_cards_are_shown_and_no_other(client):
    make_scheme("publie", summary="Une formation courte.")
    for publication in (Publication.DRAFT, Publication.TO_REVIEW, Publication.ARCHIVED):
        make_scheme(publication=publication)
    assert shown(client) == ["publie"]
    html = page(client).content.decode()
    assert '<a href="/dispositifs/publie/">Dispositif publie</a>' in html
    assert "Une formation courte." in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("etape=projet", {"bilan"}),
        ("etape=projet&etape=emploi", {"bilan", "contrat"}),
        ("nature=contrat", {"contrat"}),
        ("nature=contrat&nature=accompagnement", {"bilan", "contrat"}),
        ("droit=specifique", {"bilan"}),
        ("droit=commun", {"contrat"}),
        ("etape=emploi&droit=specifique", set()),
        ("etat=experimental", {"contrat"}),
        ("etat=actif&etat=experimental", {"bilan", "contrat"}),
    ],
)
def test_facets_of_the_card_itself(client, query, expected):
    make_scheme("bilan", stages=("projet",), nature="accompagnement", legal_regime="specifique")
    make_scheme("contrat", stages=("formation", "emploi"), nature="contrat", state="experimental")
    assert set(shown(client, query)) == expected


def test_a_card_of_several_chosen_stages_is_shown_once(client):
    make_scheme("long", stages=("projet", "formation", "emploi"))
    assert shown(client, "etape=projet&etape=formation&etape=emploi") == ["long"]


def test_historic_cards_show_only_when_asked_for(client):
    make_scheme("cif", state="historique")
    make_scheme("ptp")
    assert shown(client) == ["ptp"]
    assert shown(client, "q=cif") == []
    assert shown(client, "etat=historique") == ["cif"]
    assert shown(client, "etat=historique&etat=actif&tri=nom") == ["cif", "ptp"]


def test_status_leaves_out_what_its_rules_close_and_keeps_what_is_in_doubt(client):
    for_statuses("salaries", "salarie")
    for_statuses("inscrits", "inscrit")
    make_scheme("sans-regle")
    make_condition(
        make_scheme("selon-l-age"),
        make_criterion("age", CriterionType.NUMBER),
        Operator.BETWEEN,
        [16, 29],
    )
    assert set(shown(client, "statut=salarie")) == {"salaries", "sans-regle", "selon-l-age"}
    assert set(shown(client, "statut=etudiant")) == {"sans-regle", "selon-l-age"}


def test_several_statuses_show_what_is_open_to_one_of_them(client):
    for_statuses("salaries", "salarie")
    for_statuses("inscrits", "inscrit")
    for_statuses("etudiants", "etudiant")
    assert set(shown(client, "statut=salarie&statut=inscrit")) == {"salaries", "inscrits"}


def test_status_and_handicap_are_those_of_one_person(client):
    """Open to employees whose handicap is recognised, and to anybody who studies."""
    scheme = make_scheme("reserve")
    reserved, open_to_all = make_audience(scheme), make_audience(scheme)
    statuts = make_criterion("statuts")
    make_condition(scheme, statuts, Operator.IN, ["salarie"], audience=reserved)
    make_condition(scheme, make_criterion("handicap"), Operator.IN, ["reconnu"], audience=reserved)
    make_condition(scheme, statuts, Operator.IN, ["etudiant"], audience=open_to_all)
    assert shown(client, "statut=salarie&handicap=reconnu") == ["reserve"]
    assert shown(client, "statut=salarie&handicap=aucun") == []
    assert shown(client, "statut=etudiant&handicap=aucun") == ["reserve"]
    assert shown(client, "handicap=aucun") == ["reserve"]


def test_an_exception_keeps_a_card_open(client):
    make_condition(
        make_scheme("sauf-si"),
        make_criterion("statuts"),
        Operator.IN,
        ["salarie"],
        unless_criterion=make_criterion("handicap"),
        unless_operator=Operator.IN,
        unless_value=["reconnu"],
        unless_wording="le handicap est reconnu",
    )
    assert shown(client, "statut=etudiant&handicap=reconnu") == ["sauf-si"]
    assert shown(client, "statut=etudiant&handicap=aucun") == []


def test_department_leaves_out_cards_of_elsewhere(client):
    make_scheme("partout")
    make_scheme("dans-la-region", territory=make_territory("hauts-de-france"))
    make_scheme("dans-le-nord", territory=make_territory("59"))
    assert set(shown(client, "departement=59")) == {"partout", "dans-la-region", "dans-le-nord"}
    assert set(shown(client, "departement=62")) == {"partout", "dans-la-region"}


def test_a_card_whose_dates_are_over_is_closed_to_everybody(client):
    make_scheme("fini", valid_until=date(2020, 12, 31))
    assert shown(client) == ["fini"]
    assert shown(client, "statut=salarie") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ptp", True),
        ("PTP", True),
        ("transition", True),
        ("projet ptp", True),
        ("ptp cuisine", False),
    ],
)
def test_the_text_box_finds_cards_that_hold_every_word(client, words, found):
    make_scheme("ptp", acronym="PTP", name="Projet de transition", summary="Changer de métier.")
    make_scheme("autre")
    assert shown(client, f"q={words}") == (["ptp"] if found else [])


def test_signs_that_mean_something_to_a_database_are_plain_text(client):
    make_scheme("ptp")
    assert shown(client, "q=%25") == []
    assert shown(client, "q=_") == []
    assert shown(client, "q='") == []


def test_facets_and_text_narrow_together(client):
    for_statuses("ptp", "salarie")
    for_statuses("ptp-public", "inscrit")
    make_scheme("autre")
    assert shown(client, "q=ptp&statut=salarie&etape=formation&departement=59") == ["ptp"]


def test_sorting(client):
    make_scheme("a", name="Zèbre", stages=("remobilisation",), verified_on=date(2026, 1, 1))
    make_scheme("b", name="Abeille", stages=("emploi",), verified_on=date(2026, 3, 1))
    make_scheme("c", name="Merle", stages=("projet", "emploi"), verified_on=date(2026, 2, 1))
    assert shown(client) == ["a", "c", "b"]
    assert shown(client, "tri=pertinence") == ["a", "c", "b"]
    assert shown(client, "tri=nom") == ["b", "c", "a"]
    assert shown(client, "tri=maj") == ["b", "c", "a"]


def test_what_is_in_force_comes_before_what_is_tried_or_to_be_checked(client):
    make_scheme("essai", state="experimental", stages=("remobilisation",))
    make_scheme("doute", state="a-verifier", stages=("remobilisation",))
    make_scheme("en-vigueur", stages=("emploi",))
    assert shown(client)[0] == "en-vigueur"


def test_no_card_is_told_in_words(client):
    assert "Aucun dispositif." in text_of(page(client, "q=introuvable"))
    assert "Aucun dispositif ouvert à cette situation." in text_of(page(client, "statut=salarie"))


def test_cards_never_verified_come_after_those_that_were(client):
    make_scheme("jamais")
    make_scheme("verifie", verified_on=date(2026, 1, 1))
    assert shown(client, "tri=maj") == ["verifie", "jamais"]


def test_links_from_page_to_page_keep_the_filters(client):
    for _ in range(25):
        make_scheme(legal_regime="specifique")
    html = page(client, "droit=specifique&q=dispositif&page=1").content.decode()
    assert 'rel="next" href="?q=dispositif&amp;droit=specifique&amp;page=2"' in html
    assert len(shown(client, "droit=specifique&q=dispositif&page=2")) == 1


def test_what_was_chosen_stays_chosen(client):
    html = page(client, "etape=projet&departement=59&q=%22bilan%22").content.decode()
    assert re.findall(r'<input[^>]*value="(.*?)"[^>]*\bchecked\b', html) == ["projet"]
    assert re.findall(r'<option value="(.*?)" selected', html) == ["59"]
    assert 'value="&quot;bilan&quot;"' in html


def test_the_count_says_that_closed_cards_were_left_out(client):
    for_statuses("salaries", "salarie")
    for_statuses("inscrits", "inscrit")
    make_scheme("sans-regle")
    assert "3 dispositifs." in text_of(page(client))
    assert "2 dispositifs qui ne sont pas fermés" in text_of(page(client, "statut=salarie"))


def test_the_count_of_one_is_singular(client):
    for_statuses("salaries", "salarie")
    assert "1 dispositif." in text_of(page(client))
    assert "1 dispositif qui n'est pas fermé" in text_of(page(client, "statut=salarie"))
