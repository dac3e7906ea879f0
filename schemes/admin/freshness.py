"""Keeping cards fresh: what to look at again, « vérifié aujourd'hui », the answers of links."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from schemes.admin.base import ReadOnlyAdmin
from schemes.enums import Publication
from schemes.models import LinkCheck, Scheme


class FreshnessFilter(admin.SimpleListFilter):
    """The parts of the board, as lists."""

    title = "fraîcheur"
    parameter_name = "fraicheur"

    def lookups(self, request, model_admin):
        return (
            ("retard", "À revérifier"),
            ("sans-falc", "Sans version facile à lire"),
            ("point", "Point à vérifier"),
        )

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        in_force = queryset.published().current()
        chosen = {
            "retard": in_force.late(timezone.localdate()),
            "sans-falc": in_force.without_plain(),
            "point": queryset.exclude(publication=Publication.ARCHIVED).to_review(),
        }
        return chosen.get(self.value(), queryset)


@admin.action(description="Marquer vérifiés aujourd'hui", permissions=["change"])
def verified_today(model_admin, request: HttpRequest, queryset: QuerySet) -> None:
    schemes = list(queryset)
    for scheme in schemes:
        mark_verified(model_admin, request, scheme)
    messages.success(request, f"Fiches marquées vérifiées aujourd'hui : {len(schemes)}.")


def mark_verified(model_admin, request: HttpRequest, scheme: Scheme) -> None:
    """Saved one by one: what follows a save (index, history) follows this one too."""
    scheme.verified_on = timezone.localdate()
    scheme.save(update_fields=["verified_on"])
    model_admin.log_change(request, scheme, "Vérifié aujourd'hui.")


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ("url", "status", "detail", "failures", "last_seen", "checked_at", "moved_to")
    list_filter = ("status", "answer", ("moved_to", admin.EmptyFieldListFilter))
    search_fields = ("url", "moved_to")
    date_hierarchy = "checked_at"
