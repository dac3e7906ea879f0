"""Sources, organisations, contacts and glossary."""

from django.contrib import admin

from schemes.admin.base import LINES, PublicKeyAdmin, StackedPart
from schemes.admin.tables import TableAdmin
from schemes.admin.tracing import TracedAdmin
from schemes.models import Contact, GlossaryTerm, Organisation, Source
from schemes.tables.resources import ContactTable, GlossaryTable


@admin.register(Source)
class SourceAdmin(PublicKeyAdmin):
    list_display = ("title", "publisher", "year", "url")
    list_filter = ("year",)
    search_fields = ("title", "publisher", "slug")


class ContactInline(StackedPart):
    model = Contact
    autocomplete_fields = ("territory",)
    known = ("organisation",)
    fieldsets = (
        (None, {"fields": (("position", "label"), ("role", "territory"))}),
        (None, {"fields": (("phone", "email"), "form_url", "address", "note")}),
    )


@admin.register(Organisation)
class OrganisationAdmin(PublicKeyAdmin):
    list_display = ("name", "acronym", "kind", "network", "url")
    list_filter = ("kind", "territories__kind")
    list_select_related = ("network",)
    search_fields = ("name", "acronym", "slug")
    autocomplete_fields = ("network", "territories", "source")
    inlines = (ContactInline,)
    fieldsets = (
        ("Identité", {"fields": ("slug", "name", "acronym", "kind", "network", "territories")}),
        ("Ce qu'il fait", {"fields": ("description", "sectors", "offers")}),
        ("En ligne", {"fields": ("url", "directory_url")}),
        ("Source", {"fields": ("source", "place")}),
    )


@admin.register(Contact)
class ContactAdmin(TableAdmin, TracedAdmin):
    resource_classes = (ContactTable,)
    list_display = ("label", "organisation", "role", "territory", "phone", "email")
    list_filter = ("role", "territory__kind")
    list_select_related = ("organisation", "territory")
    search_fields = ("label", "organisation__name", "organisation__acronym", "phone", "email")
    autocomplete_fields = ("organisation", "territory")


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(TableAdmin, PublicKeyAdmin):
    resource_classes = (GlossaryTable,)
    list_display = ("term", "expansion", "scheme", "source")
    list_filter = (("scheme", admin.EmptyFieldListFilter), "source")
    list_select_related = ("scheme", "source")
    search_fields = ("term", "expansion", "aliases", "definition")
    autocomplete_fields = ("scheme", "source")
    formfield_overrides = LINES
