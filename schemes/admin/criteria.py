"""The vocabulary of answers: public, so that what conditions rest on is never taken away."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from schemes.admin.base import JSON, OwnedAdmin, PublicKeyAdmin, StackedPart, owner
from schemes.admin.rule_confirmation import RulesConfirmed
from schemes.forms import CriterionForm
from schemes.models import CaseType, Criterion, CriterionOption, Scheme


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


def is_read(criterion: Criterion) -> bool:
    """By a condition, a typical person, or a question that waits for its answer."""
    return (
        criterion.conditions.exists()
        or criterion.exceptions.exists()
        or CaseType.objects.filter(profile__has_key=criterion.key).exists()
        or Criterion.objects.filter(asked_when__criterion=criterion.key).exists()
    )


@admin.register(Criterion)
class CriterionAdmin(RulesConfirmed, PublicKeyAdmin):
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

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and is_read(obj))

    def get_actions(self, request):
        """Deleted one by one: whether something reads it is told of each."""
        actions = super().get_actions(request)
        return {name: action for name, action in actions.items() if name != "delete_selected"}

    def cards(self, request: HttpRequest, object_id: str | None) -> QuerySet[Scheme]:
        found = self.get_object(request, unquote(object_id)) if object_id else None
        return Scheme.objects.unarchived().reading(found) if found else Scheme.objects.none()


@admin.register(CriterionOption)
class CriterionOptionAdmin(RulesConfirmed, PublicKeyAdmin, OwnedAdmin):
    public_key = "value"
    list_display = ("label", owner("criterion"), "value", "advisable", "position")
    list_filter = ("advisable",)
    list_select_related = ("criterion",)
    search_fields = ("label", "value", "criterion__label", "criterion__key")
    autocomplete_fields = ("criterion", "helped_by")

    def has_delete_permission(self, request, obj=None):
        return False

    def cards(self, request: HttpRequest, object_id: str | None) -> QuerySet[Scheme]:
        found = self.get_object(request, unquote(object_id)) if object_id else None
        cards = Scheme.objects.unarchived()
        return cards.reading(found.criterion) if found else cards
