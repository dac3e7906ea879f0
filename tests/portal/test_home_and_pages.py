"""The home page, and the pages that every site must have."""

import re

import pytest
from django.contrib.sessions.models import Session

from schemes.enums import Publication, StageSlug
from schemes.models import Source
from tests.factories import make_scheme, make_source, make_stage
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PAGES = ("/", "/a-propos/", "/donnees-personnelles/", "/accessibilite/", "/mentions-legales/")


def home(client) -> str:
    return client.get("/").content.decode()


def test_the_counsellor_and_the_seeker_start_a_pathway_in_their_voice(client):
    forms = re.findall(r'<form method="post" action="(.*?)">.*?value="(\w+)"><button', home(client))
    assert forms == [("/parcours/", "conseil"), ("/parcours/", "moi")]


def test_the_employer_has_an_entrance_that_leads_to_a_page(client):
    section = home(client).split("Je suis employeur ou RH")[1].split("</section>")[0]
    (address,) = re.findall(r'href="(.*?)"', section)
    assert client.get(address).status_code == 200


def test_the_search_box_asks_the_catalogue(client):
    form = re.search(r'<form class="search".*?</form>', home(client), re.DOTALL).group()
    assert 'action="/dispositifs/"' in form
    assert 'name="q"' in form
    assert '<label class="visually-hidden" for="q">' in form


def test_the_map_shows_the_stages_in_their_order_with_their_needs(client):
    for slug in StageSlug.values[::-1]:
        make_stage(slug).needs.create(text=f"Besoin de {slug}")
    html = home(client)
    assert re.findall(r'href="/parcours/etapes/(\w+)/"', html) == StageSlug.values
    assert all(f"Besoin de {slug}" in html for slug in StageSlug.values)


def test_only_cards_in_force_are_counted(client):
    make_scheme()
    make_scheme()
    make_scheme(publication=Publication.DRAFT)
    make_scheme(state="historique")
    assert "2 dispositifs, chacun avec ses sources." in text_of(client.get("/"))


def test_the_sources_of_the_cards_are_named(client):
    make_source(title="Guide pratique", year=2025, publisher="Une région", note="Le cœur.")
    make_source("autre", title="Autre document")
    assert Source.objects.count() == 2
    text = text_of(client.get("/a-propos/"))
    assert "Guide pratique (2025), Une région Le cœur." in text
    assert "Autre document" in text


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_french_and_has_one_title_and_one_main_part(client, address):
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert '<html lang="fr">' in html
    assert len(re.findall(r"<h1\b", html)) == 1
    assert len(re.findall(r"<main\b", html)) == 1
    assert re.search(r"<title>[^<]{5,} – Itinéraire formation</title>", html)
    assert 'href="#contenu"' in html


@pytest.mark.parametrize("address", PAGES)
def test_required_pages_are_one_click_away_everywhere(client, address):
    html = client.get(address).content.decode()
    for required in PAGES:
        assert f'href="{required}"' in html


@pytest.mark.parametrize("address", PAGES)
def test_a_visit_stores_nothing(client, address):
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    assert Session.objects.count() == 0
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("address", PAGES)
def test_nothing_can_be_sent_to_a_page_of_text(client, address):
    assert client.post(address, {"a": "b"}).status_code == 405
