"""What is put to the checks of a plan, and what they answer. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from pathways.plan import PlanStep
from pathways.plan_facts import Facts, SchemeFacts
from pathways.timeline import Period, Timeline
from schemes.enums import LinkKind

BLOCKING, CAUTION, ADVICE = "bloquant", "attention", "conseil"
LEVELS = (BLOCKING, CAUTION, ADVICE)
LEVEL_LABELS = {BLOCKING: "Bloquant", CAUTION: "Attention", ADVICE: "Conseil"}


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """`kind` and `level` are public (API); `steps` are positions in the plan, from 0."""

    kind: str
    level: str
    text: str
    steps: tuple[int, ...]

    @property
    def label(self) -> str:
        return LEVEL_LABELS[self.level]


@dataclass(frozen=True)
class Case:
    """A plan with all that its checks may look at.

    `refused` tells the schemes closed to the person, each with the condition that closes it.
    `fillers` are schemes that could fill a gap.
    """

    steps: tuple[PlanStep, ...]
    facts: Facts
    timeline: Timeline
    today: date
    refused: Mapping[str, str] = field(default_factory=dict)
    fillers: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        return self.timeline.periods

    def known(self) -> Iterator[tuple[int, SchemeFacts]]:
        """The steps whose scheme the portal knows."""
        for position, step in enumerate(self.steps):
            if step.slug in self.facts:
                yield position, self.facts[step.slug]

    def pairs(self) -> Iterator[tuple[tuple[int, SchemeFacts], tuple[int, SchemeFacts]]]:
        """Every two steps of different schemes, the earlier first."""
        return ((a, b) for a, b in combinations(self.known(), 2) if a[1].slug != b[1].slug)

    def name(self, position: int) -> str:
        """« PTP » in quotation marks, or the slug of a scheme that is not known."""
        slug = self.steps[position].slug
        return quoted(self.facts[slug].name if slug in self.facts else slug)

    def placed(self, position: int) -> str:
        """« PTP » (étape 3)."""
        return f"{self.name(position)} (étape {position + 1})"

    def positions(self, slug: str) -> list[int]:
        """Where `slug`, or a variant of it, stands in the plan."""
        return [
            position
            for position, known in self.known()
            if known.slug == slug or known.is_tied_to(slug, LinkKind.VARIANT_OF)
        ]


def quoted(name: str) -> str:
    return f"« {name} »"


def with_note(text: str, note: str) -> str:
    return f"{text} {note}" if note else text
