"""What a plan needs to know of a scheme, as plain frozen values. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from schemes.enums import LinkKind, Nature

BESIDE = (Nature.FUNDING, Nature.COMPENSATION)  # they go with other steps rather than take time
ATTENDED = (Nature.TRAINING, Nature.CONTRACT, Nature.IMMERSION)  # one at a time


@dataclass(frozen=True, slots=True)
class Tie:
    """« The scheme KIND `slug` »: what one card says of another."""

    kind: str
    slug: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class SchemeFacts:
    """One card, as far as a plan reads it; `stages` are positions on the map of stages.

    `low` and `high` bound the duration, in `unit`. `funders` are the schemes that can pay for it.
    """

    slug: str
    name: str
    nature: str = Nature.SUPPORT
    stages: tuple[int, ...] = ()
    stage_names: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    status: str = ""
    income: str = ""
    payers: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    is_historic: bool = False
    is_archived: bool = False
    ask_early: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()

    @property
    def is_closed(self) -> bool:
        return self.is_historic or self.is_archived

    @property
    def has_duration(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def goes_beside(self) -> bool:
        """It pays for or eases other steps, and fills no time of its own."""
        return self.nature in BESIDE and not self.status and not self.has_duration

    @property
    def is_attended(self) -> bool:
        """It takes the person's days: two of them cannot be followed at once."""
        return self.nature in ATTENDED or (self.nature == Nature.FUNDING and bool(self.status))

    def tied(self, *kinds: LinkKind) -> Iterator[Tie]:
        return (tie for tie in self.ties if tie.kind in kinds)

    def is_tied_to(self, slug: str, *kinds: LinkKind) -> bool:
        return any(tie.slug == slug for tie in self.tied(*kinds))


Facts = Mapping[str, SchemeFacts]
