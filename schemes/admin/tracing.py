"""History in the admin: what is saved is recorded, told, compared, brought back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone

from schemes.admin.conflicts import Refusing, keep_only_row, keep_rows, with_conflict
from schemes.history.differences import title_of
from schemes.history.recorder import recording
from schemes.history.restoring import differences, restore
from schemes.history.timeline import instant, page_of
from schemes.models import WHOLES, PlainVersion
from schemes.search.index import batch


class TracedAdmin(admin.ModelAdmin):
    """Records each save as one change, and refuses one over what somebody else has just changed."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        key = unquote(object_id) if object_id else None
        with traced(request):
            extra = with_conflict(self, request, key, extra_context or {})
            return super().changeform_view(request, object_id, form_url, extra)

    def delete_view(self, request, object_id, extra_context=None):
        with traced(request):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        with traced(request):
            self._check_action(request)
            return super().changelist_view(request, extra_context)

    def _check_action(self, request: HttpRequest) -> None:
        """Django would pass over an action that is not offered, as if it were done."""
        action = request.POST.get("action")
        if action and action not in self.get_actions(request):
            raise PermissionDenied

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not getattr(request, "conflict", None):
            return form
        return type(form.__name__, (Refusing, form), {})

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A row that somebody else has removed meanwhile is kept, as a new one."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and obj is not None and obj.pk:
            kwargs["data"] = keep_rows(kwargs["data"], prefix, inline.model)
            if inline.model is PlainVersion:
                kwargs["data"] = keep_only_row(kwargs["data"], prefix, kwargs["queryset"])
        return kwargs

    def get_urls(self):
        model = self.opts.model_name
        view = self.admin_site.admin_view(self.restore_view)
        route = path(
            "<path:object_id>/history/<str:stamp>/",
            view,
            name=f"{self.opts.app_label}_{model}_restore",
        )
        return [route, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        key = self._key(object_id)
        page, entries = page_of(self.model, key, request.GET.get("p"))
        found = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, found):
            raise PermissionDenied
        if found is None and not entries:
            raise Http404
        context = self._context(request, object_id, found) | {
            "title": "Historique",
            "entries": entries,
            "page": page,
            "can_restore": self._may_restore(request, found),
        }
        return TemplateResponse(request, "admin/timeline.html", context | (extra_context or {}))

    def restore_view(self, request: HttpRequest, object_id: str, stamp: str) -> HttpResponse:
        """What would change, then, once confirmed, the object and its parts as they were."""
        key, at = self._key(object_id), instant(stamp)
        found = self.get_object(request, object_id)
        if not self._may_restore(request, found):
            raise PermissionDenied
        if request.method == "POST" and self._restore(request, key, at):
            return redirect(self._address("change", object_id))
        changes = differences(self.model, key, at)
        context = self._context(request, object_id, found) | {
            "title": "Revenir à un état antérieur",
            "at": at,
            "changes": changes,
        }
        return TemplateResponse(request, "admin/restore.html", context)

    def _restore(self, request: HttpRequest, key: Any, at) -> bool:
        told = formats.date_format(timezone.localtime(at), "j F Y à H:i:s")
        try:
            restore(self.model, key, at, f"Retour à l'état du {told}")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return False
        messages.success(request, f"L'état du {told} est revenu. Ce retour est dans l'historique.")
        return True

    def _may_restore(self, request: HttpRequest, found: Model | None) -> bool:
        """The right to change it and all its parts; to add it again where it was deleted."""
        may = self.has_change_permission(request, found)
        may_parts = all(
            request.user.has_perm(f"{opts.app_label}.{verb}_{opts.model_name}")
            for opts in (part._meta for part, _ in WHOLES.get(self.model, ()))  # noqa: SLF001
            for verb in ("add", "change", "delete")
        )
        return may and may_parts and (found is not None or self.has_add_permission(request))

    def _key(self, object_id: str) -> Any:
        try:
            return self.opts.pk.to_python(unquote(object_id))
        except ValidationError as error:
            raise Http404 from error

    def _address(self, page: str, object_id: str) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[object_id]
        )

    def _context(self, request: HttpRequest, object_id: str, found: Model | None) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "object": found,
            "object_id": object_id,
            "subtitle": title_of(found) if found else "objet supprimé",
            "history_url": self._address("history", object_id),
            "change_url": self._address("change", object_id) if found else "",
        }


@contextmanager
def traced(request: HttpRequest) -> Iterator[None]:
    """One save is one change of the history, and of the index; reading records nothing."""
    if request.method != "POST":
        yield
        return
    with batch(), recording():
        yield
