"""What is known of each address that the catalogue sends readers to."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from schemes.links.outcome import Answer, Outcome

CONFIRMED_BY = 3  # failures, each on a day of its own


class LinkCheckQuerySet(models.QuerySet):
    def broken(self):
        return self.filter(status=LinkCheck.Status.BROKEN)

    def doubtful(self):
        return self.filter(status=LinkCheck.Status.DOUBTFUL)

    def moved(self):
        return self.filter(status=LinkCheck.Status.OK).exclude(moved_to="")

    def keep_only(self, urls: Iterable[str]) -> None:
        """Follow `urls`: add those that are new, forget those that no page holds any more."""
        known = set(self.values_list("url", flat=True))
        urls = set(urls)
        self.bulk_create([LinkCheck(url=url) for url in sorted(urls - known)])
        for url in sorted(known - urls):
            self.filter(url=url).delete()

    def waiting_longest(self):
        """Never checked first, then the longest ago."""
        return self.order_by(F("checked_at").asc(nulls_first=True), "pk")


class LinkCheck(models.Model):
    """One address, with its last answer.

    A failure alone says nothing: a link is broken once « absent » (404, 410) was answered on
    CONFIRMED_BY days in a row, doubtful after as many days of silence or refusal. Another kind of
    failure, or an answer, starts the count anew.
    """

    class Status(models.TextChoices):
        NEW = "nouveau", "Pas encore vérifié"
        OK = "repond", "Répond"
        PENDING = "a-confirmer", "Échec à confirmer"
        BROKEN = "casse", "Cassé"
        DOUBTFUL = "douteux", "Douteux"

    url = models.URLField("adresse", max_length=1000, unique=True)
    status = models.CharField("état", max_length=12, choices=Status, default=Status.NEW)
    answer = models.CharField("dernière réponse", max_length=12, choices=Answer, blank=True)
    detail = models.CharField("précision", max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField("jours d'échec de suite", default=0)
    failed_on = models.DateField("dernier échec le", null=True, blank=True)
    moved_to = models.URLField("déplacé à", max_length=1000, blank=True)
    first_seen = models.DateField("suivi depuis le", default=timezone.localdate)
    last_seen = models.DateField("a répondu le", null=True, blank=True)
    checked_at = models.DateTimeField("vérifié le", null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "vérification de lien"
        verbose_name_plural = "vérifications de liens"
        ordering = ("url",)
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["nouveau", "repond", "a-confirmer", "casse", "douteux"]),
                name="link_check_status_known",
                violation_error_message="Cet état n'existe pas.",
            ),
        ]

    def __str__(self):
        return self.url

    def note(self, outcome: Outcome, now: datetime) -> None:
        """Take in the answer of `now`; save it."""
        today = timezone.localdate(now)
        if outcome.answer == Answer.OK:
            self._works(outcome, today)
        else:
            self._fails(outcome, today)
        self.answer, self.detail, self.checked_at = outcome.answer, outcome.detail, now
        self.save()

    def _works(self, outcome: Outcome, today) -> None:
        self.status, self.last_seen, self.moved_to = self.Status.OK, today, outcome.moved_to
        self.failures, self.failed_on = 0, None

    def _fails(self, outcome: Outcome, today) -> None:
        if outcome.answer != self.answer:
            self.failures, self.failed_on = 0, None
        if self.failed_on != today:
            self.failures, self.failed_on = self.failures + 1, today
        confirmed = {Answer.GONE: self.Status.BROKEN, Answer.UNSURE: self.Status.DOUBTFUL}
        is_confirmed = self.failures >= CONFIRMED_BY
        self.status = confirmed[outcome.answer] if is_confirmed else self.Status.PENDING
