"""Addresses for machines: robots, feed readers, probes."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal import health, machine_files, metrics
from portal.sitemaps import SITEMAPS
from schemes.feeds import LatestCards

urlpatterns = [
    path("sitemap.xml", machine_files.site_map, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
    path("flux.atom", LatestCards(), name="feed"),
    path("favicon.ico", machine_files.icon, name="icon"),
    path("robots.txt", machine_files.robots, name="robots"),
    path(".well-known/security.txt", machine_files.security, name="security"),
    path("sante/", health.live, name="live"),
    path("sante/pret/", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
