"""With CACHE_URL, what one process counts every other knows; on a real Redis."""

import os
from uuid import uuid4

import pytest
import redis
from django.core.cache import caches
from django.test import Client, override_settings
from environs import Env

from schemes.api import SchemeList
from tests.conftest import missing

SERVER = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


@pytest.fixture
def shared(monkeypatch) -> dict:
    """The setting that CACHE_URL makes, with keys of this test alone."""
    try:
        redis.Redis.from_url(SERVER).ping()
    except redis.ConnectionError:
        missing("no Redis on this machine (TEST_REDIS_URL)")
    monkeypatch.setenv("CACHE_URL", SERVER)
    return {"default": {**Env().dj_cache_url("CACHE_URL"), "KEY_PREFIX": uuid4().hex}}


def test_two_processes_share_it(shared: dict) -> None:
    with override_settings(CACHES=shared):
        one, other = caches.create_connection("default"), caches.create_connection("default")
        one.set("clé", {"valeur": 1}, 30)
        assert other.get("clé") == {"valeur": 1}
        assert one is not other


@pytest.mark.django_db
def test_the_throttle_counts_across_processes(shared: dict, monkeypatch) -> None:
    (throttle,) = SchemeList.throttle_classes
    monkeypatch.setattr(throttle, "rate", "2/min", raising=False)
    with override_settings(CACHES=shared):
        codes = []
        for _ in range(3):
            monkeypatch.setattr(throttle, "cache", caches.create_connection("default"))
            codes.append(Client().get("/api/v1/dispositifs/").status_code)
    assert codes == [200, 200, 429]
