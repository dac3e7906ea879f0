"""Rules of access: publics, conditions, case types and the verdicts expected of them."""

from django.contrib import admin
from django.db.models import Count
from django.forms import BaseInlineFormSet
from django.utils.functional import cached_property

from schemes.admin.base import (
    JSON,
    KnownForm,
    OwnedAdmin,
    PublicKeyAdmin,
    StackedPart,
    TabularPart,
    WideFields,
    owner,
)
from schemes.admin.guard import AdministratorsInline, CardGuard
from schemes.forms import CaseTypeForm, ConditionForm
from schemes.models import Audience, CaseType, Condition, Expectation
from schemes.rulebook import load_vocabulary

EVERYBODY = "Tous les publics"

SENTENCES = ("wording", "unless_wording", "place")
OWN_TEST = (("criterion", "operator", "value"),)
EXCEPTION = (("unless_criterion", "unless_operator", "unless_value"), "unless_wording")
PROVENANCE = (("source", "place", "checked_on"),)


class AudienceInline(TabularPart):
    model = Audience
    fields = ("position", "key", "label")
    known = ("scheme",)


class ConditionFormSet(BaseInlineFormSet):
    """Reads the vocabulary once for all its forms, and only when one has to be checked."""

    @cached_property
    def vocabulary(self):
        return load_vocabulary()

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        return {**kwargs, "vocabulary": self.vocabulary} if self.is_bound else kwargs


class ConditionInlineForm(KnownForm, ConditionForm):
    pass


class ConditionInline(WideFields, StackedPart):
    model = Condition
    form = ConditionInlineForm
    formset = ConditionFormSet
    formfield_overrides = JSON
    wide = SENTENCES
    autocomplete_fields = ("criterion", "unless_criterion", "source")
    fieldsets = (
        (None, {"fields": (("position", "audience", "scope"), "wording", *OWN_TEST)}),
        ("Sauf si", {"fields": EXCEPTION}),
        ("D'où vient la condition", {"fields": PROVENANCE}),
    )

    def get_formset(self, request, obj=None, **kwargs):
        """Only the publics of this card, read once: a new one appears after it is saved."""
        formset = super().get_formset(request, obj, **kwargs)
        audiences = Audience.objects.filter(scheme=obj) if obj else Audience.objects.none()
        field = formset.form.base_fields["audience"]
        field.queryset = audiences
        field.choices = [("", EVERYBODY), *((a.pk, a.label) for a in audiences)]
        return formset


class ExpectationInline(TabularPart):
    model = Expectation
    fields = ("case_type", "verdict", "reason")
    autocomplete_fields = ("case_type",)
    known = ("scheme",)


class CaseExpectationInline(AdministratorsInline, TabularPart):
    model = Expectation
    fields = ("scheme", "verdict", "reason")
    autocomplete_fields = ("scheme",)
    known = ("case_type",)


@admin.register(Audience)
class AudienceAdmin(CardGuard, OwnedAdmin):
    list_display = ("label", owner("scheme"), "key", "position")
    list_select_related = ("scheme",)
    search_fields = ("label", "key", "scheme__name", "scheme__acronym")
    autocomplete_fields = ("scheme",)


@admin.register(Condition)
class ConditionAdmin(CardGuard, WideFields, OwnedAdmin):
    form = ConditionForm
    list_display = (
        "wording",
        owner("scheme"),
        "audience_label",
        "criterion",
        "scope",
        "checked_on",
    )
    list_filter = ("scope", "criterion", "operator", "source")
    list_select_related = ("scheme", "audience", "criterion")
    search_fields = ("wording", "unless_wording", "scheme__name", "scheme__acronym", "place")
    date_hierarchy = "checked_on"
    formfield_overrides = JSON
    wide = SENTENCES
    autocomplete_fields = ("scheme", "audience", "criterion", "unless_criterion", "source")
    fieldsets = (
        (None, {"fields": (("scheme", "audience"), ("position", "scope"), "wording", *OWN_TEST)}),
        ("Sauf si", {"fields": EXCEPTION}),
        ("D'où vient la condition", {"fields": PROVENANCE}),
    )

    @admin.display(description="public", ordering="audience__label")
    def audience_label(self, condition):
        return condition.audience.label if condition.audience else EVERYBODY


@admin.register(CaseType)
class CaseTypeAdmin(PublicKeyAdmin):
    form = CaseTypeForm
    list_display = ("slug", "label", "expected")
    search_fields = ("slug", "label")
    formfield_overrides = JSON
    inlines = (CaseExpectationInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(count=Count("expectations"))

    @admin.display(description="verdicts attendus", ordering="count")
    def expected(self, case):
        return case.count


@admin.register(Expectation)
class ExpectationAdmin(CardGuard, OwnedAdmin):
    list_display = (owner("case_type"), owner("scheme"), "verdict")
    list_filter = ("verdict",)
    list_select_related = ("case_type", "scheme")
    search_fields = ("case_type__label", "case_type__slug", "scheme__name", "scheme__acronym")
    autocomplete_fields = ("case_type", "scheme")
