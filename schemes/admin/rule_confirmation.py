"""Before rules are kept: the verdicts of all case types, before and after."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from schemes.admin.tracing import traced
from schemes.models import Scheme
from schemes.rule_change import (
    RESUME,
    SEEN,
    ExpectationForm,
    RuleChange,
    changes_of,
    rules_by_card,
)

NOT_SAVED = "Rien n'est encore enregistré : reprenez où vous en étiez."
CHANGED = "Verdicts attendus changés, avec leur raison : {}."
OURS = ("csrfmiddlewaretoken", SEEN, RESUME)  # of the page of confirmation, not of the form
OUR_PREFIXES = ("attendu-", "essai-", "cas-")


class RulesConfirmed:
    """Puts a page of confirmation before whatever changes verdicts: saved, deleted, brought back.

    It is written, looked at, and taken back until the editor has seen it: nothing needs to know
    beforehand what a form, a deletion or a return of the history does to rules.
    """

    def cards(self, request: HttpRequest, object_id: str | None) -> QuerySet[Scheme]:
        """Those whose verdicts the page may change."""
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        return view() if RESUME in request.POST else self._confirmed(request, object_id, view)

    def delete_view(self, request, object_id, extra_context=None):
        view = partial(super().delete_view, request, object_id, extra_context)
        return self._confirmed(request, object_id, view)

    def changelist_view(self, request, extra_context=None):
        view = partial(super().changelist_view, request, extra_context)
        return self._confirmed(request, None, view)

    def restore_view(self, request, object_id, stamp):
        view = partial(super().restore_view, request, object_id, stamp)
        return self._confirmed(request, object_id, view)

    def _confirmed(
        self, request: HttpRequest, object_id: str | None, view: Callable[[], HttpResponse]
    ) -> HttpResponse:
        if request.method != "POST":
            return view()
        if RESUME in request.POST:
            return redirect(request.path)
        with transaction.atomic():
            with traced(request):
                response, is_kept = self._tried(request, object_id, view)
            if not is_kept:
                transaction.set_rollback(True)
        return response

    def _tried(
        self, request: HttpRequest, object_id: str | None, view: Callable[[], HttpResponse]
    ) -> tuple[HttpResponse, bool]:
        """The answer, and whether what the view wrote may stay."""
        before = rules_by_card(self.cards(request, object_id))
        response = view()
        changes = changes_of(before, timezone.localdate(), *answers_of(request))
        if changes and not (SEEN in request.POST and all(c.is_agreed() for c in changes)):
            return self._confirmation(request, changes), False
        self._keep(request, [form for change in changes for form in change.agreed()])
        return response, True

    def _keep(self, request: HttpRequest, agreed: list[ExpectationForm]) -> None:
        """Expectations that were agreed on are stored with the rules, or not at all."""
        for form in agreed:
            form.save()
        if agreed:
            names = ", ".join(f"« {form.change.case.label} »" for form in agreed)
            messages.info(request, CHANGED.format(names))

    def _confirmation(self, request: HttpRequest, changes: list[RuleChange]) -> HttpResponse:
        """Made at once: what it shows is about to be taken back, with the word of its success."""
        request._messages = default_storage(request)  # noqa: SLF001 - as its middleware does
        context = {
            **self.admin_site.each_context(request),
            "title": "Ce que changent ces règles",
            "opts": self.opts,
            "changes": changes,
            "forbids": any(change.forbids for change in changes),
            "kept": kept_fields(request),
            "seen": SEEN,
            "resume": RESUME,
        }
        return TemplateResponse(request, "admin/schemes/rule_effects.html", context).render()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return _resumed(form) if RESUME in request.POST else form


def answers_of(request: HttpRequest) -> tuple[Mapping[str, Any] | None, bool]:
    """What the page of confirmation was answered, and whether expectations may be changed there."""
    may_agree = request.user.has_perm("schemes.change_expectation")
    return request.POST if SEEN in request.POST else None, may_agree


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was posted, to be sent again as it is."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OURS and not name.startswith(OUR_PREFIXES)
        for value in values
    ]


def _resumed(form: type[ModelForm]) -> type[ModelForm]:
    """The form filled again with what was posted, which nothing saves."""

    class Resumed(form):
        def clean(self):
            self.add_error(None, NOT_SAVED)
            return super().clean()

    return Resumed
