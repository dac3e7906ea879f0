"""Counters of needs without an answer: whole months, nothing under five."""

from django.contrib import admin
from django.utils import timezone

from schemes.admin.base import ReadOnlyAdmin
from schemes.models import UnmetNeed, UnmetSearch


class CounterAdmin(ReadOnlyAdmin):
    def get_queryset(self, request):
        return super().get_queryset(request).shown(timezone.localdate())


@admin.register(UnmetNeed)
class UnmetNeedAdmin(CounterAdmin):
    list_display = ("month", "stage", "status", "department", "count")
    list_filter = ("stage",)
    search_fields = ("status", "department")


@admin.register(UnmetSearch)
class UnmetSearchAdmin(CounterAdmin):
    list_display = ("month", "words", "count")
    search_fields = ("words",)
    fields = ("month", "words", "count")
