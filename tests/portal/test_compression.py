"""Pages travel compressed, and no two answers give away a secret by their length."""

import gzip

import pytest
from django.test import Client

from tests.factories import make_scheme

pytestmark = pytest.mark.django_db

ACCEPTS = {"accept-encoding": "gzip"}


def test_a_page_is_compressed_for_who_accepts_it(client):
    plain = client.get("/accessibilite/")
    packed = client.get("/accessibilite/", headers=ACCEPTS)
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert "Content-Encoding" not in plain


def test_caches_keep_both_apart(client):
    assert "Accept-Encoding" in client.get("/accessibilite/", headers=ACCEPTS)["Vary"]


def test_a_page_that_is_kept_is_kept_as_it_travels(settings):
    """Its bytes are the same each time: it holds no secret, see ADR 0004."""
    settings.KEPT_PAGES = 2
    make_scheme()  # a page is kept for a version of the catalogue
    client = Client()  # made after the setting
    first = client.get("/", headers=ACCEPTS)
    again = client.get("/", headers=ACCEPTS)
    plain = client.get("/")
    assert again.content == first.content
    assert again["Content-Length"] == str(len(again.content))
    assert gzip.decompress(again.content) == plain.content
    assert again["ETag"] == plain["ETag"]
    for answer in (first, again, plain):
        assert "Accept-Encoding" in answer["Vary"]
    assert "csrfmiddlewaretoken" not in plain.content.decode()


def test_the_length_of_a_page_with_a_token_varies_from_one_answer_to_the_next(client):
    """BREACH reads secrets from lengths: Django pads them at random and masks its tokens."""
    make_scheme("ptp")
    address = "/dispositifs/ptp/signaler/"
    assert "csrfmiddlewaretoken" in client.get(address).content.decode()
    lengths = {len(client.get(address, headers=ACCEPTS).content) for _ in range(20)}
    assert len(lengths) > 5
