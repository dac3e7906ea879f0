"""No parameter of ours, nor of Django's, leads a visitor to another site."""

from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.factories import make_criterion, make_scheme, make_stage

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://ailleurs.example/",
    "http://ailleurs.example/",
    "//ailleurs.example/",
    "///ailleurs.example/",
    "/\\ailleurs.example/",
    "\\\\ailleurs.example/",
    "/\t/ailleurs.example/",
    "https:ailleurs.example",
    "https:///ailleurs.example",
    "http://testserver@ailleurs.example/",
    "http://testserver.ailleurs.example/",
    " https://ailleurs.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/dispositifs/\r\nLocation: https://ailleurs.example/",
    "ailleurs",  # no name of a view either
    "{{ 7|add:7 }}",
    "admin:index",
]


def assert_stays(response) -> None:
    """Where it redirects at all, it is to a path of this site."""
    assert response.status_code < 500
    location = response.headers.get("Location", "/")
    assert location.startswith("/"), location
    assert location[1:2] not in {"/", "\\", "\t"}, location
    assert "\n" not in location


@pytest.fixture
def client() -> Client:
    make_criterion()
    make_scheme("ptp")
    make_stage()
    return Client()


@pytest.mark.parametrize("place", ELSEWHERE)
class TestRedirects:
    def test_after_an_answer(self, client, place) -> None:
        form = {"answer": "reconnu", "retour": place, "etape": place}
        assert_stays(client.post("/parcours/questions/handicap/", form))

    def test_after_a_scheme_is_added_to_the_plan(self, client, place) -> None:
        form = {"dispositif": "ptp", "retour": place}
        assert_stays(client.post("/parcours/plan/ajouter/", form))

    def test_after_the_switch_to_plain_words(self, client, place) -> None:
        response = client.post("/mots-simples/", {"actif": "1", "suite": place})
        assert response.status_code == 302
        assert_stays(response)

    def test_after_signing_in(self, client, place) -> None:
        get_user_model().objects.create_superuser("redaction", password="mot-de-passe-long")
        form = {"username": "redaction", "password": "mot-de-passe-long", "next": place}
        response = client.post("/admin/login/", form)
        if response.status_code == 302:
            assert_stays(response)

    def test_when_a_path_only_lacks_its_slash(self, client, place) -> None:
        for path in (f"/{place}", f"/dispositifs/{place}"):
            assert_stays(client.get(quote(path)))


@pytest.mark.parametrize("parameter", ["next", "retour", "suite", "url", "redirect", "continue"])
@pytest.mark.parametrize("path", ["/", "/parcours/", "/dispositifs/", "/admin/", "/contacts/"])
def test_a_page_that_is_only_read_leads_nowhere_else(client, path, parameter) -> None:
    assert_stays(client.get(path, {parameter: "https://ailleurs.example/"}))
