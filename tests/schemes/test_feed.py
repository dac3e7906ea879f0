"""The Atom feed: cards that were checked or changed last, those of everybody alone."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest

from schemes.enums import Publication
from schemes.models import Scheme
from tests.factories import make_scheme

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client) -> list[ET.Element]:
    response = client.get("/flux.atom")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  our own


def test_the_last_changed_comes_first(client):
    for day, slug in enumerate(("ancien", "recent"), start=1):
        make_scheme(slug)
        Scheme.objects.filter(slug=slug).update(updated_at=datetime(2026, 1, day, tzinfo=UTC))
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries(client)]
    assert links == [f"http://testserver/dispositifs/{s}/" for s in ("recent", "ancien")]


def test_an_entry_says_what_the_card_is_and_when_it_was_checked(client):
    make_scheme(
        acronym="PTP", name="Projet <b>", summary="Se former.", verified_on=date(2026, 1, 5)
    )
    (entry,) = entries(client)
    assert entry.find(f"{ATOM}title").text == "PTP – Projet <b>"
    assert entry.find(f"{ATOM}summary").text == "Se former. Fiche vérifiée le 5 janvier 2026."


def test_what_is_not_published_is_not_told(client):
    make_scheme(publication=Publication.DRAFT)
    assert entries(client) == []


def test_every_page_says_where_the_feed_is(client):
    assert 'type="application/atom+xml" href="/flux.atom"' in client.get("/").content.decode()
