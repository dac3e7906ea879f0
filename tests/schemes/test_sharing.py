"""What a card says of itself to machines: Open Graph, JSON-LD, its canonical address."""

import json
import re
from datetime import date

import pytest

from schemes.enums import ActorRole
from tests.factories import make_organisation, make_scheme

pytestmark = pytest.mark.django_db

HOSTILE = "</script><script>alert(1)</script> & <!-- \u2028"


def page(client, **values) -> str:
    make_scheme("ptp", **values)
    return client.get("/dispositifs/ptp/?departement=59").content.decode()


def data_in(html: str) -> dict:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(block)


def test_a_card_is_described_as_a_service(client):
    data = data_in(page(client, name="Projet", acronym="PTP", verified_on=date(2026, 1, 5)))
    assert data["@type"] == "WebPage"
    assert data["url"] == "http://testserver/dispositifs/ptp/"
    assert data["lastReviewed"] == "2026-01-05"
    service = data["mainEntity"]
    assert (service["@type"], service["name"]) == ("GovernmentService", "Projet")
    assert service["alternateName"] == "PTP"


def test_those_who_run_and_pay_are_named(client):
    scheme = make_scheme("ptp")
    scheme.actors.create(role=ActorRole.FUNDER, organisation=make_organisation(name="Financeur"))
    service = data_in(client.get("/dispositifs/ptp/").content.decode())["mainEntity"]
    assert service["funder"] == [{"@type": "Organization", "name": "Financeur"}]
    assert "provider" not in service


def test_no_text_closes_the_block(client):
    html = page(client, name=HOSTILE, summary=HOSTILE)
    assert data_in(html)["mainEntity"]["name"] == HOSTILE
    assert "<script>alert" not in html


def test_a_card_is_shown_well_where_it_is_shared(client):
    html = page(client, summary="Se former.")
    assert '<meta property="og:description" content="Se former.">' in html
    assert '<meta property="og:url" content="http://testserver/dispositifs/ptp/">' in html


@pytest.mark.parametrize("address", ["/", "/dispositifs/", "/glossaire/"])
def test_a_page_has_one_address_whatever_is_searched_in_it(client, address):
    html = client.get(address, {"q": "rqth"}).content.decode()
    assert f'<link rel="canonical" href="http://testserver{address}">' in html
