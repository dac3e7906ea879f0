"""The catalogue's list as it is filtered and sorted: one narrow row a published card."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import models
from django.db.models import Case, Count, Q, Value, When

from schemes.enums import LegalRegime, Nature, State
from schemes.models.reference import Territory
from schemes.models.scheme import Scheme
from schemes.openings import Openings

NEVER = date.min  # of a card that was never verified: sorts last on both databases


class OpeningsTable(models.Model):
    """For whom the cards that share these rules are not closed; see schemes/openings.py."""

    digest = models.CharField("empreinte", max_length=64, unique=True)
    axes = models.JSONField("axes")
    bits = models.TextField("cases")

    class Meta:
        verbose_name = "table des ouvertures"
        verbose_name_plural = "tables des ouvertures"

    def __str__(self):
        return self.digest

    @cached_property
    def openings(self) -> Openings:
        return Openings(tuple(tuple(axis) for axis in self.axes), self.bits)


def in_force(today: date, prefix: str = "") -> Q:
    """Not closed to everybody by their dates; `prefix` leads to the rows of the list."""
    started = Q((f"{prefix}valid_from", None)) | Q((f"{prefix}valid_from__lte", today))
    lasting = Q((f"{prefix}valid_until", None)) | Q((f"{prefix}valid_until__gte", today))
    return started & lasting


def serving(areas: Iterable[int], prefix: str = "") -> Q:
    """Of the territories `areas`, or placed by their table alone."""
    return Q((f"{prefix}area", None)) | Q((f"{prefix}area__in", areas))


class Alike(NamedTuple):
    """All that facets look at in a row of the list."""

    table_id: int
    state: str
    nature: str
    legal_regime: str
    stages: int
    is_in_force: int


class ListedQuerySet(models.QuerySet):
    def by_likeness(self, today: date) -> dict[Alike, list[int]]:
        """The ids of the cards that are alike; one query, one row a card."""
        found = defaultdict(list)
        for pk, *columns in self._told(today).values_list("pk", *Alike._fields):
            found[Alike(*columns)].append(pk)
        return dict(found)

    def count_by_likeness(self, today: date) -> dict[Alike, int]:
        """How many cards are alike; one query, one row for all that are."""
        counted = self._told(today).values(*Alike._fields).annotate(count=Count("*"))
        return {Alike(*columns): n for *columns, n in counted.values_list(*Alike._fields, "count")}

    def _told(self, today: date):
        is_in_force = Case(When(in_force(today), then=Value(1)), default=Value(0))
        return self.order_by().annotate(is_in_force=is_in_force)


class ListedCard(models.Model):
    """What the list's filters and orders read of a published card.

    Written by schemes/listing_index.py, never by hand. `stages` has one bit a stage, in the order
    of StageSlug; `area` is the territory outside which the card is closed, where `table` leaves
    that to it.
    """

    scheme = models.OneToOneField(
        Scheme, models.CASCADE, primary_key=True, related_name="listed", verbose_name="dispositif"
    )
    table = models.ForeignKey(
        OpeningsTable,
        models.PROTECT,
        db_index=False,
        related_name="cards",
        verbose_name="ouvertures",
    )
    area = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="territoire",
    )
    state = models.CharField("état", max_length=20, choices=State)
    nature = models.CharField("nature", max_length=20, choices=Nature)
    legal_regime = models.CharField("droit", max_length=20, choices=LegalRegime)
    stages = models.PositiveSmallIntegerField("étapes")
    valid_from = models.DateField("valable à partir du", null=True)
    valid_until = models.DateField("valable jusqu'au", null=True)
    first_stage = models.PositiveSmallIntegerField("première étape")
    sort_name = models.CharField("nom, pour le tri", max_length=200)
    verified_on = models.DateField("vérifié le", default=NEVER)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de la liste"
        verbose_name_plural = "lignes de la liste"
        indexes = [
            models.Index(fields=["first_stage", "sort_name", "scheme"], name="listed_pathway"),
            models.Index(fields=["sort_name", "scheme"], name="listed_name"),
            models.Index(fields=["-verified_on", "sort_name", "scheme"], name="listed_verified"),
        ]

    def __str__(self):
        return str(self.scheme)
