"""The page of styles, which only a developer sees."""

import pytest

from tests.factories import make_scheme, make_stage

pytestmark = pytest.mark.django_db


def test_it_shows_every_component_to_a_developer(client, settings):
    settings.DEBUG = True
    make_scheme(name="Une fiche", stages=("projet",))
    html = client.get("/styles/").content.decode()
    for name in ("btn-primary", "row-card", "verdict oui", "tag specifique", "choice", "fold"):
        assert name in html
    assert "Une fiche" in html


def test_it_stands_without_a_catalogue(client, settings):
    settings.DEBUG = True
    assert client.get("/styles/").status_code == 200


def test_nobody_else_finds_it(client):
    make_stage()
    assert client.get("/styles/").status_code == 404
    assert "/styles/" not in client.get("/sitemap.xml").content.decode()
