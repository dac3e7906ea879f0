"""Files for machines: sitemap, robots.txt, security.txt."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from schemes import rulebook, versions
from schemes.enums import Publication
from schemes.models import Journey, PlainVersion
from schemes.sitemaps import Cards
from tests.factories import make_scheme, make_stage
from tests.pages import fill
from tests.schemes.initiatives_kit import make_initiative

pytestmark = pytest.mark.django_db


def sitemap(client, file: str = "/sitemap.xml") -> list[str]:
    response = client.get(file)
    assert response["Content-Type"] == "application/xml"
    return re.findall("<loc>http://testserver(.*?)</loc>", response.content.decode())


def test_the_sitemap_of_a_large_catalogue_is_an_index_of_several(client, monkeypatch):
    cards = [make_scheme() for _ in range(3)]
    whole = set(sitemap(client))
    monkeypatch.setattr(rulebook, "MOST_KEPT", 2)
    monkeypatch.setattr(Cards, "limit", 2)
    versions.renew()
    files = sitemap(client)
    assert "/sitemap-dispositifs.xml" in files
    assert "/sitemap-dispositifs.xml?p=2" in files
    assert "/sitemap-pages.xml" in files
    told = [address for file in files for address in sitemap(client, file)]
    assert set(told) == whole
    assert len(told) == len(whole)
    assert {card.get_absolute_url() for card in cards} <= whole
    assert client.get("/sitemap-inconnu.xml").status_code == 404
    assert client.get("/sitemap-dispositifs.xml?p=9").status_code == 404


def test_the_sitemap_names_pages_cards_plain_versions_stages_and_experience(client):
    PlainVersion.objects.create(scheme=make_scheme("ptp"))
    make_stage("projet")
    make_initiative("essai")
    Journey.objects.create(slug="type", title="Type")
    addresses = sitemap(client)
    assert len(addresses) == len(set(addresses))
    assert {
        "/",
        "/dispositifs/",
        "/dispositifs/ptp/",
        "/dispositifs/ptp/falc/",
        "/glossaire/",
        "/contacts/",
        "/retours-d-experience/",
        "/retours-d-experience/essai/",
        "/parcours/",
        "/parcours/etapes/projet/",
        "/parcours/types/type/",
        "/accessibilite/",
    } <= set(addresses)


def test_the_sitemap_names_only_what_is_there(client):
    fill(1)
    make_scheme("brouillon", publication=Publication.DRAFT)
    addresses = sitemap(client)
    assert not [address for address in addresses if "brouillon" in address or "falc" in address]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_sitemap_takes_as_many_queries_whatever_the_catalogue(
    client, django_assert_max_num_queries
):
    for _ in range(30):
        make_scheme()
    with django_assert_max_num_queries(20):
        sitemap(client)


def test_robots_are_told_what_is_one_person_s(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /parcours/plan/", "Disallow: /plans/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def security(client) -> dict[str, str]:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_a_weakness_is_told_to_the_contact_of_the_settings(client, settings):
    settings.SECURITY_CONTACT = "mailto:securite@exemple.fr"
    assert security(client)["Contact"] == "mailto:securite@exemple.fr"


def test_without_a_contact_the_legal_page_says_who_runs_the_site(client):
    assert security(client)["Contact"] == "http://testserver/mentions-legales/"


def test_security_txt_expires_within_a_year(client):
    expires = datetime.fromisoformat(security(client)["Expires"])
    assert timezone.now() + timedelta(days=30) < expires < timezone.now() + timedelta(days=365)


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt", "/.well-known/security.txt"])
def test_machines_are_given_no_session(client, address):
    assert client.get(address).status_code == 200
    assert not client.cookies


def test_the_icon_is_found_where_browsers_look_for_it(client) -> None:
    assert client.get("/favicon.ico").url.endswith("mark.svg")
