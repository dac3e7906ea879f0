"""Schemes and plans in a few words, for the tests of the plan."""

from datetime import date

from pathways.plan import Plan, PlanStep
from pathways.plan_case import Case, PlanWarning
from pathways.plan_facts import SchemeFacts, Tie
from pathways.plan_warnings import warnings_of
from pathways.timeline import Timeline, timeline
from schemes.enums import LinkKind, Nature, StageSlug

TODAY = date(2027, 1, 1)


def facts(slug: str, **values) -> SchemeFacts:
    """A training of the stage « formation » that somebody pays."""
    values = {"name": slug.upper(), "nature": Nature.TRAINING, "payers": ("Région",)} | values
    stages = values.pop("at", (StageSlug.TRAINING,))
    positions = tuple(StageSlug.values.index(stage) for stage in stages)
    return SchemeFacts(slug=slug, stages=positions, **values)


def tie(kind: LinkKind, slug: str, note: str = "") -> Tie:
    return Tie(kind, slug, slug.upper(), note)


def day(text: str) -> date:
    return date.fromisoformat(text)


def step(slug: str, start: str = "", amount: int | None = None, unit: str = "mois") -> PlanStep:
    return PlanStep(slug, day(start) if start else None, amount, unit if amount else "")


def plan(*slugs: str) -> Plan:
    return Plan().added(step(slug) for slug in slugs)


def times(steps: list[PlanStep], *known: SchemeFacts) -> Timeline:
    return timeline(steps, {card.slug: card for card in known})


def warn(steps: list[PlanStep], *known: SchemeFacts, **values) -> list[PlanWarning]:
    cards = {card.slug: card for card in known}
    case = Case(tuple(steps), cards, timeline(steps, cards), values.pop("today", TODAY), **values)
    return list(warnings_of(case))


def kinds(warnings: list[PlanWarning]) -> list[str]:
    return [warning.kind for warning in warnings]


def only(warnings: list[PlanWarning], kind: str) -> PlanWarning:
    """The one warning of this kind."""
    found = [warning for warning in warnings if warning.kind == kind]
    assert len(found) == 1, kinds(warnings)
    return found[0]
