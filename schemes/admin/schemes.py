"""The card of a scheme: one page, with all its parts."""

from django.contrib import admin
from django.forms import CheckboxSelectMultiple

from schemes.admin.base import LINES, PublicKeyAdmin, WideFields
from schemes.admin.freshness import FreshnessFilter, verified_today
from schemes.admin.help import SCHEME, Helped, with_sources
from schemes.admin.parts import (
    ActorInline,
    CitationInline,
    FigureInline,
    LinkInline,
    PlainInline,
    ResourceInline,
    StepInline,
    TipInline,
)
from schemes.admin.rule_desk import RuleDesk
from schemes.admin.rules import AudienceInline, ConditionInline, ExpectationInline
from schemes.admin.tables import TableAdmin
from schemes.admin.workflow import WorkflowAdmin
from schemes.models import Scheme
from schemes.tables.resources import SchemeTable

SECTIONS = (
    (
        "Identité",
        {
            "fields": (
                "slug",
                ("acronym", "name"),
                "aliases",
                ("nature", "legal_regime", "state"),
                "stages",
                "territory",
            )
        },
    ),
    (
        "Publication",
        {
            "fields": (
                ("publication", "needs_review"),
                "editor_note",
                ("verified_on", "review_every_months"),
                ("valid_from", "valid_until"),
                "updated_at",
            )
        },
    ),
    ("En bref", {"fields": ("summary", "for_whom", "objectives", "measure", "specifics")}),
    ("Ce qu'il apporte", {"fields": ("value_person", "value_employer", "value_training_body")}),
    (
        "Durée et rythme",
        {
            "fields": (
                ("duration_min", "duration_max", "duration_unit"),
                "duration_note",
                "rhythm",
                ("weekly_hours_min", "weekly_hours_max"),
            )
        },
    ),
    (
        "Pendant et après",
        {"fields": ("status_during", "income_during", "cost_left", "certifying", "leads_to")},
    ),
    ("Compensation du handicap", {"fields": ("compensations", "compensation_notes")}),
)


@admin.register(Scheme)
class SchemeAdmin(WorkflowAdmin, RuleDesk, TableAdmin, Helped, WideFields, PublicKeyAdmin):
    resource_classes = (SchemeTable,)
    list_display = (
        "title",
        "nature",
        "legal_regime",
        "state",
        "stage_names",
        "territory",
        "publication",
        "needs_review",
        "verified_on",
    )
    list_filter = (
        FreshnessFilter,
        "publication",
        "needs_review",
        "state",
        "nature",
        "legal_regime",
        "stages",
        ("territory", admin.RelatedOnlyFieldListFilter),
        "verified_on",  # as a filter: a hierarchy of dates reads every card, each time
    )
    list_select_related = ("territory",)
    search_fields = ("name", "acronym", "slug", "aliases", "summary")
    autocomplete_fields = ("territory", "compensations")
    readonly_fields = ("updated_at",)
    save_on_top = True
    actions = (verified_today,)
    wide = ("name", "summary", "for_whom")
    formfield_overrides = LINES
    fieldsets = with_sources(SECTIONS)
    help_of = SCHEME
    inlines = (
        StepInline,
        TipInline,
        FigureInline,
        ResourceInline,
        ActorInline,
        CitationInline,
        LinkInline,
        AudienceInline,
        ConditionInline,
        ExpectationInline,
        PlainInline,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("stages")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "stages":
            kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="dispositif", ordering="name")
    def title(self, scheme):
        return f"{scheme.title} (version de travail)" if scheme.is_working_copy else scheme.title

    @admin.display(description="étapes")
    def stage_names(self, scheme):
        return ", ".join(stage.name for stage in scheme.stages.all())
