"""A plan as it is shown: each step with its card, its time, its contacts and its aids."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import zip_longest

from pathways.person import Person
from pathways.plan import Plan, PlanStep
from pathways.plan_case import BLOCKING, Case, PlanWarning
from pathways.plan_facts import SchemeFacts
from pathways.plan_loading import facts_of, load_fillers, load_schemes
from pathways.plan_warnings import warnings_of
from pathways.timeline import Bar, Period, Timeline, timeline
from schemes.enums import VerdictValue
from schemes.models import Organisation, Scheme
from schemes.nearby import bodies_to_call

NO_DISABILITY = "aucun"
STEP_NAMED = re.compile(r"\(étape (\d+)\)")  # as `Case.placed` writes it


@dataclass(frozen=True)
class Outlook:
    """What a person's answers change in the way a plan is shown; by default, nothing is known.

    `refused` are the schemes closed to her, each with the condition that closes it.
    """

    department: str = ""
    needs_tools: bool = True
    refused: Mapping[str, str] = field(default_factory=dict)
    tells_refusals: bool = True

    def on_paper(self) -> "Outlook":
        """For what leaves the session: no sentence that would tell of the answers."""
        return replace(self, tells_refusals=False)


def outlook_of(person: Person, today: date) -> Outlook:
    return Outlook(
        department=person.profile.value("departement") or "",
        needs_tools=person.profile.value("handicap") != NO_DISABILITY,
        refused={
            slug: next((c.rule.wording for c in verdict.reasons), "")
            for slug, verdict in person.verdicts(today).items()
            if verdict.value == VerdictValue.NO and not verdict.closed
        },
    )


@dataclass(frozen=True)
class Row:
    """One step; `scheme` and `facts` are None when the portal does not know it."""

    number: int
    step: PlanStep
    scheme: Scheme | None
    facts: SchemeFacts | None
    period: Period
    bar: Bar | None
    tools: tuple[Scheme, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    @property
    def name(self) -> str:
        return str(self.scheme) if self.scheme else self.step.slug

    @property
    def title(self) -> str:
        return self.scheme.title if self.scheme else self.step.slug


class PlanBoard:
    """Everything that a page, a print or an answer of the API tells of one plan."""

    def __init__(self, plan: Plan, today: date, outlook: Outlook | None = None):
        self.plan = plan
        self.today = today
        self.outlook = outlook or Outlook()

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        return load_schemes(self.plan.slugs, self.outlook.department)

    @cached_property
    def facts(self) -> dict[str, SchemeFacts]:
        return {slug: facts_of(scheme) for slug, scheme in self.schemes.items()}

    @cached_property
    def timeline(self) -> Timeline:
        return timeline(self.plan.steps, self.facts)

    @cached_property
    def warnings(self) -> tuple[PlanWarning, ...]:
        case = Case(
            steps=self.plan.steps,
            facts=self.facts,
            timeline=self.timeline,
            today=self.today,
            refused=self.outlook.refused if self.outlook.tells_refusals else {},
            fillers=load_fillers([*self.plan.slugs, *self.outlook.refused]),
        )
        return warnings_of(case)

    @property
    def told_warnings(self) -> list[tuple[PlanWarning, list[tuple[str, str, int]]]]:
        """Each warning, its sentence cut where it names a step: text, number, key of the step."""
        return [(warning, list(self._cut(warning.text))) for warning in self.warnings]

    def _cut(self, text: str) -> Iterator[tuple[str, str, int]]:
        pieces = STEP_NAMED.split(text)
        for told, number in zip_longest(pieces[::2], pieces[1::2], fillvalue=""):
            yield told, number, self.plan.steps[int(number) - 1].key if number else 0

    @property
    def blocking(self) -> int:
        """How many warnings must be settled before the plan can hold."""
        return sum(warning.level == BLOCKING for warning in self.warnings)

    @cached_property
    def rows(self) -> list[Row]:
        times = zip(self.plan.steps, self.timeline.periods, self.timeline.bars, strict=True)
        return [self._row(n, *of_step) for n, of_step in enumerate(times, start=1)]

    def _row(self, number: int, step: PlanStep, period: Period, bar: Bar | None) -> Row:
        scheme = self.schemes.get(step.slug)
        if scheme is None:
            return Row(number, step, None, None, period, bar)
        return Row(
            number,
            step,
            scheme,
            self.facts[step.slug],
            period,
            bar,
            tools=self._tools(scheme),
            organisations=tuple(bodies_to_call(scheme)),
        )

    def _tools(self, scheme: Scheme) -> tuple[Scheme, ...]:
        """The aids that go with a step, unless the person has no use for them."""
        if not self.outlook.needs_tools:
            return ()
        refused = self.outlook.refused
        return tuple(t for t in scheme.compensations.all() if t.slug not in refused)

    @property
    def directory(self) -> list[Organisation]:
        """Whom the steps tell to call, once each."""
        found = {o.pk: o for row in self.rows for o in row.organisations}
        return sorted(found.values(), key=lambda organisation: organisation.name)

    @property
    def has_dates(self) -> bool:
        return any(step.start for step in self.plan.steps)
