"""The number of queries of a page does not grow with the catalogue: 30 rows ask no more than 3."""

import pytest
from django.test import Client

from schemes.models import PlainVersion
from schemes.search.index import batch
from schemes.versions import renew
from tests.factories import make_criterion, make_stage
from tests.pages import fill
from tests.pages import queries_of as queries_now
from tests.schemes.search_kit import make_initiative, make_situation, make_synonym

pytestmark = pytest.mark.django_db

CATALOGUE = ("/dispositifs/", "/dispositifs/?statut=salarie&departement=59&etape=formation&q=dispo")
DIRECTORY = ("/contacts/", "/contacts/?role=financeur&departement=59", "/glossaire/")
SEARCHES = ("ptp", "dispositif", "appeler", "dispositf", "dispositif xyzzyx")
PATHWAY = (
    "/parcours/",
    "/parcours/questions/age/",
    "/parcours/questions/toutes/",
    "/parcours/reponses/",
    "/parcours/etapes/",
    "/parcours/etapes/formation/",
)
TEXTS = ("/", "/a-propos/", "/donnees-personnelles/", "/accessibilite/", "/mentions-legales/")
MOST = 26  # queries of any page


def queries_of(client: Client, address: str) -> int:
    """Of the first page after a change, which finds nothing kept."""
    renew()
    return queries_now(client, address)


@pytest.mark.parametrize("address", [*TEXTS, *CATALOGUE, *DIRECTORY, *PATHWAY])
def test_a_visitor_s_page(client: Client, address: str) -> None:
    fill(3)
    with_three = queries_of(client, address)
    fill(27)
    assert queries_of(client, address) <= with_three
    assert with_three <= MOST


@pytest.mark.slow
def test_the_list_and_the_search_for_three_hundred_cards() -> None:
    """Filled once: it is what takes time."""
    make_synonym(["ptp"], ["appeler"])
    make_situation("Je veux appeler", keywords=["dispositif"])
    addresses = [*CATALOGUE, *(f"/dispositifs/?q={text}" for text in SEARCHES)]
    counts = {}
    for size in (3, 300):
        with batch():
            first, *_ = fill(size)
            make_initiative(f"Appeler un dispositif, {size}")
        pages = [*addresses, f"/dispositifs/{first.slug}/"]
        visitor = Client()  # a search counts in the session, which is then read and written
        counts[size] = [queries_of(visitor, address) for address in pages]
    few, many = counts[3], counts[300]
    assert all(b <= a for a, b in zip(few, many, strict=True)), (few, many)


@pytest.mark.parametrize("address", [*PATHWAY, "/dispositifs/"])
def test_a_page_shown_to_somebody_who_has_answered(client: Client, address: str) -> None:
    fill(3)
    client.post("/parcours/questions/age/", {"answer": "15"})
    with_three = queries_of(client, address)
    fill(27)
    assert queries_of(client, address) <= with_three


def test_the_next_question(client: Client, django_assert_max_num_queries) -> None:
    fill(30)
    with django_assert_max_num_queries(MOST):
        assert client.get("/parcours/questions/").status_code == 302


def test_a_card(client: Client) -> None:
    """A card with thirty parts of each kind takes as many queries as one with a few."""
    first, *others = fill(4)
    address = f"/dispositifs/{first.slug}/"
    with_few = queries_of(client, address)
    for number in range(30):
        other = others[number % 3]
        first.steps.create(text="Encore.", organisation=other.steps.first().organisation)
        first.actors.create(role="operateur", organisation=other.steps.first().organisation)
        first.tips.create(text="Encore.")
    for other in others:
        first.outgoing_links.create(kind="follows", to_scheme=other)
        other.outgoing_links.create(kind="follows", to_scheme=first)
        first.compensations.add(other)
        first.stages.add(make_stage("emploi"))
        other.conditions.update(scheme=first, audience=None)
    make_criterion("handicap")
    assert queries_of(client, address) == with_few


def test_a_plain_card(client: Client, django_assert_max_num_queries) -> None:
    (scheme,) = fill(1)
    PlainVersion.objects.create(scheme=scheme)
    with django_assert_max_num_queries(4):
        assert client.get(f"/dispositifs/{scheme.slug}/falc/").status_code == 200
