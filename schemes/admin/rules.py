"""Rules of access: publics, conditions, case types and the verdicts expected of them."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Count
from django.forms import BaseInlineFormSet
from django.utils.functional import cached_property

from schemes.admin.base import (
    JSON,
    KnownForm,
    OwnedAdmin,
    PublicKeyAdmin,
    ReadOnlyAdmin,
    StackedPart,
    TabularPart,
    WideFields,
    owner,
)
from schemes.admin.guard import AdministratorsInline, CardGuard
from schemes.admin.help import AUDIENCE, CONDITION, Helped
from schemes.admin.rule_vocabulary import criterion_choices
from schemes.forms import CaseTypeForm, ConditionForm, ExpectedVerdictForm
from schemes.models import Audience, CaseType, Condition, Expectation
from schemes.rulebook import load_vocabulary

EVERYBODY = "Tous les publics"

OTHER_CARD = "Ce public n'est pas, ou n'est plus, un public de ce dispositif."
CRITERIA = ("criterion", "unless_criterion")
SENTENCES = ("wording", "unless_wording", "place")
OWN_TEST = (("criterion", "operator", "value"),)
EXCEPTION = (("unless_criterion", "unless_operator", "unless_value"), "unless_wording")
PROVENANCE = (("source", "place", "checked_on"),)


class AudienceInline(Helped, StackedPart):
    model = Audience
    classes = ()  # what stands beside its effect stays open
    fieldsets = ((None, {"fields": (("position", "key", "label"),)}),)
    help_of = AUDIENCE
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


def without_links(widget: RelatedFieldWidgetWrapper) -> None:
    """A closed list: what it holds is added, changed and struck out elsewhere."""
    widget.can_add_related = widget.can_change_related = False
    widget.can_delete_related = widget.can_view_related = False


class ConditionInline(Helped, WideFields, StackedPart):
    model = Condition
    form = ConditionInlineForm
    formset = ConditionFormSet
    classes = ()
    formfield_overrides = JSON
    wide = SENTENCES
    help_of = CONDITION
    autocomplete_fields = ("source",)
    known = ("criterion", "unless_criterion")
    fieldsets = (
        (None, {"fields": (("position", "audience", "scope"), "wording", *OWN_TEST)}),
        ("Sauf si", {"fields": EXCEPTION}),
        ("D'où vient la condition", {"fields": PROVENANCE}),
    )

    def get_formset(self, request, obj=None, **kwargs):
        """Only the publics of this card, read once: a new one appears after it is saved."""
        formset = super().get_formset(request, obj, **kwargs)
        if not self.has_change_permission(request, obj):
            return formset  # shown without fields
        audiences = Audience.objects.filter(scheme=obj) if obj else Audience.objects.none()
        field = formset.form.base_fields["audience"]
        field.queryset = audiences
        field.choices = [("", EVERYBODY), *((a.pk, a.label) for a in audiences)]
        field.error_messages["invalid_choice"] = OTHER_CARD
        criteria = criterion_choices()
        for name in CRITERIA:
            formset.form.base_fields[name].choices = criteria
        for name in ("audience", *CRITERIA):
            without_links(formset.form.base_fields[name].widget)
        return formset


class ExpectationInlineForm(KnownForm, ExpectedVerdictForm):
    pass


class ExpectationInline(TabularPart):
    model = Expectation
    form = ExpectationInlineForm
    fields = ("case_type", "verdict", "reason")
    autocomplete_fields = ("case_type",)
    known = ("scheme",)


class CaseExpectationInline(AdministratorsInline, TabularPart):
    model = Expectation
    form = ExpectationInlineForm
    fields = ("scheme", "verdict", "reason")
    autocomplete_fields = ("scheme",)
    known = ("case_type",)


class RuleAdmin(ReadOnlyAdmin, OwnedAdmin):
    """A piece of rules, found across all cards: it is written on its card, beside its effect."""

    change_form_template = "admin/schemes/rule_part.html"
    readonly_fields = ("card",)

    @admin.display(description="dispositif")
    def card(self, row):
        return row.scheme.title


@admin.register(Audience)
class AudienceAdmin(RuleAdmin):
    list_display = ("label", owner("scheme"), "key", "position")
    list_select_related = ("scheme",)
    search_fields = ("label", "key", "scheme__name", "scheme__acronym")
    fields = ("card", "position", "key", "label")


@admin.register(Condition)
class ConditionAdmin(RuleAdmin):
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
    fieldsets = (
        (None, {"fields": (("card", "audience"), ("position", "scope"), "wording", *OWN_TEST)}),
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
    form = ExpectedVerdictForm
    list_display = (owner("case_type"), owner("scheme"), "verdict")
    list_filter = ("verdict",)
    list_select_related = ("case_type", "scheme")
    search_fields = ("case_type__label", "case_type__slug", "scheme__name", "scheme__acronym")
    autocomplete_fields = ("case_type", "scheme")
