"""The Atom feed: the cards that were checked or changed last."""

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format

from schemes.models import Scheme

MOST_ITEMS = 30


class LatestCards(Feed):
    feed_type = Atom1Feed
    language = "fr"
    title = "Itinéraire formation : fiches vérifiées ou modifiées"
    subtitle = "Les dispositifs de formation dont la fiche a été relue ou changée en dernier."
    link = reverse_lazy("schemes:catalogue")
    feed_url = reverse_lazy("feed")

    def items(self):
        return Scheme.objects.published().order_by("-updated_at", "slug")[:MOST_ITEMS]

    def item_title(self, scheme):
        return scheme.title

    def item_description(self, scheme):
        if not scheme.verified_on:
            return scheme.summary
        return f"{scheme.summary} Fiche vérifiée le {date_format(scheme.verified_on, 'j F Y')}."

    def item_updateddate(self, scheme):
        return scheme.updated_at
