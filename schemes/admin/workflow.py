"""The workflow on the page of a card: its buttons, what they do, and the trace that they leave."""

from functools import cached_property

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import CharField, DateField, DateInput, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from schemes import previews, working_copies
from schemes.admin.base import ReadOnlyAdmin, owner
from schemes.admin.guard import check_may_edit
from schemes.catalogue.faults import CardUnreadable
from schemes.enums import Publication
from schemes.models import Passage, Scheme
from schemes.passing import Request, may_edit, pass_on, situation_of
from schemes.refusals import Refusal
from schemes.workflow import ADMINISTER, Refused, open_transitions

SHOWN_PASSAGES = 8
ANOTHER_DID = "Cette fiche n'existe plus : quelqu'un l'a publiée ou abandonnée entre-temps."


class PassForm(Form):
    """Where to, why, and from which day; the buttons are the choices."""

    vers = CharField(max_length=20)
    motif = CharField(max_length=400, required=False)
    le = DateField(required=False, widget=DateInput({"type": "date"}))


class Panel:
    """What the workflow shows of a card to one person."""

    def __init__(self, scheme: Scheme, user):
        self.scheme = scheme
        self.user = user

    @cached_property
    def situation(self):
        return situation_of(self.scheme, self.user)

    @property
    def transitions(self):
        return open_transitions(self.situation)

    @property
    def can_publish(self) -> bool:
        return any(t.target == Publication.PUBLISHED for t in self.transitions)

    @property
    def asks_reason(self) -> bool:
        return any(t.asks_reason for t in self.transitions)

    @property
    def blockers(self):
        return self.situation.blockers

    @property
    def is_overtaken(self) -> bool:
        return working_copies.OVERTAKEN in self.blockers and self.situation.can_edit

    @property
    def waits_for_another(self) -> bool:
        state = self.situation
        is_waiting = self.scheme.publication == Publication.TO_REVIEW
        return is_waiting and state.is_own and state.another_can_publish

    @property
    def can_prepare(self) -> bool:
        return working_copies.is_revisable(self.scheme) and _may_write(self.user)

    @property
    def can_duplicate(self) -> bool:
        return _may_write(self.user)

    @property
    def copy(self):
        return self.scheme.working_copy

    @property
    def passages(self):
        return self.scheme.passages.select_related("by")[:SHOWN_PASSAGES]

    @property
    def audiences(self):
        return self.scheme.audiences.all() if self.situation.can_edit else ()

    @property
    def can_preview(self) -> bool:
        return not self.scheme.is_published and _may_write(self.user)

    @property
    def preview_path(self) -> str:
        """The secret link, while it works."""
        if not (self.can_preview and previews.is_open(self.scheme, timezone.localdate())):
            return ""
        return reverse("schemes:preview", args=[previews.token_of(self.scheme)])


def _may_write(user) -> bool:
    return user.has_perm("schemes.add_scheme") and user.has_perm("schemes.submit_scheme")


