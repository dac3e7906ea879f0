"""The portal's own middleware: nothing kept of a pathway, nothing broken by NUL."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        request.session["answers"] = {"age": 45}
    return HttpResponse("bonjour")


urlpatterns = [path("", page), path("parcours/", page), path("api/v1/criteres/", page)]


@pytest.fixture(autouse=True)
def _our_urls(settings) -> None:
    settings.ROOT_URLCONF = __name__


def cache_control(response: HttpResponse) -> set[str]:
    return set(filter(None, response.headers.get("Cache-Control", "").split(", ")))


@pytest.mark.parametrize("address", ["/parcours/", "/parcours/inconnu/"])
def test_no_page_of_the_pathway_is_kept(client: Client, address: str) -> None:
    assert cache_control(client.get(address)) == {"private", "no-store"}


def test_a_page_shown_without_answers_may_be_kept(client: Client) -> None:
    assert not cache_control(client.get("/"))


@pytest.mark.django_db
def test_no_page_is_kept_once_there_are_answers(client: Client) -> None:
    client.post("/parcours/")
    assert cache_control(client.get("/")) == {"private", "no-store"}


def test_nul_in_an_address_is_a_bad_request(client: Client) -> None:
    assert client.get("/?q=a%00b").status_code == 400
    assert client.get("/%00").status_code == 400


def test_nul_in_an_address_of_the_api_is_explained_in_json(client: Client) -> None:
    response = client.get("/api/v1/criteres/?q=%00")
    assert response.status_code == 400
    assert "caractère nul" in response.json()["detail"]


@pytest.mark.django_db
def test_nul_in_the_session_cookie_is_a_bad_request() -> None:
    client = Client(headers={"cookie": r'sessionid="\000aaaaaaaaaaaaaaaa"'})
    assert client.get("/").status_code == 400


@pytest.mark.parametrize("text", ["%01%1F%7F", "%F0%9F%98%80", "%ED%A0%80", "%25%30%30", "%"])
def test_other_odd_characters_go_through(client: Client, text: str) -> None:
    assert client.get(f"/?q={text}").status_code == 200
