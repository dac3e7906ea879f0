"""What search engines are told of the pathway: where it starts, its stages, the typical ones."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from schemes.models import Journey, Stage


class Start(Sitemap):
    def items(self):
        return ["start", "stages"]

    def location(self, name):
        return reverse(f"pathways:{name}")


class Stages(Sitemap):
    def items(self):
        return Stage.objects.all()


class Journeys(Sitemap):
    def items(self):
        return Journey.objects.order_by("slug")

    def location(self, journey):
        return reverse("pathways:journey", args=[journey.slug])


SITEMAPS = {"parcours": Start, "etapes": Stages, "parcours-types": Journeys}
