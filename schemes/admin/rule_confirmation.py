"""Before rules are saved: the verdicts of all case types, before and after."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from schemes.rule_change import RESUME, SEEN, RuleChange

NOT_SAVED = "Rien n'est encore enregistré : reprenez où vous en étiez."
CHANGED = "Verdicts attendus changés, avec leur raison : {}."
OURS = ("csrfmiddlewaretoken", SEEN, RESUME)  # of the page of confirmation, not of the form
OUR_PREFIXES = ("attendu-", "essai-", "cas-")


class RulesConfirmed:
    """Puts a page of confirmation between the form and its saving where rules change verdicts.

    The form is validated once for that page and once more by Django, which saves it.
    """

    def rule_change(self, request: HttpRequest, obj: Any) -> RuleChange | None:
        """What the posted form would do to rules; None where it cannot be saved anyway."""
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and RESUME not in request.POST:
            change = self._change(request, object_id)
            if change and change.must_be_seen:
                if SEEN not in request.POST or not change.is_agreed():
                    return self._confirmation(request, change)
                request.agreed_expectations = change.agreed()
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _change(self, request: HttpRequest, object_id: str | None) -> RuleChange | None:
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id:
            may = obj is not None and self.has_change_permission(request, obj)
        else:
            may = self.has_add_permission(request)
        return self.rule_change(request, obj) if may else None

    def _confirmation(self, request: HttpRequest, change: RuleChange) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Ce que changent ces règles",
            "opts": self.opts,
            "change": change,
            "kept": kept_fields(request),
            "seen": SEEN,
            "resume": RESUME,
        }
        return TemplateResponse(request, "admin/schemes/rule_effects.html", context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return _resumed(form) if RESUME in request.POST else form

    def save_related(self, request, form, formsets, change):
        """Expectations that were agreed on are stored with the rules, or not at all."""
        super().save_related(request, form, formsets, change)
        agreed = getattr(request, "agreed_expectations", [])
        for expectation in agreed:
            expectation.save()
        if agreed:
            names = ", ".join(f"« {form.change.case.label} »" for form in agreed)
            messages.info(request, CHANGED.format(names))


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
