"""For probes: whether the process lives, and whether it can serve."""

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Asks nothing of anybody: a database that is down is no reason to restart the process."""
    return HttpResponse("En service.\n", content_type=PLAIN)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    obstacle = what_stands_in_the_way()
    if obstacle:
        return HttpResponse(f"{obstacle}\n", content_type=PLAIN, status=503)
    return HttpResponse("Prêt.\n", content_type=PLAIN)


def what_stands_in_the_way() -> str:
    """A sentence, or nothing; no detail of the database, which the log has."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        return "La base de données ne répond pas."
    if missing:
        return f"La base de données attend {len(missing)} migration(s) : lancez migrate."
    return ""
