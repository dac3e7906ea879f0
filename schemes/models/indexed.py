"""What the search follows."""

from django.db import models, transaction


class Indexed(models.Model):
    """Saved together with what the search holds of it: both, or neither.

    The index is written by a signal, which Django sends after the transaction of a lone `save()`.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
