"""The version of the catalogue: what was worked out of one version holds until the next."""

from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from django.db import InterfaceError, OperationalError, connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

THE_ONE = 1
# Written out: each public page waits for it, and the ORM takes longer to put it than to ask it.
STORED = "SELECT id, stamp, changed_at FROM schemes_catalogueversion WHERE id = %s"


class Version(NamedTuple):
    """`stamp` is never seen twice, not even after a transaction that was taken back."""

    stamp: str
    changed_at: datetime


class CatalogueVersion(models.Model):
    """One row, changed in the transaction of each save: readers see both or neither."""

    stamp = models.UUIDField("version")
    changed_at = models.DateTimeField("modifié le")

    class Meta:
        verbose_name = "version du catalogue"
        verbose_name_plural = "versions du catalogue"

    def __str__(self):
        return str(self.stamp)

    @classmethod
    def read(cls) -> Version | None:
        """One query; None of a catalogue that nobody has written yet.

        Pages ask it first of all, and kept ones nothing else: it finds out by itself whether the
        connection still holds, where Django would ask the database before, each time.
        """
        connection = connections[router.db_for_read(cls)]
        if connection.in_atomic_block:
            return cls._stored()
        connection.health_check_done = True
        try:
            return cls._stored()
        except (InterfaceError, OperationalError):
            if not _is_broken(connection):
                raise
            connection.close()  # the next query opens another
            return cls._stored()

    @classmethod
    def _stored(cls) -> Version | None:
        for row in cls.objects.raw(STORED, [THE_ONE]):
            return Version(str(row.stamp), row.changed_at)
        return None

    @classmethod
    def renew(cls) -> None:
        """Whatever was worked out is to be worked out again."""
        values = {"stamp": uuid4(), "changed_at": timezone.now()}
        if not cls.objects.filter(pk=THE_ONE).update(**values):
            cls.objects.bulk_create([cls(pk=THE_ONE, **values)], ignore_conflicts=True)


def _is_broken(connection: BaseDatabaseWrapper) -> bool:
    """Once open, and cut off since: opening another may do, where waiting for a lock would not."""
    return connection.connection is not None and not connection.is_usable()
