"""What changed on a card, in plain words, for those who come back to it."""

from django.db import models

from schemes.models.scheme import Scheme


class CardChange(models.Model):
    """One change of a card: the day, and the parts of the card that it touched."""

    scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="changes", verbose_name="dispositif"
    )
    made_on = models.DateField("le")
    text = models.CharField("ce qui a changé", max_length=300)

    class Meta:
        verbose_name = "changement d'une fiche"
        verbose_name_plural = "changements des fiches"
        ordering = ("-made_on", "-id")

    def __str__(self):
        return f"{self.made_on:%d/%m/%Y} : {self.text}"
