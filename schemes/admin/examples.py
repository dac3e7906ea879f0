"""What teaches by example: field experience, comparisons, typical pathways."""

from django.contrib import admin

from schemes.admin.base import LINES, OwnedAdmin, PublicKeyAdmin, StackedPart, TabularPart, owner
from schemes.forms import InitiativeForm, SafeJSONField
from schemes.models import Comparison, ComparisonCell, Initiative, Journey, JourneyStep


@admin.register(Initiative)
class InitiativeAdmin(PublicKeyAdmin):
    form = InitiativeForm
    list_display = ("title", "carrier", "territory", "year", "group", "source")
    list_filter = ("stages", "group", "year", "source")
    list_select_related = ("territory", "source")
    search_fields = ("title", "carrier", "summary", "programme")
    autocomplete_fields = ("territory", "stages", "schemes", "source")
    formfield_overrides = LINES
    fieldsets = (
        ("Identité", {"fields": ("slug", "title", "carrier", ("year", "period"))}),
        ("Lieu", {"fields": ("territory", "place_note")}),
        ("L'expérience", {"fields": ("summary", "public", "actions", "results", "figures")}),
        ("À retenir", {"fields": ("keys", "watchpoints")}),
        ("Classement", {"fields": (("group", "programme"), "stages", "schemes")}),
        ("Source", {"fields": (("source", "place"),)}),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "figures":
            kwargs["form_class"] = SafeJSONField
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class CellInline(TabularPart):
    model = ComparisonCell
    fields = ("position", "key", "label", "scheme", "text")
    autocomplete_fields = ("scheme",)


@admin.register(Comparison)
class ComparisonAdmin(PublicKeyAdmin):
    list_display = ("title", "source", "place")
    list_filter = ("source",)
    list_select_related = ("source",)
    search_fields = ("title", "intro")
    autocomplete_fields = ("source",)
    inlines = (CellInline,)


@admin.register(ComparisonCell)
class ComparisonCellAdmin(OwnedAdmin):
    list_display = ("label", "scheme", owner("comparison"), "position")
    list_select_related = ("scheme", "comparison")
    search_fields = ("label", "text", "scheme__name", "scheme__acronym")
    autocomplete_fields = ("comparison", "scheme")


class JourneyStepInline(StackedPart):
    model = JourneyStep
    known = ("journey",)
    fieldsets = (
        (None, {"fields": (("position", "key", "phase", "kind"), "title", "need", "text")}),
    )


@admin.register(Journey)
class JourneyAdmin(PublicKeyAdmin):
    list_display = ("title", "slug")
    search_fields = ("title",)
    formfield_overrides = LINES
    inlines = (JourneyStepInline,)


@admin.register(JourneyStep)
class JourneyStepAdmin(OwnedAdmin):
    list_display = ("title", owner("journey"), "phase", "kind", "position")
    list_filter = ("phase", "kind")
    list_select_related = ("journey",)
    search_fields = ("title", "need", "text")
    autocomplete_fields = ("journey", "organisations", "schemes")
