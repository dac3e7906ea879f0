"""A word that is on very many cards: the best ones are shown, a page of them is read."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from schemes import versions
from schemes.filters import SchemeFilter
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


QUERIES = (
    {},
    {"etape": ["formation"]},
    {"nature": ["formation", "financement"], "droit": ["commun"]},
    {"statut": ["salarie-prive"], "handicap": ["reconnu"], "departement": "59"},
    {"etat": ["historique", "actif"]},
    {"tri": "nom"},
    {"tri": "maj", "statut": ["demandeur-emploi"]},
)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("text", ["formation", "contrat", "ptp", "introuvable"])
def test_pages_hold_what_the_list_holds_in_its_order(text: str, query: dict) -> None:
    filters = SchemeFilter({"q": text, **query}, today=date(2026, 11, 28))
    slugs = [scheme.slug for scheme in filters.qs]
    pages = filters.in_pages("slug")
    assert [scheme.slug for scheme in pages[:]] == slugs
    assert [scheme.slug for scheme in pages[2:5]] == slugs[2:5]
    assert len(pages) == filters.count == len(slugs)
    assert bool(slugs) == (text != "introuvable")


@pytest.mark.usefixtures("catalogue")
def test_of_what_a_text_finds_a_page_alone_is_read() -> None:
    filters = SchemeFilter({"q": "formation"}, today=date(2026, 11, 28))
    pages = filters.in_pages("slug")
    with CaptureQueriesContext(connection) as queries:
        shown = pages[3:5]
    assert len(shown) == 2
    assert len(queries) == 1
    assert pages[3] == shown[0]
