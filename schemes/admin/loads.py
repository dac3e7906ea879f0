"""The trace of what was loaded from the files."""

from django.contrib import admin

from schemes.admin.base import ReadOnlyAdmin
from schemes.models import CatalogueLoad


@admin.register(CatalogueLoad)
class CatalogueLoadAdmin(ReadOnlyAdmin):
    list_display = ("loaded_at", "digest")
    date_hierarchy = "loaded_at"
    search_fields = ("digest",)
