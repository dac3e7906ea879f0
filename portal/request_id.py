"""A name for each request: in its answer, in every line logged on its behalf, in its duration."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from portal import metrics

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")

current: ContextVar[str] = ContextVar("request_id", default="")
log = logging.getLogger(__name__)


def observe(get_response: Callable[[HttpRequest], HttpResponse]):
    """First of all middleware, so that what the others refuse is named and counted too.

    The line says which page answered, never which address was asked for: routes hold no token.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        name = given if SANE.fullmatch(given) else uuid.uuid4().hex
        token, started = current.set(name), time.perf_counter()
        try:
            response = get_response(request)
            response.headers[HEADER] = name
            _tell(request, response.status_code, time.perf_counter() - started)
        finally:
            current.reset(token)
        return response

    return middleware


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    match = request.resolver_match
    route = f"/{match.route}" if match else metrics.NO_ROUTE
    metrics.count(request.method, route, status, seconds)
    told = {"route": route, "status": status, "milliseconds": round(seconds * 1000)}
    log.info("%s %s %s", metrics.method_label(request.method), route, status, extra=told)


class WithRequestId(logging.Filter):
    """Gives each record the name of the request that it was logged for."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
