"""The whole site as search engines are told of it."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from pathways.sitemaps import SITEMAPS as PATHWAY
from schemes.sitemaps import SITEMAPS as CATALOGUE


class Pages(Sitemap):
    def items(self):
        return ["home", "about", "accessibility", "privacy", "legal", "api-docs"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"pages": Pages} | CATALOGUE | PATHWAY
