"""The glossary: terms in their order, each with an anchor and its links."""

import re

import pytest

from schemes.enums import Publication
from tests.factories import make_scheme, make_term
from tests.pages import ODD_TEXTS, queries_of, text_of

pytestmark = pytest.mark.django_db


def test_terms_are_listed_in_alphabetical_order_with_an_anchor(client):
    for term in ("RQTH", "AAH", "ESAT"):
        make_term(term)
    html = client.get("/glossaire/").content.decode()
    assert re.findall(r'<dt id="(.*?)"', html) == ["aah", "esat", "rqth"]


def test_a_term_is_told_whole(client):
    scheme = make_scheme("ptp", acronym="PTP")
    make_term("PTP", expansion="Projet de transition", scheme=scheme, url="https://exemple.fr/ptp")
    response = client.get("/glossaire/")
    assert (
        "PTP – Projet de transition Ce que veut dire PTP. Voir la fiche PTP En savoir plus sur PTP"
        in text_of(response)
    )
    html = response.content.decode()
    assert 'href="/dispositifs/ptp/"' in html
    assert 'href="https://exemple.fr/ptp"' in html


def test_a_bare_term_has_no_empty_link(client):
    make_term("RQTH")
    text = text_of(client.get("/glossaire/"))
    assert "RQTH Ce que veut dire RQTH." in text
    assert "Voir la fiche" not in text
    assert "En savoir plus" not in text


def test_a_term_leads_to_no_card_that_is_not_published(client):
    make_term("PTP", scheme=make_scheme("ptp", publication=Publication.DRAFT))
    assert "/dispositifs/ptp/" not in client.get("/glossaire/").content.decode()


def test_an_empty_glossary_is_a_page(client):
    assert client.get("/glossaire/").status_code == 200


# By letter


def test_terms_stand_under_their_letter_accents_aside(client):
    for number, term in enumerate(("Étude", "ESAT", "Emploi", "2ASF", "100 % inclusion")):
        make_term(term, slug=f"terme-{number}")
    html = client.get("/glossaire/").content.decode()
    assert re.findall(r'<h2 id="(lettre-.*?)">', html) == ["lettre-0-9", "lettre-e"]
    assert re.findall(r'href="#(lettre-.*?)"', html) == ["lettre-0-9", "lettre-e"]
    assert re.findall(r"<dt [^>]*>(\w+)", html) == ["100", "2ASF", "Emploi", "ESAT", "Étude"]


def test_the_other_forms_of_a_term_are_told(client):
    make_term("BOETH", aliases=["BOE", "obligation d'emploi"])
    assert "On dit aussi : BOE, obligation d'emploi." in text_of(client.get("/glossaire/"))


# Search


def found(client, text: str) -> list[str]:
    html = client.get("/glossaire/", {"q": text}).content.decode()
    return re.findall(r'<dt id="(.*?)"', html)


@pytest.fixture
def _three_terms():
    make_term("RQTH", expansion="Reconnaissance de la qualité de travailleur handicapé")
    make_term("BOETH", definition="Ce que la RQTH donne.")
    make_term("Étude ergonomique", slug="etude")


@pytest.mark.usefixtures("_three_terms")
@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("rqth", ["rqth", "boeth"]),
        ("travailleurs handicapées", ["rqth"]),
        ("etudes", ["etude"]),
        ("ergo", ["etude"]),
        ("rqth zzz", []),
        ("", ["boeth", "etude", "rqth"]),
        ("   ", ["boeth", "etude", "rqth"]),
    ],
)
def test_a_word_finds_terms_whatever_its_accents_and_endings(client, text, slugs):
    assert found(client, text) == slugs


@pytest.mark.usefixtures("_three_terms")
def test_what_is_found_is_counted_and_the_whole_is_one_click_away(client):
    response = client.get("/glossaire/", {"q": "rqth"})
    assert "2 termes pour « rqth ». Tout le glossaire" in text_of(response)
    assert 'value="rqth"' in response.content.decode()


@pytest.mark.usefixtures("_three_terms")
def test_where_nothing_is_found_a_near_name_is_proposed(client):
    text = text_of(client.get("/glossaire/", {"q": "Rkth"}))
    assert "Aucun terme ne correspond" in text
    assert "Vouliez-vous dire : RQTH ?" in text
    assert "Vouliez-vous" not in text_of(client.get("/glossaire/", {"q": "zzzzzz"}))


@pytest.mark.usefixtures("_three_terms")
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_any_text_is_answered(client, text):
    response = client.get("/glossaire/", {"q": text})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_text_too_long_is_cut_and_said(client):
    assert "trop longue" in text_of(client.get("/glossaire/", {"q": "é" * 10_000}))


def test_a_search_takes_as_many_queries_whatever_the_glossary(client):
    make_term("RQTH")
    with_one = queries_of(client, "/glossaire/", {"q": "terme"})
    for number in range(30):
        make_term(f"Terme {number}", slug=f"terme-{number}")
    assert queries_of(client, "/glossaire/", {"q": "terme"}) == with_one == 2
