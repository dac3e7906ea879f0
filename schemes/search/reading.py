"""The connection that a search reads from: the replica's where public pages read from it."""

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from schemes.models.search import SearchEntry


def reading_connection() -> BaseDatabaseWrapper:
    return connections[router.db_for_read(SearchEntry)]
