"""Every link inside the site leads to a page, and every anchor to a place on it."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
ANCHOR = re.compile(r'\bid="([^"]+)"')


def links_of(address: str, html: str) -> set[str]:
    """Addresses of this site that the page at `address` leads to, without their questions."""
    found = (urlsplit(urljoin(address, unescape(link))) for link in LINK.findall(html))
    return {
        part._replace(query="").geturl() for part in found if not part.scheme and not part.netloc
    }


def test_every_link_from_page_to_page_holds(client: Client) -> None:
    """Walks the whole site from its home; each page once."""
    waiting, anchors, links = ["/"], {}, {}
    while waiting:
        address = waiting.pop()
        if address in anchors:
            continue
        response = client.get(address, follow=True)
        assert response.status_code == 200, f"{address}, on {links.get(address)}"
        if not response.headers["Content-Type"].startswith("text/html"):
            anchors[address] = set()
            continue
        html = response.content.decode()
        anchors[address] = set(ANCHOR.findall(html))
        for link in links_of(address, html):
            links.setdefault(link, address)
            waiting.append(urldefrag(link).url)
    assert len(anchors) > 150, "the walk stopped too early"
    nowhere = {
        link: origin
        for link, origin in links.items()
        if (parts := urldefrag(link)).fragment and parts.fragment not in anchors[parts.url]
    }
    assert nowhere == {}


def test_every_page_has_its_own_anchors_once(client: Client) -> None:
    for address in ("/", "/dispositifs/", "/dispositifs/contrat-apprentissage/", "/contacts/"):
        anchors = ANCHOR.findall(client.get(address).content.decode())
        assert sorted(anchors) == sorted(set(anchors)), address
