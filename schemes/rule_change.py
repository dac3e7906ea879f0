"""Rules about to be saved: what they get wrong, whom they concern, what they break."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms

from schemes.enums import VerdictValue
from schemes.expectations import effects, load_cases
from schemes.models import Expectation, Scheme
from schemes.posted_rules import PostedRules
from schemes.rule_effects import VerdictChange, same_decisions
from schemes.ruleset import Ruleset

SEEN, RESUME = "_effets-vus", "_reprendre"


class ExpectationForm(forms.Form):
    """Another verdict for a case type, with the reason why."""

    verdict = forms.ChoiceField(label="Nouveau verdict attendu", choices=VerdictValue.choices)
    reason = forms.CharField(
        label="Pourquoi il change",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )

    def __init__(self, change: VerdictChange, data: Any, *, required: bool):
        self.change, self.must = change, required
        prefix = f"attendu-{change.case.expectation}"
        super().__init__(data, prefix=prefix, initial={"verdict": change.after})

    def clean_verdict(self) -> str:
        verdict = self.cleaned_data["verdict"]
        if self.must and verdict != self.change.after:
            after = self.change.after.label.lower()
            raise forms.ValidationError(f"Les nouvelles règles donnent « {after} ».")
        return verdict

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if self.must and not reason:
            raise forms.ValidationError("Dites pourquoi ce verdict attendu change.")
        return reason

    @property
    def is_agreed(self) -> bool:
        return bool(self.cleaned_data["reason"])

    def save(self) -> None:
        row = Expectation.objects.get(pk=self.change.case.expectation)
        row.verdict, row.reason = self.cleaned_data["verdict"], self.cleaned_data["reason"]
        row.save()


@dataclass(frozen=True)
class RuleChange:
    """The rules that are stored and those that are posted, tried on all case types."""

    posted: PostedRules
    before: Ruleset
    expectations: tuple[Expectation, ...]
    today: date
    answers: Mapping[str, Any] | None = None  # to the page of confirmation, once it was shown
    may_agree: bool = True  # the editor may change what is expected

    @property
    def scheme(self) -> Scheme:
        return self.posted.scheme

    @cached_property
    def decides(self) -> bool:
        return not same_decisions(self.before, self.posted.ruleset)

    @cached_property
    def changes(self) -> tuple[VerdictChange, ...]:
        cases = load_cases(self.expectations, self.posted.vocabulary)
        return effects(self.before, self.posted.ruleset, cases, self.scheme, self.today)

    @property
    def shown(self) -> list[VerdictChange]:
        return [change for change in self.changes if change.differs or change.breaks]

    @property
    def unchanged(self) -> int:
        return len(self.changes) - len(self.shown)

    @property
    def broken(self) -> list[VerdictChange]:
        return [change for change in self.changes if change.breaks]

    @cached_property
    def errors(self) -> list:
        return self.posted.errors

    @property
    def must_be_seen(self) -> bool:
        """Where it decides something, and there is an error or somebody to show."""
        return self.decides and bool(self.errors or self.changes)

    @cached_property
    def forms(self) -> list[ExpectationForm]:
        must = self.scheme.is_published
        stored = (c for c in self.broken if c.case.expectation and self.may_agree)
        return [ExpectationForm(change, self.answers, required=must) for change in stored]

    @property
    def rows(self) -> Iterable[tuple[VerdictChange, ExpectationForm | None]]:
        by_case = {form.change.case.slug: form for form in self.forms}
        return [(change, by_case.get(change.case.slug)) for change in self.shown]

    @property
    def forbids(self) -> bool:
        """Nothing that is said on the page of confirmation can let it through."""
        is_stuck = len(self.forms) < len(self.broken)
        return bool(self.errors) or (self.scheme.is_published and is_stuck)

    def is_agreed(self) -> bool:
        return not self.forbids and all(form.is_valid() for form in self.forms)

    def agreed(self) -> list[ExpectationForm]:
        return [form for form in self.forms if form.is_agreed]
