"""The version of the catalogue: what was worked out of one version holds until the next."""

from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from django.db import models
from django.utils import timezone

THE_ONE = 1


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
        """One query; None of a catalogue that nobody has written yet."""
        row = cls.objects.filter(pk=THE_ONE).values_list("stamp", "changed_at").first()
        return Version(str(row[0]), row[1]) if row else None

    @classmethod
    def renew(cls) -> None:
        """Whatever was worked out is to be worked out again."""
        values = {"stamp": uuid4(), "changed_at": timezone.now()}
        if not cls.objects.filter(pk=THE_ONE).update(**values):
            cls.objects.bulk_create([cls(pk=THE_ONE, **values)], ignore_conflicts=True)
