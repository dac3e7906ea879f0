"""manage.py migrate: one at a time on a same database; who comes second waits, then does the rest.

Two servers that are deployed together would otherwise make the same tables, and one would fail.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

LOCK: Final = 7_203_114  # any number, as long as nobody else takes it in this database
LONGEST: Final = 15 * 60  # seconds
BETWEEN: Final = 0.5
BUSY: Final = "Une autre migration est en cours : celle-ci attend."
TOO_LONG: Final = "Une autre migration est en cours depuis un quart d'heure. Relancez plus tard."


class Command(migrate.Command):
    """Django's own, behind a lock of PostgreSQL, which goes with the connection of its holder."""

    def handle(self, *args, **options):
        with self._alone(connections[options["database"]]):
            super().handle(*args, **options)

    @contextmanager
    def _alone(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            self._wait(cursor)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def _wait(self, cursor) -> None:
        """By asking again: the limit of migrations on locks would end a wait in the database."""
        deadline, told = time.monotonic() + LONGEST, False
        while not self._is_taken(cursor):
            if time.monotonic() > deadline:
                raise CommandError(TOO_LONG)
            if not told:
                self.stderr.write(BUSY)
            told = True
            time.sleep(BETWEEN)

    def _is_taken(self, cursor) -> bool:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return cursor.fetchone()[0]
