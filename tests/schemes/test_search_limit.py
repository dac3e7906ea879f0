"""A word that is on very many cards: the best ones are shown, and the page says so."""

import pytest
from django.test import Client

from schemes import versions
from schemes.search import api
from tests.factories import make_criterion, make_scheme
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_best_cards_are_shown_and_the_others_told(client: Client, monkeypatch) -> None:
    make_criterion()
    for number in range(4):
        make_scheme(f"fiche-{number}", name=f"Fiche {'très ' * number}longue")
    monkeypatch.setattr(api, "MOST_CARDS", 3)
    response = client.get("/dispositifs/?q=fiche")
    assert [scheme.slug for scheme in response.context["page"]] == ["fiche-0", "fiche-1", "fiche-2"]
    assert "4 fiches répondent : voici les 3 plus proches." in text_of(response)
    monkeypatch.setattr(api, "MOST_CARDS", 4)
    versions.renew()  # what was found is kept for one version
    assert "plus proches" not in text_of(client.get("/dispositifs/?q=fiche"))
