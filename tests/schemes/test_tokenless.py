"""Home, cards and their plain version are the same for all: their forms do without a token."""

import re

import pytest
from django.test import Client

from schemes.models import PlainVersion
from tests.factories import make_criterion, make_scheme, make_stage

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
OURS = ({"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"})
THEIRS = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    {"origin": "http://ailleurs.example"},
    {"origin": "https://testserver"},
    {"origin": "null"},
    {},
)
FORMS = {  # address: what is sent, the page whose form has a token, what is then in the session
    "/parcours/plan/ajouter/": ({"dispositif": "ptp"}, "/parcours/plan/", "plan"),
    "/parcours/": ({"voix": "moi"}, "/parcours/", "voice"),
    "/mots-simples/": ({"actif": "1", "suite": ""}, "/mots-simples/", "mots_simples"),
}
EACH = pytest.mark.parametrize("address", FORMS)


@pytest.fixture(autouse=True)
def card(db):
    make_criterion()
    make_stage()
    scheme = make_scheme("ptp")
    PlainVersion.objects.create(scheme=scheme, what=["Une aide."])
    return scheme


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("address", ["/", "/dispositifs/ptp/", "/dispositifs/ptp/falc/"])
def test_their_pages_hold_no_token_and_hand_out_no_cookie(client: Client, address: str) -> None:
    page = client.get(address)
    assert "<form" in page.content.decode()
    assert not TOKEN.search(page.content.decode())
    assert not page.cookies
    assert "ETag" in page


@EACH
@pytest.mark.parametrize("headers", OURS, ids=str)
def test_a_form_of_ours_goes_through(client: Client, address: str, headers: dict) -> None:
    sent, _, key = FORMS[address]
    assert client.post(address, sent, headers=headers).status_code == 302
    assert key in client.session


@EACH
@pytest.mark.parametrize("headers", THEIRS, ids=str)
def test_a_form_of_another_site_does_nothing(client: Client, address: str, headers: dict) -> None:
    sent, instead, key = FORMS[address]
    answer = client.post(address, sent, headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, instead)
    assert key not in client.session


@EACH
def test_an_old_browser_finds_a_form_with_a_token_there(client: Client, address: str) -> None:
    sent, _, key = FORMS[address]
    page = client.post(address, sent, follow=True)
    assert "refaites ce choix sur cette page" in page.content.decode()
    token = TOKEN.search(page.content.decode())[1]
    assert client.post(address, {**sent, "csrfmiddlewaretoken": token}).status_code == 302
    assert key in client.session


@EACH
def test_a_token_that_is_not_ours_is_refused(client: Client, address: str) -> None:
    sent, _, key = FORMS[address]
    answer = client.post(address, {**sent, "csrfmiddlewaretoken": "a" * 64})
    assert answer.status_code == 403
    assert key not in client.session
