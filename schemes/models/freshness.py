"""Which cards an editor should look at again: verbs of the schemes' queryset."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear

from schemes.dates import MONTHS_A_YEAR

A_MONTH = 32  # more days than any month has: months and days in one number, in the right order


def _rank(year, month, day):
    return (year * MONTHS_A_YEAR + month) * A_MONTH + day


class FreshnessVerbs(models.QuerySet):
    def late(self, today: date):
        """Never verified, or longer ago than the card's own number of months; see `due_on`.

        The sum is done with numbers: the two databases add months to dates in different ways.
        """
        verified = [part("verified_on") for part in (ExtractYear, ExtractMonth, ExtractDay)]
        due = _rank(*verified) + F("review_every_months") * A_MONTH
        return self.alias(due=due).filter(
            Q(verified_on=None) | Q(due__lte=_rank(today.year, today.month, today.day))
        )

    def without_plain(self):
        return self.filter(plain__isnull=True)

    def to_review(self):
        """Marked by an editor as holding a point to be checked."""
        return self.filter(needs_review=True)
