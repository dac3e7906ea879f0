"""The catalogue in the admin, one module a subject."""

from django.contrib import admin

from schemes.admin import (
    criteria,
    employer,
    examples,
    freshness,
    loads,
    parts,
    places,
    reference,
    reports,
    rules,
    schemes,
    search,
    unmet,
    workflow,
)

__all__ = [
    "criteria",
    "employer",
    "examples",
    "freshness",
    "loads",
    "parts",
    "places",
    "reference",
    "reports",
    "rules",
    "schemes",
    "search",
    "unmet",
    "workflow",
]

admin.site.site_header = "Itinéraire formation – administration"
admin.site.site_title = "Administration"
admin.site.index_title = "Catalogue et comptes"
admin.site.empty_value_display = "–"
