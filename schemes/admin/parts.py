"""The parts of cards: edited on the card, listed here across all cards."""

from django.contrib import admin

from schemes.admin.base import LINES, OwnedAdmin, StackedPart, TabularPart, owner
from schemes.admin.guard import CardGuard
from schemes.admin.tracing import TracedAdmin
from schemes.models import (
    Actor,
    Citation,
    Figure,
    PlainVersion,
    Resource,
    SchemeLink,
    Step,
    Tip,
)


class StepInline(TabularPart):
    model = Step
    fields = ("position", "text", "organisation", "upstream")
    autocomplete_fields = ("organisation",)


class TipInline(TabularPart):
    model = Tip
    fields = ("position", "text")


class FigureInline(TabularPart):
    model = Figure
    fields = ("position", "key", "label", "minimum", "maximum", "unit", "note")


class ResourceInline(TabularPart):
    model = Resource
    fields = ("position", "label", "url", "kind")


class ActorInline(TabularPart):
    model = Actor
    fields = ("position", "role", "organisation", "label", "note")
    autocomplete_fields = ("organisation",)


class CitationInline(TabularPart):
    model = Citation
    fields = ("position", "source", "place")
    autocomplete_fields = ("source",)


class LinkInline(TabularPart):
    model = SchemeLink
    fk_name = "from_scheme"
    fields = ("position", "kind", "to_scheme", "note", "common_knowledge")
    autocomplete_fields = ("to_scheme",)
    known = ("from_scheme",)
    verbose_name_plural = "liens vers d'autres dispositifs"


class PlainInline(StackedPart):
    model = PlainVersion
    formfield_overrides = LINES


class PartAdmin(CardGuard, OwnedAdmin):
    """A part of a card, found across all cards."""

    list_select_related = ("scheme",)
    autocomplete_fields = ("scheme",)

    def get_search_fields(self, request):
        return (*super().get_search_fields(request), "scheme__name", "scheme__acronym")


@admin.register(Step)
class StepAdmin(PartAdmin):
    list_display = ("__str__", owner("scheme"), "position", "organisation", "upstream")
    list_filter = ("upstream",)
    list_select_related = ("scheme", "organisation")
    search_fields = ("text",)
    autocomplete_fields = ("scheme", "organisation")


@admin.register(Tip)
class TipAdmin(PartAdmin):
    list_display = ("__str__", owner("scheme"), "position")
    search_fields = ("text",)


@admin.register(Figure)
class FigureAdmin(PartAdmin):
    list_display = ("label", "key", owner("scheme"), "minimum", "maximum", "unit")
    list_filter = ("unit",)
    search_fields = ("label", "key")


@admin.register(Resource)
class ResourceAdmin(PartAdmin):
    list_display = ("label", "kind", owner("scheme"), "url")
    list_filter = ("kind",)
    search_fields = ("label", "url")


@admin.register(Actor)
class ActorAdmin(PartAdmin):
    list_display = ("name", "role", owner("scheme"), "organisation")
    list_filter = ("role",)
    list_select_related = ("scheme", "organisation")
    search_fields = ("label", "organisation__name", "organisation__acronym")
    autocomplete_fields = ("scheme", "organisation")

    @admin.display(description="acteur")
    def name(self, actor):
        return actor.name


@admin.register(Citation)
class CitationAdmin(PartAdmin):
    list_display = (owner("scheme"), "source", "place")
    list_filter = ("source",)
    list_select_related = ("scheme", "source")
    search_fields = ("place", "source__title")
    autocomplete_fields = ("scheme", "source")


@admin.register(SchemeLink)
class SchemeLinkAdmin(CardGuard, TracedAdmin):
    card = "from_scheme"
    list_display = ("from_scheme", "kind", "to_scheme", "common_knowledge")
    list_filter = ("kind", "common_knowledge")
    list_select_related = ("from_scheme", "to_scheme")
    search_fields = (
        "from_scheme__name",
        "from_scheme__acronym",
        "to_scheme__name",
        "to_scheme__acronym",
        "note",
    )
    autocomplete_fields = ("from_scheme", "to_scheme")


@admin.register(PlainVersion)
class PlainVersionAdmin(PartAdmin):
    list_display = (owner("scheme"), "reviewed_by", "reviewed_on")
    list_filter = (("reviewed_on", admin.EmptyFieldListFilter),)
    search_fields = ("what", "reviewed_by")
    date_hierarchy = "reviewed_on"
    formfield_overrides = LINES

    def has_add_permission(self, request):
        """Begun on the card, where the second of two who write it at once is told."""
        return False
