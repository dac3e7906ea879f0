"""The API's JSON parser: every bad body is a clear French 4xx."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import path
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response


@api_view(["POST"])
def echo(request: Request) -> Response:
    return Response(request.data)


urlpatterns = [path("api/echo/", echo)]

TOO_LARGE = b'"' + b"a" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b'"'


@pytest.fixture(autouse=True)
def _our_urls(settings) -> None:
    settings.ROOT_URLCONF = __name__


def post(client: Client, body: bytes, content_type: str = "application/json"):
    return client.post("/api/echo/", data=body, content_type=content_type)


@pytest.mark.parametrize("value", [{}, [], True, "é", "😀", 1.5, {"a": [{"b": "\x01"}]}, "\x00"])
def test_json_goes_through_whole(client: Client, value: object) -> None:
    response = post(client, json.dumps(value).encode())
    assert response.status_code == 200
    assert response.json() == value


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b'{"profil": ', 400, "JSON valide (ligne 1, colonne 12)"),
        (b"{'a': 1}", 400, "JSON valide"),
        (b'"\xff"', 400, "UTF-8"),
        (rb'{"\ud800": 1}', 400, "UTF-8"),
        (b"[" * 100_000, 400, "niveaux"),
        (b"[" * 2_000 + b"]" * 2_000, 400, "niveaux"),
        (b"[NaN]", 400, "nombre"),
        (b"9" * 5_000, 400, "nombre"),
        (TOO_LARGE, 413, "volumineux"),
    ],
)
def test_a_bad_body_is_explained(client: Client, body: bytes, status: int, words: str) -> None:
    response = post(client, body)
    assert response.status_code == status
    assert words in response.json()["detail"]


def test_another_content_type_is_refused_in_french(client: Client) -> None:
    response = post(client, b"a=1", "application/x-www-form-urlencoded")
    assert response.status_code == 415
    assert "Type de média" in response.json()["detail"]
