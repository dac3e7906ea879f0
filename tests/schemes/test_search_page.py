"""The catalogue's page with a text: cards by relevance, what was found beside, ways out."""

from html import unescape

import pytest
from django.test import Client

from schemes.enums import CriterionType
from schemes.models import Scheme
from tests.factories import (
    make_condition,
    make_contact,
    make_criterion,
    make_organisation,
    make_scheme,
    make_term,
    make_territory,
)
from tests.pages import ODD_TEXTS, fill, text_of
from tests.schemes.search_kit import make_initiative, make_situation

pytestmark = pytest.mark.django_db

ADDRESS = "/dispositifs/"


@pytest.fixture(autouse=True)
def _vocabulary() -> None:
    make_criterion("statuts", CriterionType.MULTIPLE, options=("inscrit", "salarie"))
    make_criterion("handicap")
    make_criterion("departement", CriterionType.TERRITORY)
    make_territory("59")


def page(client: Client, text: str, **more: str):
    response = client.get(ADDRESS, {"q": text} | more)
    assert response.status_code == 200
    return response


def html(client: Client, text: str, **more: str) -> str:
    return page(client, text, **more).content.decode()


def shown(client: Client, text: str, **more: str) -> list[str]:
    return [scheme.slug for scheme in page(client, text, **more).context["page"]]


def cards() -> None:
    make_scheme("b", name="Zèbre", summary="Un zinzolin.", stages=("remobilisation",))
    make_scheme("a", name="Zinzolin", stages=("emploi",))
    make_scheme("c", name="Abeille", verified_on="2026-03-01").tips.create(text="Du zinzolin.")


def test_cards_come_by_relevance_unless_another_order_is_asked_for(client) -> None:
    cards()
    assert shown(client, "zinzolin") == ["a", "b", "c"]
    assert shown(client, "zinzolin", tri="pertinence") == ["a", "b", "c"]
    assert shown(client, "zinzolin", tri="nom") == ["c", "b", "a"]
    assert shown(client, "zinzolin", tri="maj")[0] == "c"


def test_the_order_by_default_says_what_it_is(client) -> None:
    cards()
    assert ">Pertinence</option>" in html(client, "zinzolin")
    assert ">Ordre du parcours</option>" in html(client, "")


def test_relevance_goes_on_from_page_to_page(client) -> None:
    for number in range(30):
        make_scheme(f"d{number:02}", name=f"Zinzolin {number:02}")
    make_scheme("dernier", name="Abeille", summary="Un zinzolin.")
    assert shown(client, "zinzolin", page="2")[-1] == "dernier"


def test_facets_narrow_what_the_text_finds(client) -> None:
    cards()
    make_condition(Scheme.objects.get(slug="a"), make_criterion("statuts"), "in", ["salarie"])
    assert shown(client, "zinzolin", statut="inscrit") == ["b", "c"]
    assert shown(client, "zinzolin", etape="emploi") == ["a"]


def test_words_are_marked_in_the_title_and_the_summary(client) -> None:
    make_scheme("a", name="Zinzolin", summary="Des zinzolins & <b>.")
    text = html(client, "zinzolin")
    assert '<a href="/dispositifs/a/"><mark>Zinzolin</mark></a>' in text
    assert "Des <mark>zinzolins</mark> &amp; &lt;b&gt;." in text


def test_an_extract_shows_what_neither_holds(client) -> None:
    make_scheme("a").tips.create(text="Le zinzolin aide.")
    assert "Le <mark>zinzolin</mark> aide." in html(client, "zinzolin")


def test_without_a_text_nothing_is_marked(client) -> None:
    make_scheme("a")
    text = html(client, "")
    assert "<mark>" not in text
    assert "Ailleurs sur le portail" not in text


