"""What the editors' workshop keeps on a card: its working copy, its dates, its preview link."""

from django.db import models


class Edited(models.Model):
    """The columns of the workflow; no file of the catalogue holds them."""

    revises = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="revision",
        verbose_name="version de travail de",
    )
    revised_digest = models.CharField(
        "empreinte de la fiche copiée", max_length=64, blank=True, editable=False
    )
    publish_on = models.DateField("à publier le", null=True, blank=True, editable=False)
    preview_nonce = models.CharField("clé de l'aperçu", max_length=32, blank=True, editable=False)
    preview_until = models.DateField(
        "aperçu ouvert jusqu'au", null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_working_copy(self) -> bool:
        return self.revises_id is not None

    @property
    def working_copy(self):
        """The row that a change of this card is prepared on, or None."""
        return getattr(self, "revision", None)
