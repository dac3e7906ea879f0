"""The catalogue's address, whatever it brings: told in French, left aside, never an error."""

from datetime import date
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client

from schemes.enums import CriterionType
from schemes.filters import SchemeFilter
from tests.factories import make_criterion, make_scheme, make_territory
from tests.pages import ODD_TEXTS

pytestmark = pytest.mark.django_db

ADDRESS = "/dispositifs/"


@pytest.fixture(autouse=True)
def _vocabulary() -> None:
    make_criterion("statuts", CriterionType.MULTIPLE, options=("inscrit", "salarie"))
    make_criterion("handicap")
    make_criterion("departement", CriterionType.TERRITORY)
    make_territory("59")


def page(client: Client, query: str = ""):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return response


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("etape=lune", "Étape"),
        ("nature=lune", "Nature"),
        ("droit=lune", "Droit"),
        ("statut=lune", "Situation de la personne"),
        ("handicap=lune", "Reconnaissance du handicap"),
        ("departement=lune", "Département"),
        ("etat=lune", "État"),
        ("tri=lune", "Trier par"),
    ],
)
def test_an_unknown_value_is_told_and_the_rest_applies(client, query, label):
    make_scheme("bilan")
    make_scheme("contrat")
    response = page(client, f"{query}&q=bilan")
    notice = f"{label} : « lune » n'existe pas, ce choix est laissé de côté."
    assert response.context["notices"] == [notice]
    assert notice in unescape(response.content.decode())
    assert [scheme.slug for scheme in response.context["page"]] == ["bilan"]


def test_a_good_value_beside_a_bad_one_applies(client):
    make_scheme("projet", stages=("projet",))
    make_scheme("emploi", stages=("emploi",))
    response = page(client, "etape=projet&etape=lune")
    assert [scheme.slug for scheme in response.context["page"]] == ["projet"]
    assert len(response.context["notices"]) == 1


def test_good_values_raise_no_notice(client):
    query = "q=a&etape=projet&nature=formation&statut=salarie&departement=59&tri=nom&page=1&autre=x"
    assert page(client, query).context["notices"] == []


@pytest.mark.parametrize("name", ["q", "etape", "statut", "handicap", "departement", "tri", "page"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_anywhere_gives_a_page(client, name, text):
    make_scheme("ptp")
    response = client.get(ADDRESS, {name: text})
    assert response.status_code == 200
    html = response.content.decode()
    assert "<script>alert" not in html
    assert len(html) < 60_000, "what was typed is cut before it is shown"


@pytest.mark.parametrize("bytes_", ["%FF", "%ED%A0%80", "%C3", "%", "%zz", "&&==;"])
def test_bytes_that_are_no_text_give_a_page(client, bytes_):
    for name in ("q", "etape", "departement", "page"):
        assert page(client, f"{name}={bytes_}")


def test_a_long_text_is_cut_and_told(client):
    response = page(client, f"q={'é' * 10_000}")
    (notice,) = response.context["notices"]
    assert "trop longue : seul son début est gardé" in notice
    assert response.context["form"].cleaned_data["q"] == "é" * 200


def test_a_value_given_twice_counts_once():
    """Else 2,000 times a status and 2,000 times a handicap would be four million persons."""
    query = QueryDict("statut=salarie&statut=salarie&handicap=aucun&handicap=aucun")
    filters = SchemeFilter(query, today=date(2026, 11, 21))
    assert filters.form.is_valid()
    assert filters.form.cleaned_data["statut"] == ["salarie"]
    assert filters.form.cleaned_data["handicap"] == ["aucun"]


@pytest.mark.parametrize(
    ("number", "shows", "words"),
    [
        ("", 1, None),
        ("2", 2, None),
        (str(10**9), 2, "voici la dernière"),
        ("3", 2, "voici la dernière"),
        ("0", 2, "voici la dernière"),
        ("-1", 2, "voici la dernière"),
        ("abc", 1, "n'est pas un nombre"),
        ("1.5", 1, "n'est pas un nombre"),
        ("9" * 5_000, 1, "n'est pas un nombre"),
    ],
)
def test_any_page_number_gives_a_page(client, number, shows, words):
    for _ in range(25):
        make_scheme()
    response = page(client, f"page={number}")
    assert response.context["page"].number == shows
    assert [words in notice for notice in response.context["notices"]] == ([True] if words else [])


def test_an_empty_catalogue_has_a_first_page(client):
    response = page(client, "page=7")
    assert "Aucun dispositif ne correspond" in response.content.decode()
