"""What the portal writes by itself, to be read only: loads, journal of the cards, indexes."""

from django.contrib import admin

from schemes.admin.base import ReadOnlyAdmin
from schemes.models import (
    CardChange,
    CatalogueLoad,
    CatalogueVersion,
    ListedCard,
    OpeningsTable,
    SearchEntry,
    SearchWord,
)


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


@admin.register(ListedCard)
class ListedCardAdmin(ReadOnlyAdmin):
    list_display = ("scheme", "state", "valid_from", "valid_until", "verified_on")
    list_select_related = ("scheme",)
    search_fields = ("sort_name",)
    show_full_result_count = False


@admin.register(OpeningsTable)
class OpeningsTableAdmin(ReadOnlyAdmin):
    list_display = ("digest", "axes")
    search_fields = ("digest",)


@admin.register(CatalogueVersion)
class CatalogueVersionAdmin(ReadOnlyAdmin):
    list_display = ("stamp", "changed_at")
    search_fields = ("stamp",)