class WorkflowAdmin:
    """Mixed into the admin of cards."""

    def get_urls(self):
        actions = {
            "passage": self.pass_view,
            "version-de-travail": self.prepare_view,
            "rattraper": self.catch_up_view,
            "abandonner": self.drop_view,
            "dupliquer": self.duplicate_view,
            "apercu": self.preview_view,
            "publics/<int:audience>/dupliquer": self.duplicate_audience_view,
        }
        ours = [
            path(
                f"<int:pk>/{address}/",
                self.admin_site.admin_view(require_POST(_told(view))),
                name=f"schemes_scheme_{view.__name__}",
            )
            for address, view in actions.items()
        ]
        return [*ours, *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "publication")

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_edit(request.user, obj))

    def has_import_permission(self, request):
        """A file may name public cards, which only an administrator changes without a review."""
        return super().has_import_permission(request) and request.user.has_perm(ADMINISTER)

    def get_view_on_site_url(self, obj=None):
        """Only what is published has a page; the rest has its preview."""
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    def get_export_queryset(self, request):
        return super().get_export_queryset(request).filter(revises=None)

    def get_search_results(self, request, queryset, search_term):
        """No card is linked to a working copy, which goes one day."""
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(revises=None)
        return super().get_search_results(request, queryset, search_term)

    def get_deleted_objects(self, objs, request):
        """What the portal itself writes of a card goes with it."""
        told, counts, needed, protected = super().get_deleted_objects(objs, request)
        return told, counts, needed - self._written_by_the_portal(), protected

    def _written_by_the_portal(self) -> set[str]:
        """The names of rows that nobody may delete by themselves."""
        models = filter(self.admin_site.is_registered, self.opts.app_config.get_models())
        return {
            model._meta.verbose_name  # noqa: SLF001 - documented API
            for model in models
            if isinstance(self.admin_site.get_model_admin(model), ReadOnlyAdmin)
        }

    def change_view(self, request, object_id, form_url="", extra_context=None):
        scheme = self.get_object(request, object_id)
        panel = Panel(scheme, request.user) if scheme else None
        context = {"panel": panel, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def pass_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = PassForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Donnez un motif de 400 signes au plus, et une vraie date.")
            return self._back(pk)
        asked = Request(*(form.cleaned_data[name] for name in ("vers", "motif", "le")))
        scheme = pass_on(pk, request.user, asked, timezone.localdate())
        told = scheme.get_publication_display().lower()
        if scheme.publish_on:
            told = f"à publier le {scheme.publish_on:%d/%m/%Y}"
        messages.success(request, f"« {scheme} » : {told}.")
        return self._back(scheme.pk)

    def prepare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        scheme = self._written(request, pk)
        if not working_copies.is_revisable(scheme):
            raise Refusal("Seule une fiche publiée se modifie par une version de travail.")
        return self._back(working_copies.working_copy_of(scheme).pk)

    def catch_up_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        copy = get_object_or_404(Scheme, pk=pk, revises__isnull=False)
        check_may_edit(request.user, copy)
        working_copies.catch_up(copy)
        return self._back(pk)

    def drop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        copy = get_object_or_404(Scheme, pk=pk, revises__isnull=False)
        check_may_edit(request.user, copy)
        original = copy.revises_id
        copy.delete()
        messages.success(request, "La version de travail est abandonnée ; la fiche publiée reste.")
        return self._back(original)

    def duplicate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        copy = working_copies.duplicate(self._written(request, pk))
        messages.success(request, f"« {copy} » est un brouillon : changez-en le nom.")
        return self._back(copy.pk)

    def duplicate_audience_view(self, request: HttpRequest, pk: int, audience: int) -> HttpResponse:
        scheme = get_object_or_404(Scheme, pk=pk)
        check_may_edit(request.user, scheme)
        working_copies.duplicate_audience(get_object_or_404(scheme.audiences, pk=audience))
        return self._back(pk)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        scheme = self._written(request, pk)
        if scheme.is_published:
            raise Refusal("Cette fiche est publiée : son adresse suffit.")
        if "fermer" in request.POST:
            previews.close_preview(scheme)
        else:
            previews.open_preview(scheme, timezone.localdate())
        return self._back(pk)

    def _written(self, request: HttpRequest, pk: int) -> Scheme:
        if not _may_write(request.user):
            raise Refusal("Vous n'avez pas le droit d'écrire des fiches.")
        return get_object_or_404(Scheme, pk=pk)

    def _back(self, pk: int) -> HttpResponse:
        return redirect("admin:schemes_scheme_change", pk)


def _told(view):
    """A refusal is a 403 with its sentence; what cannot be copied is a message on the page."""

    def told(request: HttpRequest, pk: int, **more: int) -> HttpResponse:
        try:
            return view(request, pk, **more)
        except Refused as error:
            raise Refusal(str(error)) from error
        except Scheme.DoesNotExist:
            messages.error(request, ANOTHER_DID)
            return redirect("admin:schemes_scheme_changelist")
        except (CardUnreadable, ValidationError) as error:
            messages.error(request, " ".join(getattr(error, "messages", None) or [str(error)]))
            return redirect("admin:schemes_scheme_change", pk)

    return told


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ("made_at", owner("scheme"), "origin", "target", "by", "reason")
    list_filter = ("target",)
    list_select_related = ("scheme", "by")
    search_fields = ("scheme__name", "scheme__acronym", "reason", "by__username")
    date_hierarchy = "made_at"
