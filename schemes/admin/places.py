"""Territories, stages and needs."""

from django.contrib import admin

from schemes.admin.base import PublicKey, PublicKeyAdmin, TabularPart
from schemes.admin.rule_confirmation import RulesConfirmed
from schemes.admin.tracing import TracedAdmin
from schemes.models import Need, Scheme, Stage, Territory


@admin.register(Territory)
class TerritoryAdmin(RulesConfirmed, PublicKey, admin.ModelAdmin):
    """The law draws them: no history is kept. To live in one is a condition of its cards."""

    list_display = ("name", "code", "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "code", "slug")
    autocomplete_fields = ("parent",)

    def cards(self, request, object_id):
        return Scheme.objects.unarchived()


class NeedInline(TabularPart):
    model = Need
    fields = ("position", "text")


@admin.register(Stage)
class StageAdmin(PublicKeyAdmin):
    list_display = ("name", "position", "question")
    search_fields = ("name", "question")
    inlines = (NeedInline,)


@admin.register(Need)
class NeedAdmin(TracedAdmin):
    list_display = ("text", "stage", "position")
    list_filter = ("stage",)
    list_select_related = ("stage",)
    search_fields = ("text",)
    autocomplete_fields = ("stage",)
