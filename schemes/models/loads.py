"""The trace of what was loaded from the files."""

from django.db import models


class CatalogueLoad(models.Model):
    """One loading of fixtures/: the digest of the files tells whether they changed since."""

    digest = models.CharField("empreinte des fichiers", max_length=64)
    loaded_at = models.DateTimeField("chargé le", auto_now_add=True)

    class Meta:
        verbose_name = "chargement du catalogue"
        verbose_name_plural = "chargements du catalogue"
        get_latest_by = "id"
        ordering = ("-id",)

    def __str__(self):
        return f"{self.loaded_at:%d/%m/%Y %H:%M}"
