"""Pages travel compressed, and no two answers give away a secret by their length."""

import gzip

import pytest

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


def test_the_length_of_a_page_varies_from_one_answer_to_the_next(client):
    """BREACH reads secrets from lengths: Django pads them at random and masks its tokens."""
    lengths = {len(client.get("/", headers=ACCEPTS).content) for _ in range(20)}
    assert len(lengths) > 5