def test_the_other_kinds_are_shown_beside(client) -> None:
    make_scheme("a", name="Zinzolin")
    make_term("Zinzolin", slug="zin", expansion="Un violet")
    body = make_organisation("o", name="Maison zinzolin")
    make_contact(body, phone="03 59 61 62 63")
    case = make_initiative("L'atelier du zinzolin")
    make_situation("Je rêve de zinzolin", answer="Voici comment.")
    response = page(client, "zinzolin")
    text = response.content.decode()
    assert f'href="{case.get_absolute_url()}">L&#x27;atelier du <mark>zinzolin</mark>' in text
    assert 'href="/glossaire/#zin"' in text
    assert 'href="tel:+33359616263"' in text
    assert "Maison <mark>zinzolin</mark>" in text
    assert 'href="/dispositifs/?statut=inscrit">Je rêve de zinzolin</a>' in text
    words = text_of(response)
    assert (
        words.index("Voici comment.") < words.index("Ce que fait a.") < words.index("Qui appeler")
    )
    assert "Zinzolin – Un violet" in words, "the term that is exactly what was typed is explained"


def test_what_is_beside_stands_on_the_first_page_only(client) -> None:
    for number in range(30):
        make_scheme(f"d{number}", name="Zinzolin")
    make_initiative("L'atelier du zinzolin")
    assert "Ailleurs sur le portail" in html(client, "zinzolin")
    assert "Ailleurs sur le portail" not in html(client, "zinzolin", page="2")


def test_a_slip_is_told_and_its_mending_shown(client) -> None:
    make_scheme("ca", name="Apprentissage")
    response = page(client, "apprentisage", etape="formation")
    assert [scheme.slug for scheme in response.context["page"]] == ["ca"]
    words = text_of(response)
    assert "Rien ne correspond à « apprentisage »" in words
    assert "1 dispositif pour « apprentissage »" in words


def test_proposals_keep_the_filters(client) -> None:
    make_scheme("ptp", name="Projet de transition", stages=("projet",))
    text = html(client, "projet xyzzyx", etape="projet", page="3")
    assert "Vouliez-vous dire" in text
    assert 'href="?q=projet&amp;etape=projet">projet</a>' in text


def test_a_sentence_that_no_card_holds_whole_is_told(client) -> None:
    make_scheme("a", name="Essai encadré", summary="Essayer un poste.")
    for _ in range(10):
        make_scheme()
    assert "celles qui s'en approchent le plus" in html(client, "essai poste jardinier").replace(
        "&#x27;", "'"
    )


def test_only_stop_words_are_told(client) -> None:
    make_scheme()
    assert "trop courant pour chercher" in text_of(page(client, "le la les"))


def test_a_text_without_a_word_is_told(client) -> None:
    make_scheme()
    response = page(client, "😀 !?")
    assert "ne contient aucun mot" in text_of(response)
    assert list(response.context["page"]) == []


def test_historic_cards_are_offered_where_nothing_else_is_found(client) -> None:
    make_scheme("cif", name="Zinzolin", state="historique")
    response = page(client, "zinzolin")
    assert list(response.context["page"]) == []
    assert 'href="?q=zinzolin&amp;etat=historique"' in response.content.decode()
    assert shown(client, "zinzolin", etat="historique") == ["cif"]


def test_a_text_that_facets_alone_leave_empty_gets_no_proposal(client) -> None:
    make_scheme("a", name="Zinzolin", stages=("emploi",))
    text = html(client, "zinzolin", etape="projet")
    assert "Enlevez un filtre" in text
    assert "Vouliez-vous dire" not in text


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_gives_a_page(client, text: str) -> None:
    fill(1)
    response = client.get(ADDRESS, {"q": text.encode("utf-8", "surrogateescape")})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    "text",
    ['"', "ptp*", "AND", "NEAR(a b)", "'; DROP TABLE schemes_scheme; --", "{a}:x", "%", "a:* | b"],
)
def test_operators_give_a_page(client, text: str) -> None:
    make_scheme("ptp")
    page(client, text)
    assert Scheme.objects.exists()


def test_the_api_finds_the_same_cards(client) -> None:
    cards()
    rows = client.get("/api/v1/dispositifs/", {"q": "zinzolins"}).json()["results"]
    assert [row["slug"] for row in rows] == ["a", "b", "c"]


def test_the_text_typed_is_shown_again_escaped(client) -> None:
    assert 'value="&quot;&gt;&lt;b&gt;"' in html(client, '"><b>')
    assert '« "><b> »' in unescape(html(client, '"><b>'))
