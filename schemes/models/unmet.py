"""Counters of needs without an answer: never a profile, nothing under five is shown."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.crypto import salted_hmac

from schemes.dates import add_months, month_of
from schemes.enums import StageSlug
from schemes.unmet import LEAST, MONTHS_KEPT, Cell, kept_words


class MonthlyQuerySet(models.QuerySet):
    def closed(self, today: date):
        """The last twelve whole months: a month that still grows would tell of each visitor."""
        month = month_of(today)
        return self.filter(month__lt=month, month__gte=add_months(month, -MONTHS_KEPT))

    def shown(self, today: date):
        return self.closed(today).filter(count__gte=LEAST)

    def forget_old(self, today: date) -> None:
        self.filter(month__lt=add_months(month_of(today), -MONTHS_KEPT)).delete()

    def row_of(self, today: date, **key: str):
        """The row of this month for `key`; a new one sends those that are too old away."""
        row, is_new = self.get_or_create(month=month_of(today), **key)
        if is_new:
            self.forget_old(today)
        return self.filter(pk=row.pk)


class UnmetNeedQuerySet(MonthlyQuerySet):
    def tally(self, today: date, stage: str, status: str, department: str) -> None:
        row = self.row_of(today, stage=stage, status=status, department=department)
        row.update(count=F("count") + 1)

    def cells(self) -> dict[Cell, int]:
        names = ("month", "stage", "status", "department")
        rows = self.values_list(*names, "count")
        return {Cell(*key): count for *key, count in rows}


class UnmetNeed(models.Model):
    """How many pathways of a month ended with no open scheme at a stage."""

    month = models.DateField("mois")
    stage = models.CharField("étape", max_length=20, choices=StageSlug)
    status = models.CharField("situation", max_length=40, blank=True)
    department = models.CharField("département", max_length=10, blank=True)
    count = models.PositiveIntegerField("nombre", default=0)

    objects = UnmetNeedQuerySet.as_manager()

    class Meta:
        verbose_name = "besoin sans réponse"
        verbose_name_plural = "besoins sans réponse"
        ordering = ("-month", "stage", "status", "department")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "stage", "status", "department"],
                name="unmet_need_once",
                violation_error_message="Ce compteur existe déjà.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=StageSlug.values),
                name="unmet_need_stage_known",
                violation_error_message="Cette étape n'existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.month:%m/%Y}, {self.get_stage_display()} : {self.count}"


class UnmetSearchQuerySet(MonthlyQuerySet):
    def tally(self, today: date, text: str) -> None:
        """Count `text` by its trace; its words are written once LEAST visitors typed them."""
        if words := kept_words(text):
            trace = salted_hmac("schemes.unmet", words, algorithm="sha256").hexdigest()
            is_common = When(count__gte=LEAST - 1, then=Value(words))
            row = self.row_of(today, trace=trace)
            row.update(count=F("count") + 1, words=Case(is_common, default=F("words")))


class UnmetSearch(models.Model):
    """How many searches of a month found nothing for the same words.

    `trace` is a keyed digest: of words that fewer than five visitors typed, nothing can be read.
    """

    month = models.DateField("mois")
    trace = models.CharField("empreinte", max_length=64)
    words = models.CharField("mots", max_length=120, blank=True)
    count = models.PositiveIntegerField("nombre", default=0)

    objects = UnmetSearchQuerySet.as_manager()

    class Meta:
        verbose_name = "recherche sans résultat"
        verbose_name_plural = "recherches sans résultat"
        ordering = ("-month", "-count", "words")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "trace"],
                name="unmet_search_once",
                violation_error_message="Ce compteur existe déjà.",
            ),
        ]

    def __str__(self):
        return f"{self.month:%m/%Y}, {self.words} : {self.count}"
