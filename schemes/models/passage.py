"""The trace of the workflow: who brought a card from which state to which, and why."""

from django.conf import settings
from django.db import models

from schemes.enums import Publication
from schemes.models.scheme import Scheme


class Passage(models.Model):
    """One passage of a card; `by` is empty for what a command did, or when the account is gone."""

    scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="passages", verbose_name="dispositif"
    )
    made_at = models.DateTimeField("le", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="par",
    )
    origin = models.CharField("de", max_length=20, choices=Publication)
    target = models.CharField("à", max_length=20, choices=Publication)
    reason = models.CharField("motif", max_length=500, blank=True)

    class Meta:
        verbose_name = "passage"
        ordering = ("-made_at", "-id")

    def __str__(self):
        return f"{self.get_origin_display()} → {self.get_target_display()}"
