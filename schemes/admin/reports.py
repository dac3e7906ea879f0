"""The editors' queue: errors that readers report on cards."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from schemes.models import Report


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """New ones first; what a reader wrote is never rewritten."""

    list_display = ("created_at", "scheme", "part", "state", "excerpt", "answer_wanted")
    list_filter = ("state", "part", "created_at")
    list_select_related = ("scheme",)
    search_fields = ("scheme__name", "scheme__acronym", "scheme__slug", "text")
    date_hierarchy = "created_at"
    ordering = ("state", "-created_at", "-id")  # « nouveau » comes before « traite »
    autocomplete_fields = ("scheme",)
    actions = ("mark_done",)

    @admin.display(description="message")
    def excerpt(self, report: Report) -> str:
        return report.text[:120]

    @admin.display(description="réponse attendue", boolean=True)
    def answer_wanted(self, report: Report) -> bool:
        return bool(report.email)

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None):
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "scheme", "part", "text", "email", "created_at") if obj else fields

    @admin.action(description="Marquer comme traités, et effacer les courriels")
    def mark_done(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = queryset.update(state=Report.State.DONE, email="")
        messages.success(request, f"Signalements traités : {count}. Leurs courriels sont effacés.")

    def save_model(self, request: HttpRequest, obj: Report, form, change: bool) -> None:
        """The e-mail goes as soon as the report is dealt with, from the form too."""
        if obj.state == Report.State.DONE:
            obj.email = ""
        super().save_model(request, obj, form, change)
