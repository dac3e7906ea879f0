"""What search engines are told of the catalogue: its pages, cards, employers, experience."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from schemes.models import EmployerSituation, Initiative, Scheme


class CataloguePages(Sitemap):
    def items(self):
        return ["catalogue", "employer", "contacts", "glossary", "initiatives"]

    def location(self, name):
        return reverse(f"schemes:{name}")


class Cards(Sitemap):
    limit = 10_000  # a page

    def items(self):
        return Scheme.objects.published().order_by("slug").only("slug", "updated_at")

    def lastmod(self, scheme):
        return scheme.updated_at

    def get_latest_lastmod(self):
        return self.items().aggregate(latest=Max("updated_at"))["latest"]


class PlainCards(Cards):
    def items(self):
        return super().items().filter(plain__isnull=False)

    def location(self, scheme):
        return reverse("schemes:plain", args=[scheme.slug])


class Initiatives(Sitemap):
    def items(self):
        return Initiative.objects.order_by("slug")


class EmployerSituations(Sitemap):
    def items(self):
        return EmployerSituation.objects.order_by("slug")


SITEMAPS = {
    "catalogue": CataloguePages,
    "dispositifs": Cards,
    "mots-simples": PlainCards,
    "employeurs": EmployerSituations,
    "retours-d-experience": Initiatives,
}
