"""What the portal writes by itself, to be read only: loads, journal of the cards, search index."""

from django.contrib import admin

from schemes.admin.base import ReadOnlyAdmin
from schemes.models import CardChange, CatalogueLoad, SearchEntry, SearchWord


@admin.register(CatalogueLoad)
class CatalogueLoadAdmin(ReadOnlyAdmin):
    list_display = ("loaded_at", "digest")
    date_hierarchy = "loaded_at"
    search_fields = ("digest",)


@admin.register(CardChange)
class CardChangeAdmin(ReadOnlyAdmin):
    list_display = ("made_on", "scheme", "text")
    list_select_related = ("scheme",)
    date_hierarchy = "made_on"
    search_fields = ("text", "scheme__name", "scheme__acronym")


@admin.register(SearchEntry)
class SearchEntryAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "is_historic")
    list_filter = ("kind",)
    search_fields = ("title",)


@admin.register(SearchWord)
class SearchWordAdmin(ReadOnlyAdmin):
    list_display = ("word", "length")
    search_fields = ("word",)
