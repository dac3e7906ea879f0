"""Forms, parameters and addresses of the public site: no value makes an error of ours."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.conftest import EXAMPLES
from tests.fuzz.forms import LETTERS, TEXTS, Form, filled, walk
from tests.pages import fill

pytestmark = pytest.mark.django_db

PARAMETERS = [
    "q", "etape", "nature", "droit", "statut", "handicap", "departement", "etat", "tri", "page",
    "d", "role", "lettre", "retour", "complete", "groupe", "public", "terme", "p", "format", "lang",
    "version", "suite", "next", "type", "annee", "region", "dispositif", "vue",
]  # fmt: skip
PAGES = [
    "/", "/dispositifs/", "/dispositifs/{slug}/", "/dispositifs/{slug}/signaler/", "/comparer/",
    "/contacts/", "/glossaire/", "/retours-d-experience/", "/rh/", "/parcours/",
    "/parcours/questions/", "/parcours/questions/age/", "/parcours/questions/toutes/",
    "/parcours/reponses/", "/parcours/etapes/", "/parcours/etapes/formation/", "/parcours/plan/",
    "/parcours/plan/imprimer/", "/mots-simples/", "/a-propos/", "/sitemap.xml", "/flux.atom",
    "/robots.txt", "/exports/dispositifs.csv", "/exports/dispositifs.json",
    "/exports/data-inclusion.json", "/api/v1/dispositifs/", "/api/v1/contacts/",
    "/api/v1/glossaire/", "/api/v1/retours-d-experience/", "/api/v1/criteres/", "/api/v1/docs/",
]  # fmt: skip

within = settings(
    max_examples=EXAMPLES * 8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
queries = st.dictionaries(
    st.one_of(st.sampled_from(PARAMETERS), st.text(LETTERS, max_size=8)),
    st.lists(st.one_of(TEXTS, st.sampled_from(["59", "formation", "reconnu", "inscrit", "2"]))),
    max_size=5,
)


@pytest.fixture
def client() -> Client:
    """Somebody who has answered one question and begun a plan, on a site of three cards."""
    client = Client()
    schemes = fill(3)
    client.post("/parcours/questions/age/", {"answer": "45"})
    client.post("/parcours/plan/ajouter/", {"dispositif": schemes[0].slug})
    client.slug = schemes[0].slug
    return client


def answered(response) -> None:
    """Read to its end: what streams fails late."""
    if response.streaming:
        b"".join(response.streaming_content)
    assert response.status_code < 500


@pytest.fixture
def forms(client) -> list[Form]:
    return walk(client, 60)[1]


def test_every_form_takes_anything(client: Client, forms: list[Form]) -> None:
    assert len({form.address for form in forms if form.method == "post"}) > 8
    for form in forms:
        _fuzz(client, form)


def _fuzz(client: Client, form: Form) -> None:
    @settings(within, max_examples=EXAMPLES)
    @given(filled([form]))
    def send(pair) -> None:
        send_form = client.post if form.method == "post" else client.get
        answered(send_form(form.address, pair[1]))

    send()


@within
@given(page=st.sampled_from(PAGES), query=queries)
def test_every_page_takes_any_parameter(client: Client, page: str, query: dict) -> None:
    answered(client.get(page.format(slug=client.slug), query))


@within
@given(parts=st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=4))
def test_no_address_breaks(client: Client, parts: list[str]) -> None:
    answered(client.get(f"/{quote('/'.join(parts))}"))


@within
@given(data=st.data(), page=st.sampled_from(PAGES))
def test_no_header_breaks(client: Client, data, page: str) -> None:
    names = st.sampled_from(
        ["accept", "accept-language", "accept-encoding", "if-none-match", "if-modified-since",
         "range", "referer", "cookie", "x-forwarded-for", "x-request-id", "hx-request", "origin"]
    )  # fmt: skip
    values = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=40)
    headers = data.draw(st.dictionaries(names, values, max_size=4))
    answered(client.get(page.format(slug=client.slug), headers=headers))


def test_every_link_leads_somewhere(client: Client) -> None:
    """Questions included: filters, sorts, pages; `walk` asks for 200 of each."""
    addresses, _ = walk(client, EXAMPLES * 10)
    assert len(addresses) > 40
