"""What serves the search: situations as people tell them, synonyms of everyday words."""

from django.contrib import admin

from schemes.admin.base import LINES, PublicKeyAdmin
from schemes.forms import SafeJSONField
from schemes.models import Situation, Synonym


@admin.register(Situation)
class SituationAdmin(PublicKeyAdmin):
    list_display = ("phrase", "voice", "scheme", "stage", "position")
    list_filter = ("voice", "stage")
    list_select_related = ("scheme", "stage")
    search_fields = ("phrase", "others", "keywords", "answer")
    autocomplete_fields = ("scheme", "stage")
    formfield_overrides = LINES
    fieldsets = (
        ("La situation", {"fields": ("slug", "phrase", "voice", "others", "keywords", "position")}),
        ("Où elle mène : un seul endroit", {"fields": ("answer", "scheme", "stage", "filters")}),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "filters":
            kwargs["form_class"] = SafeJSONField
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Synonym)
class SynonymAdmin(PublicKeyAdmin):
    list_display = ("slug", "words", "finds")
    search_fields = ("slug", "words", "finds")
    formfield_overrides = LINES
