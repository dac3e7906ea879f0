"""The desk where a card's rules are written: their effect live beside them, a profile to try."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from schemes.admin.rule_confirmation import RulesConfirmed, kept_fields
from schemes.admin.rule_vocabulary import vocabulary_data
from schemes.eligibility import Verdict, evaluate
from schemes.models import CaseType, Expectation, Scheme
from schemes.posted_rules import PostedRules, Told, posted_rules
from schemes.rule_change import RESUME
from schemes.rulebook import load_vocabulary
from schemes.trial_form import NewCaseForm, TrialForm

RULE_SETS = ("audiences", "conditions", "expectations")
BROKEN_PAGE = "La page est arrivée incomplète : rechargez-la, puis recommencez."


@dataclass(frozen=True)
class PostedCard:
    """The page of a card as it was posted: bound, validated, not stored."""

    form: ModelForm
    formsets: Mapping[str, BaseModelFormSet]
    data: Mapping[str, Any]

    @cached_property
    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(f.is_valid() for f in self.formsets.values())])

    @cached_property
    def rules(self) -> PostedRules:
        self.form.is_valid()  # gives the instance its posted values
        return posted_rules(self.form.instance, self.formsets, load_vocabulary())

    @property
    def mistakes(self) -> list[Told]:
        """What keeps a public or a condition from being read."""
        formsets = [self.formsets[name] for name in RULE_SETS[:2] if name in self.formsets]
        if any(not formset.management_form.is_valid() for formset in formsets):
            return [Told(BROKEN_PAGE, "", is_error=True)]
        return [told for formset in formsets for told in _mistakes(formset)]

    @property
    def problems(self) -> list[Told]:
        """Mistakes first: half of the rules would make the others look wrong."""
        return self.mistakes or self.rules.problems

    @cached_property
    def trial(self) -> TrialForm:
        return TrialForm(self.rules.vocabulary, data=self.data)

    @cached_property
    def verdict(self) -> Verdict | None:
        """Of the tried profile, once it has an answer."""
        profile = self.trial.profile
        if not profile.answers:
            return None
        return evaluate(self.rules.ruleset, profile, timezone.localdate())


def _mistakes(formset: BaseModelFormSet) -> Iterator[Told]:
    for message in formset.non_form_errors():
        yield Told(message, "", is_error=True, anchor=f"{formset.prefix}-group")
    for form in formset.forms:
        if formset.can_delete and form.data.get(f"{form.prefix}-{DELETION_FIELD_NAME}"):
            continue
        name = str(form.instance) if form.instance.pk else "Nouvelle ligne"
        for name_of_field, texts in form.errors.items():
            label = form.fields[name_of_field].label if name_of_field in form.fields else ""
            where = f"{name} – {label}" if label else name
            yield from (Told(text, where, is_error=True, anchor=form.prefix) for text in texts)


def may_keep_cases(request: HttpRequest) -> bool:
    return request.user.has_perms(["schemes.add_casetype", "schemes.add_expectation"])


def _keep(scheme: Scheme, card: PostedCard, form: NewCaseForm) -> None:
    said = form.cleaned_data
    with transaction.atomic():
        case = CaseType.objects.create(
            slug=form.slug(scheme.slug), label=said["label"], profile=card.trial.profile.as_json()
        )
        Expectation.objects.create(
            case_type=case, scheme=scheme, verdict=said["verdict"], reason=said["reason"]
        )


def _asked_by(inlines: Iterable) -> list[str]:
    """The criteria that the stored conditions read, in their order."""
    rows = (
        f.instance for i in inlines if i.formset.prefix == "conditions" for f in i.formset.forms
    )
    read = (c for row in rows for c in (row.criterion, row.unless_criterion) if c is not None)
    return list(dict.fromkeys(criterion.key for criterion in read))


class RuleDesk(RulesConfirmed):
    """Adds the desk to the page of a card."""

    def get_urls(self):
        def wrap(view):
            return self.admin_site.admin_view(require_POST(view))

        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("apercu-des-regles/", wrap(self.preview), name=f"{name}_preview_new"),
            path("<path:object_id>/apercu-des-regles/", wrap(self.preview), name=f"{name}_preview"),
            path("<path:object_id>/cas-type/", wrap(self.keep_case), name=f"{name}_case"),
            *super().get_urls(),
        ]

    def _url(self, page: str, scheme: Scheme | None) -> str:
        page, args = (page, [scheme.pk]) if scheme else (f"{page}_new", [])
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def preview(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """What the posted rules say, without storing anything."""
        scheme = self._editable(request, object_id)
        card = self._posted(request, scheme)
        context = {"card": card, "rules": card.rules.ruleset}
        if request.htmx:
            return TemplateResponse(request, "admin/schemes/_rule_preview.html", context)
        return self._page(request, scheme, context)

    def keep_case(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The tried profile becomes a case type, with the verdict that the editor expects."""
        scheme = self._editable(request, object_id)
        if not may_keep_cases(request):
            raise PermissionDenied
        card, form = self._posted(request, scheme), NewCaseForm(request.POST)
        is_kept = form.is_valid() and card.verdict is not None
        if is_kept:
            _keep(scheme, card, form)
        context = {"card": card, "rules": card.rules.ruleset, "case": form, "is_kept": is_kept}
        if request.htmx:
            return TemplateResponse(request, "admin/schemes/_case_kept.html", context)
        return self._page(request, scheme, context)

    def _editable(self, request: HttpRequest, object_id: str | None) -> Scheme | None:
        if object_id is None:
            allowed, scheme = self.has_add_permission(request), None
        else:
            scheme = self.get_object(request, unquote(object_id))
            if scheme is None:
                raise Http404
            allowed = self.has_change_permission(request, scheme)
        if not allowed:
            raise PermissionDenied
        return scheme

    def _posted(self, request: HttpRequest, scheme: Scheme | None) -> PostedCard:
        form_class = self.get_form(request, scheme, change=scheme is not None)
        form = form_class(request.POST, request.FILES, instance=scheme)
        sets, _ = self._create_formsets(request, form.instance, change=scheme is not None)
        return PostedCard(form, {formset.prefix: formset for formset in sets}, request.POST)

    def _page(self, request: HttpRequest, scheme: Scheme | None, context: dict) -> HttpResponse:
        """The same in a page of its own, from which the editor goes on where she was."""
        whole = {
            **self.admin_site.each_context(request),
            "title": "L'effet des règles",
            "opts": self.opts,
            "scheme": scheme,
            "case": None,
            "kept": kept_fields(request),
            "resume": RESUME,
            **context,
        }
        return TemplateResponse(request, "admin/schemes/rule_preview.html", whole)

    def cards(self, request: HttpRequest, object_id: str | None) -> QuerySet[Scheme]:
        """Nobody relies on a new card yet."""
        found = self.get_object(request, unquote(object_id)) if object_id else None
        return Scheme.objects.filter(pk=found and found.pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        vocabulary, inlines = load_vocabulary(), context["inline_admin_formsets"]
        may_write = self.has_change_permission(request, obj) if obj else True
        may_keep = obj and may_write and may_keep_cases(request)
        context |= {
            "rule_sets": [i for i in inlines if i.formset.prefix in RULE_SETS],
            "part_sets": [i for i in inlines if i.formset.prefix not in RULE_SETS],
            "vocabulary": vocabulary_data(vocabulary),
            "sources": obj.citations.select_related("source") if obj else (),
            "trial": TrialForm(vocabulary, _asked_by(inlines)),
            "preview_url": self._url("preview", obj) if may_write else "",
            "case": NewCaseForm() if may_keep else None,
            "case_url": self._url("case", obj) if may_keep else "",
        }
        return super().render_change_form(request, context, add, change, form_url, obj)
