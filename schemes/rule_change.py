"""Rules about to be kept: what they get wrong, whom they concern, what they break."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet

from schemes.enums import VerdictValue
from schemes.expectations import effects, load_cases
from schemes.models import Expectation, Scheme
from schemes.posted_rules import Told, tell
from schemes.rule_effects import Case, VerdictChange, same_answers, same_decisions
from schemes.rule_lint import rule_problems
from schemes.rulebook import load_rulebook
from schemes.ruleset import Ruleset

SEEN, RESUME = "_effets-vus", "_reprendre"
LOST = "Ce cas type a une réponse qui ne serait plus possible : changez-la d'abord."


class ExpectationForm(forms.Form):
    """Another verdict for a case type, with the reason why."""

    verdict = forms.ChoiceField(label="Nouveau verdict attendu", choices=VerdictValue.choices)
    reason = forms.CharField(
        label="Pourquoi il change",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )

    def __init__(self, scheme: Scheme, change: VerdictChange, data: Any):
        """The row's number would not do: one that is being added has another at each attempt."""
        self.change, self.must = change, scheme.is_published
        prefix = f"attendu-{scheme.pk}-{change.case.slug}"
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
    """The rules of a card before and after, tried on all case types."""

    scheme: Scheme
    before: Ruleset
    after: Ruleset
    expectations: tuple[Expectation, ...]
    today: date
    answers: Mapping[str, Any] | None = None  # to the page of confirmation, once it was shown
    may_agree: bool = True  # the editor may change what is expected

    @cached_property
    def is_rewritten(self) -> bool:
        return not same_decisions(self.before, self.after)

    @cached_property
    def decides(self) -> bool:
        """The same rules decide otherwise where what can be answered is no longer the same."""
        if self.is_rewritten or same_answers(self.before, self.after):
            return self.is_rewritten
        return bool(self.errors) or any(change.differs for change in self.changes)

    @cached_property
    def cases(self) -> list[Case]:
        """Those that could be read before, so that none is forgotten."""
        return load_cases(self.expectations, self.before.vocabulary)

    @cached_property
    def changes(self) -> tuple[VerdictChange, ...]:
        return effects(self.before, self.after, self.cases, self.scheme, self.today)

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
    def errors(self) -> list[Told]:
        """Of rules that nobody rewrote, those alone that were not there before."""
        known = [] if self.is_rewritten else self._errors(self.before)
        found = [told for told in self._errors(self.after) if told not in known]
        return [*found, *self._lost()]

    def _errors(self, ruleset: Ruleset) -> list[Told]:
        is_public = self.scheme.is_published
        told = (tell(p, ruleset, is_public=is_public) for p in rule_problems(ruleset))
        return [one for one in told if one.is_error]

    def _lost(self) -> list[Told]:
        """Case types that say what this card must answer, and that nothing could read any more."""
        still = {case.slug for case in load_cases(self.expectations, self.after.vocabulary)}
        expected = (case for case in self.cases if case.expected)
        return [Told(LOST, c.label, is_error=True) for c in expected if c.slug not in still]

    @property
    def must_be_seen(self) -> bool:
        """Where it decides something, and there is an error or somebody to show."""
        return self.decides and bool(self.errors or self.changes)

    @cached_property
    def forms(self) -> list[ExpectationForm]:
        broken = self.broken if self.may_agree else []
        return [ExpectationForm(self.scheme, change, self.answers) for change in broken]

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


def changes_of(
    before: Mapping[int, Ruleset], today: date, answers: Mapping[str, Any] | None, may_agree: bool
) -> list[RuleChange]:
    """What has become of these cards' rules that must be seen, by the database as it is now."""
    cards = Scheme.objects.filter(pk__in=before).prefetch_related("expectations")
    after = rules_by_card(cards)
    changes = (
        RuleChange(
            card,
            before[card.pk],
            after[card.pk],
            tuple(card.expectations.all()),
            today,
            answers,
            may_agree,
        )
        for card in cards
    )
    return [change for change in changes if change.must_be_seen]


def rules_by_card(cards: QuerySet[Scheme]) -> dict[int, Ruleset]:
    rulesets = load_rulebook(cards).rulesets
    return {pk: rulesets[slug] for pk, slug in cards.values_list("pk", "slug")}
