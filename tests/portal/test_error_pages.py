"""The error pages: French, readable, a way back, nothing of what went wrong inside."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import include, path

from schemes.refusals import Refusal
from tests.factories import make_stage

pytestmark = pytest.mark.django_db

SECRET = "mot-de-passe-de-la-base"


def broken(request):
    raise RuntimeError(SECRET)


def forbidden(request):
    raise PermissionDenied(SECRET)


def suspicious(request):
    raise SuspiciousOperation(SECRET)


def refused(request):
    raise Refusal("Demandez à un relecteur.")


handler403 = "portal.views.permission_denied"
urlpatterns = [
    path("refus/", refused),
    path("panne/", broken),
    path("interdit/", forbidden),
    path("louche/", suspicious),
    path("", include("portal.urls")),
]


@pytest.fixture(autouse=True)
def _our_urls(settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


ERRORS = [
    ("/louche/", 400, "Demande incomprise"),
    ("/?q=%00", 400, "Demande incomprise"),
    ("/dispositifs/?" + "q=a&" * 6_000, 400, "Demande incomprise"),
    ("/interdit/", 403, "Accès refusé"),
    ("/inconnu/", 404, "Page introuvable"),
    ("/dispositifs/inconnu/", 404, "Page introuvable"),
    ("/parcours/questions/inconnue/", 404, "Page introuvable"),
    ("/parcours/etapes/inconnue/", 404, "Page introuvable"),
    ("/panne/", 500, "Panne passagère"),
]


@pytest.mark.parametrize(("address", "status", "title"), ERRORS, ids=[e[0][:40] for e in ERRORS])
def test_an_error_is_told_in_french_with_a_way_back(client, address, status, title):
    response = client.get(address)
    assert response.status_code == status
    html = response.content.decode()
    assert '<html lang="fr">' in html
    assert re.findall(r"<h1>(.*?)</h1>", html) == [title]
    assert f"<title>{title} – Itinéraire formation</title>" in html
    assert 'href="/"' in html
    assert 'href="/contacts/"' in html, "always somebody to call"


@pytest.mark.parametrize("address", ["/louche/", "/interdit/", "/panne/"])
def test_the_reason_stays_inside(client, address):
    html = client.get(address).content.decode()
    assert SECRET not in html
    assert "Traceback" not in html


def test_a_refusal_meant_for_the_reader_says_why(client):
    response = client.get("/refus/")
    assert response.status_code == 403
    assert "Demandez à un relecteur." in response.content.decode()


def test_a_form_without_its_token_is_refused_in_french_and_stores_nothing(client):
    response = client.post("/parcours/effacer/")
    assert response.status_code == 403
    html = response.content.decode()
    assert "<h1>Ce formulaire n'est plus valable</h1>" in html
    assert "rien n'a été enregistré" in html
    assert "sessionid" not in response.cookies


def test_a_form_with_its_token_goes_through(client):
    make_stage()
    html = client.get("/parcours/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html).group(1)
    sent = {"voix": "moi", "csrfmiddlewaretoken": token}
    assert client.post("/parcours/", sent).status_code == 302


def test_another_host_is_refused_in_french(client):
    response = client.get("/", headers={"host": "ailleurs.example"})
    assert response.status_code == 400
    assert "Demande incomprise" in response.content.decode()


def test_the_page_of_a_breakdown_asks_nothing_of_what_may_be_broken(client):
    """Neither the database, nor a template tag, nor a static file with its hash."""
    html = client.get("/panne/").content.decode()
    assert not re.search(r"<(?:link|img|script)\b", html)


@pytest.mark.parametrize("address", ["/inconnu/", "/interdit/", "/louche/", "/panne/"])
def test_an_error_carries_the_security_headers(client, address):
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
