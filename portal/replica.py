"""Public reads go to the replica, where there is one; whoever has written reads what she wrote."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

MAIN, REPLICA = "default", "replica"
ADMIN: Final = "/admin/"
CATALOGUE: Final = {
    "schemes",
    "pathways",
}  # accounts and sessions are always read from the main one
WROTE: Final = "a_ecrit"  # a cookie of a few seconds: longer than the replica lags behind
WROTE_FOR: Final = 30


@dataclass
class Reading:
    """Where one request reads; `wrote` once it has changed something of the catalogue."""

    alias: str
    wrote: bool = False


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


class ReplicaRouter:
    """Outside a request (commands, shells) everything is on the main database."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        reading = _reading.get()
        is_catalogue = model._meta.app_label in CATALOGUE  # noqa: SLF001 - documented API
        return reading.alias if reading and is_catalogue else MAIN

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        reading = _reading.get()
        if reading and model._meta.app_label in CATALOGUE:  # noqa: SLF001 - documented API
            reading.alias, reading.wrote = MAIN, True
        return MAIN

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # the same rows on both

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == MAIN


def replica_reads(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    if REPLICA not in settings.DATABASES:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        reading = Reading(REPLICA if _only_reads(request) else MAIN)
        token = _reading.set(reading)
        try:
            response = get_response(request)
        finally:
            _reading.reset(token)
        if reading.wrote:
            response.set_cookie(
                WROTE, "1", WROTE_FOR, secure=settings.SESSION_COOKIE_SECURE,
                httponly=True, samesite="Lax",
            )  # fmt: skip
        return response

    return middleware


def _only_reads(request: HttpRequest) -> bool:
    is_safe = request.method in {"GET", "HEAD"}
    return is_safe and WROTE not in request.COOKIES and not request.path_info.startswith(ADMIN)
