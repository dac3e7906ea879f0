"""Counts what found no answer, once a session; the page never suffers from it."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.utils import timezone

from schemes.models import UnmetNeed, UnmetSearch
from schemes.search.results import Results
from schemes.unmet import kept_words

logger = logging.getLogger(__name__)

COUNTED = "counted"  # in the session: what it has been counted for already
MOST = 20  # things a session


def count_need(session, stage: str, status: str, department: str) -> None:
    """A pathway ended at `stage` with no open scheme."""
    today = timezone.localdate()
    _once(session, stage, lambda: UnmetNeed.objects.tally(today, stage, status, department))


def count_search(session, found: Results) -> None:
    """The words typed found nothing, of any kind."""
    if found.text and not found.hits and (words := kept_words(found.text)):
        today = timezone.localdate()
        _once(session, words, lambda: UnmetSearch.objects.tally(today, words))


def _once(session, thing: str, tally: Callable[[], None]) -> None:
    counted = session.get(COUNTED, [])
    if thing in counted or len(counted) >= MOST:
        return
    session[COUNTED] = [*counted, thing]
    try:
        with transaction.atomic():
            tally()
    except DatabaseError:
        logger.warning("A need without an answer could not be counted")
