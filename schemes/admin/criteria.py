"""The vocabulary of answers: public, so that what conditions rest on is never taken away."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm

from schemes.admin.base import JSON, OwnedAdmin, PublicKeyAdmin, StackedPart, owner
from schemes.forms import CriterionForm
from schemes.models import Criterion, CriterionOption


class OptionForm(ModelForm):
    """The value of an answer is written once: conditions and profiles hold it."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["value"].disabled = self.instance.pk is not None


class OptionInline(StackedPart):
    model = CriterionOption
    form = OptionForm
    fieldsets = (
        (None, {"fields": (("position", "value"), ("label", "label_short"), "hint")}),
        (None, {"fields": (("advisable", "change"),)}),
    )
    show_change_link = True  # the schemes that help to it are chosen on its own page

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Criterion)
class CriterionAdmin(PublicKeyAdmin):
    public_key = "key"
    form = CriterionForm
    list_display = ("label", "key", "type", "group", "sensitive", "changeable", "position")
    list_filter = ("type", "group", "sensitive", "changeable")
    search_fields = ("label", "key", "question")
    autocomplete_fields = ("follows",)
    formfield_overrides = JSON
    inlines = (OptionInline,)
    fieldsets = (
        ("Identité", {"fields": ("key", "label", ("type", "group", "position"), "about")}),
        ("Question", {"fields": ("question", "question_self", "hint", "why")}),
        ("Nombre", {"fields": (("minimum", "maximum", "unit"),)}),
        ("Protection et changement", {"fields": (("sensitive", "changeable"),)}),
        ("Enchaînement", {"fields": ("follows", "asked_when", "exclusive")}),
    )

    def get_readonly_fields(self, request, obj=None):
        """Another type would make nonsense of the conditions that are written."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "type") if obj else fields


@admin.register(CriterionOption)
class CriterionOptionAdmin(PublicKeyAdmin, OwnedAdmin):
    public_key = "value"
    list_display = ("label", owner("criterion"), "value", "advisable", "position")
    list_filter = ("advisable",)
    list_select_related = ("criterion",)
    search_fields = ("label", "value", "criterion__label", "criterion__key")
    autocomplete_fields = ("criterion", "helped_by")

    def has_delete_permission(self, request, obj=None):
        return False
