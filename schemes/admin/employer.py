"""The employer's entrance: situations with what they say, propose and whom they call."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm

from schemes.admin.base import (
    JSON,
    LINES,
    OwnedAdmin,
    PublicKeyAdmin,
    StackedPart,
    TabularPart,
    owner,
)
from schemes.employer import typical_profile
from schemes.models import EmployerCall, EmployerPoint, EmployerProposal, EmployerSituation
from schemes.profile import ProfileError
from schemes.rulebook import load_vocabulary


class SituationForm(ModelForm):
    """Refuses a typical employee that the questions do not know."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        statuses, profile = data.get("statuses"), data.get("profile") or {}
        if isinstance(statuses, list) and isinstance(profile, dict):
            self._check(statuses, profile)
        return data

    def _check(self, statuses: list, profile: dict) -> None:
        vocabulary = load_vocabulary()
        for status in statuses:
            try:
                typical_profile(status, profile, vocabulary)
            except ProfileError as error:
                for key, messages in error.errors.items():
                    field = "statuses" if key == "statuts" else "profile"
                    self.add_error(field, ValidationError(f"{key} : {' '.join(messages)}"))
                return


class PointInline(StackedPart):
    model = EmployerPoint
    autocomplete_fields = ("organisation", "source")
    fieldsets = (
        (None, {"fields": (("position", "kind"), "text", "organisation", ("source", "place"))}),
    )


class ProposalInline(TabularPart):
    model = EmployerProposal
    fields = ("position", "scheme", "why")
    autocomplete_fields = ("scheme",)
    known = ("situation",)


class CallInline(TabularPart):
    model = EmployerCall
    fields = ("position", "organisation", "why")
    autocomplete_fields = ("organisation",)
    known = ("situation",)


@admin.register(EmployerSituation)
class EmployerSituationAdmin(PublicKeyAdmin):
    form = SituationForm
    list_display = ("label", "kind", "position", "question")
    list_filter = ("kind",)
    search_fields = ("label", "question", "answer")
    inlines = (PointInline, ProposalInline, CallInline)
    fieldsets = (
        ("Identité", {"fields": ("slug", ("kind", "position"), "label", "question")}),
        ("Réponse", {"fields": ("promise", "answer", "limits", ("link_label", "link_url"))}),
        ("La personne type", {"fields": ("statuses", "profile")}),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("statuses", "profile"):
            kwargs |= next(iter((LINES if db_field.name == "statuses" else JSON).values()))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(EmployerPoint)
class EmployerPointAdmin(OwnedAdmin):
    list_display = ("__str__", owner("situation"), "kind", "source", "place")
    list_filter = ("kind", "source")
    list_select_related = ("situation", "source")
    search_fields = ("text", "situation__label")
    autocomplete_fields = ("situation", "organisation", "source")


@admin.register(EmployerProposal)
class EmployerProposalAdmin(OwnedAdmin):
    list_display = ("scheme", owner("situation"), "position", "why")
    list_select_related = ("situation", "scheme")
    search_fields = ("why", "situation__label", "scheme__name", "scheme__acronym")
    autocomplete_fields = ("situation", "scheme")


@admin.register(EmployerCall)
class EmployerCallAdmin(OwnedAdmin):
    list_display = ("organisation", owner("situation"), "position", "why")
    list_select_related = ("situation", "organisation")
    search_fields = ("why", "situation__label", "organisation__name")
    autocomplete_fields = ("situation", "organisation")
