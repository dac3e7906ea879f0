"""The rules of a page of the admin as it was posted: frozen values, nothing stored.

For the effect that is shown live: no lock is taken at each key, and what is written so far can be
read while a form still has mistakes. What is about to be kept is tried in `rule_confirmation`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Model
from django.forms import BaseModelFormSet
from django.forms.formsets import DELETION_FIELD_NAME

from schemes.models import Scheme, Territory
from schemes.rule_lint import RuleProblem, rule_problems
from schemes.rule_overlap import rule_warnings
from schemes.rulebook import Areas, Written, compose_ruleset
from schemes.ruleset import Ruleset
from schemes.vocabulary import Vocabulary


@dataclass(frozen=True)
class Told:
    """A problem with the words that say where it stands, and the form that shows it."""

    message: str
    where: str
    is_error: bool
    anchor: str = ""


def tell(problem: RuleProblem, ruleset: Ruleset, *, is_public: bool) -> Told:
    """A public is stored before conditions can name it: a draft may hold it bare."""
    public = None if problem.audience is None else ruleset.audiences[problem.audience]
    if problem.rule is not None:
        rule = (public.rules if public else ruleset.base)[problem.rule]
        return Told(problem.message, rule.wording, problem.is_error)
    if public is None:
        return Told(problem.message, "", problem.is_error)
    return Told(
        problem.message, public.label, problem.is_error and (is_public or bool(public.rules))
    )


@dataclass(frozen=True)
class Row:
    """A row, and the prefix of the form that holds it where one does."""

    item: Model
    prefix: str = ""


@dataclass(frozen=True)
class PostedRules:
    scheme: Scheme
    audiences: tuple[Row, ...]
    conditions: tuple[Row, ...]
    citations: tuple[Row, ...]
    vocabulary: Vocabulary

    @cached_property
    def written(self) -> Written:
        return Written(
            self.scheme,
            *([row.item for row in rows] for rows in (self.audiences, self.conditions)),
            [row.item for row in self.citations],
        )

    @cached_property
    def ruleset(self) -> Ruleset:
        return compose_ruleset(self.written, self.vocabulary, Areas(Territory.objects.all()))

    @cached_property
    def problems(self) -> list[Told]:
        """Errors first."""
        found = [*rule_problems(self.ruleset), *rule_warnings(self.ruleset)]
        return sorted(map(self._told, found), key=lambda told: not told.is_error)

    def _told(self, problem: RuleProblem) -> Told:
        told = tell(problem, self.ruleset, is_public=self.scheme.is_published)
        return replace(told, anchor=self._anchor(problem))

    def _anchor(self, problem: RuleProblem) -> str:
        audience = None if problem.audience is None else self.audiences[problem.audience]
        if problem.rule is not None:
            condition = self.written.of(audience and audience.item)[problem.rule]
            return next(row.prefix for row in self.conditions if row.item is condition)
        return audience.prefix if audience else ""


STORED: dict[str, Callable[[Scheme], Iterable[Model]]] = {
    "audiences": lambda scheme: scheme.audiences.all(),
    "conditions": lambda scheme: scheme.conditions.with_tests(),
    "citations": lambda scheme: scheme.citations.select_related("source"),
}


def posted_rules(
    scheme: Scheme, formsets: Mapping[str, BaseModelFormSet], vocabulary: Vocabulary
) -> PostedRules:
    """What the forms say; stored rows where the page had no form for them."""

    def rows(name: str) -> tuple[Row, ...]:
        if name in formsets:
            return posted_rows(formsets[name])
        return tuple(map(Row, STORED[name](scheme))) if scheme.pk else ()

    return PostedRules(scheme, *map(rows, STORED), vocabulary)


def posted_rows(formset: BaseModelFormSet) -> tuple[Row, ...]:
    """The rows of the forms that are valid, filled and not struck out."""
    forms = (form for form in formset.forms if form.is_valid())
    kept = (form for form in forms if not form.cleaned_data.get(DELETION_FIELD_NAME))
    filled = (form for form in kept if form.instance.pk or form.has_changed())
    return in_order(Row(form.instance, form.prefix) for form in filled)


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """As the database will give them back: by position, then by age."""

    def place(row: Row) -> tuple[int, float]:
        return getattr(row.item, "position", 0), row.item.pk or float("inf")

    return tuple(sorted(rows, key=place))
