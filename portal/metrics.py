"""How many requests, answered how and how fast, for Prometheus; nothing of who asked what."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

NO_ROUTE: Final = "aucune"  # refused before a page was found: one label, whatever the address
METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

requests = Counter("portail_requests", "Requêtes servies", ["method", "route", "status"])
durations = Histogram("portail_request_seconds", "Durée d'une requête", ["route"], buckets=SECONDS)


def method_label(method: str | None) -> str:
    """A closed list: whoever invents methods must not invent time series."""
    return method if method in METHODS else "AUTRE"


def count(method: str | None, route: str, status: int, seconds: float) -> None:
    requests.labels(method_label(method), route, status).inc()
    durations.labels(route).observe(seconds)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Behind METRICS_TOKEN; without one in the environment, there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404("Aucune mesure n'est publiée.")
    if not constant_time_compare(
        request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    ):
        refusal = HttpResponse("Jeton absent ou faux.\n", "text/plain; charset=utf-8", status=401)
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    """What all processes of gunicorn counted; alone, what this one did."""
    if not settings.METRICS_SHARED:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return registry
