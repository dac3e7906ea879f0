"""Sessions: what expires is gone from the database too."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_session_lasts_two_hours_after_its_last_use() -> None:
    store = SessionStore()
    store["answers"] = {"age": 45}
    store.save()
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=119) < left <= timedelta(hours=2)
    assert settings.SESSION_SAVE_EVERY_REQUEST, "else the two hours run from the first answer"


def test_a_new_session_deletes_the_expired_ones_and_no_other() -> None:
    expired, current = SessionStore(), SessionStore()
    for store in (expired, current):
        store.create()
    Session.objects.filter(pk=expired.session_key).update(expire_date=timezone.now())
    newest = SessionStore()
    newest.create()
    assert set(Session.objects.values_list("pk", flat=True)) == {
        current.session_key,
        newest.session_key,
    }
