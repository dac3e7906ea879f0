"""The card in plain words: five short parts, a way back, no claim before a review."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session

from schemes.enums import Publication
from schemes.models import PlainVersion
from schemes.plain_mode import NO_PLAIN
from tests.factories import make_scheme
from tests.pages import ODD_TEXTS, text_of

pytestmark = pytest.mark.django_db

PARTS = {
    "what": ["C'est un congé."],
    "for_whom": ["Vous êtes salarié."],
    "steps": ["Vous appelez.", "Vous signez."],
    "benefits": ["Vous changez de métier."],
    "call": ["Votre conseiller."],
}


def make_plain(slug: str = "ptp", **values) -> PlainVersion:
    scheme = make_scheme(slug, publication=values.pop("publication", Publication.PUBLISHED))
    return PlainVersion.objects.create(scheme=scheme, **PARTS | values)


def test_the_five_parts_are_shown_in_their_order(client):
    make_plain()
    text = text_of(client.get("/dispositifs/ptp/falc/"))
    assert (
        "C'est quoi ? C'est un congé. C'est pour qui ? Vous êtes salarié. Que faites-vous ? "
        "Vous appelez. Vous signez. Qu'est-ce que cela vous apporte ? Vous changez de métier. "
        "Qui appeler ? Votre conseiller."
    ) in text


def test_a_number_can_be_called_with_a_touch(client):
    make_plain(call=["Le numéro est le 03 59 61 62 63, de 9 h à 12 h."])
    html = client.get("/dispositifs/ptp/falc/").content.decode()
    assert 'est le <a href="tel:+33359616263">03 59 61 62 63</a>, de 9 h' in html


def test_a_line_with_a_number_is_text_and_never_markup(client):
    make_plain(call=["<b>03 59 61 62 63</b>"])
    assert "<b>" not in client.get("/dispositifs/ptp/falc/").content.decode()


def test_card_and_plain_version_lead_to_each_other(client):
    make_plain()
    assert 'href="/dispositifs/ptp/falc/"' in client.get("/dispositifs/ptp/").content.decode()
    assert 'href="/dispositifs/ptp/"' in client.get("/dispositifs/ptp/falc/").content.decode()


def test_a_text_that_nobody_concerned_has_read_says_so(client):
    make_plain()
    make_plain("lu", reviewed_by="Un groupe de lecteurs", reviewed_on=date(2026, 1, 1))
    waits = "Ce texte attend une relecture par des personnes concernées."
    assert waits in text_of(client.get("/dispositifs/ptp/falc/"))
    assert waits not in text_of(client.get("/dispositifs/lu/falc/"))


def test_a_card_without_plain_version_has_no_link_and_no_page(client):
    make_scheme("ptp")
    assert "/falc/" not in client.get("/dispositifs/ptp/").content.decode()
    assert client.get("/dispositifs/ptp/falc/").status_code == 404


@pytest.mark.parametrize(
    "publication", [Publication.DRAFT, Publication.TO_REVIEW, Publication.ARCHIVED]
)
def test_a_card_that_is_not_published_has_no_plain_page(client, publication):
    make_plain(publication=publication)
    assert client.get("/dispositifs/ptp/falc/").status_code == 404


def switch(client, on: bool = True, **more: str):
    return client.post("/mots-simples/", {"actif": "1" if on else "0", **more})


def test_the_switch_stays_on_cards_then_open_in_plain_words(client):
    make_plain()
    assert client.get("/dispositifs/ptp/").status_code == 200
    assert switch(client).status_code == 302
    for _ in range(2):
        response = client.get("/dispositifs/ptp/")
        assert (response.status_code, response["Location"]) == (302, "/dispositifs/ptp/falc/")
    switch(client, on=False)
    assert client.get("/dispositifs/ptp/").status_code == 200


def test_the_whole_card_stays_one_link_away(client):
    make_plain()
    switch(client)
    assert 'href="/dispositifs/ptp/?complete=1"' in (
        client.get("/dispositifs/ptp/falc/").content.decode()
    )
    for address in ("/dispositifs/ptp/?complete=1", "/dispositifs/ptp/?departement=59"):
        assert client.get(address).status_code == 200


def test_a_card_without_plain_version_says_so_and_shows_whole(client):
    make_scheme("ptp")
    assert NO_PLAIN not in text_of(client.get("/dispositifs/ptp/"))
    switch(client)
    response = client.get("/dispositifs/ptp/")
    assert response.status_code == 200
    assert NO_PLAIN in text_of(response)


def test_a_card_that_does_not_exist_leaves_no_message_behind(client):
    make_scheme("ptp", publication=Publication.DRAFT)
    switch(client)
    assert client.get("/dispositifs/ptp/").status_code == 404
    assert client.get("/dispositifs/lune/").status_code == 404
    assert NO_PLAIN not in text_of(client.get("/dispositifs/"))


def test_the_switch_comes_back_to_the_page_it_was_used_on(client):
    assert switch(client, suite="/dispositifs/ptp/falc/")["Location"] == "/dispositifs/ptp/falc/"
    assert switch(client)["Location"] == "/mots-simples/"


@pytest.mark.parametrize(
    "address",
    ["https://ailleurs.fr/", "//ailleurs.fr/", "/\\ailleurs.fr", "javascript:alert(1)", "ailleurs"],
)
def test_the_switch_leads_nowhere_else(client, address):
    assert switch(client, suite=address)["Location"] == "/mots-simples/"


def test_every_page_says_whether_it_is_on_and_one_page_switches_it(client):
    assert "Tout lire en mots simples" in text_of(client.get("/"))
    page = client.get("/mots-simples/")
    assert 'name="actif" value="1"' in page.content.decode()
    switch(client)
    assert "Mots simples : activés" in text_of(client.get("/"))
    page = client.get("/mots-simples/")
    assert "C'est activé." in text_of(page)
    assert 'name="actif" value="0"' in page.content.decode()


def test_only_the_choice_is_kept_and_only_when_it_is_made(client):
    client.get("/mots-simples/")
    switch(client, on=False)
    assert Session.objects.count() == 0
    switch(client)
    assert Session.objects.get().get_decoded() == {"mots_simples": True}


@pytest.mark.parametrize("name", ["actif", "suite"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_switches_nothing_and_breaks_nothing(client, name, text):
    odd = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    response = client.post("/mots-simples/", {"actif": "1", "suite": "/", name: odd})
    assert response.status_code in (200, 302)
