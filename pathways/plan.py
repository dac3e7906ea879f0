"""A plan: schemes in an order, each with its date, its duration and a note. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from schemes.enums import DurationUnit

MAX_STEPS = 40
MAX_NOTE = 500
MAX_AMOUNT = 9999
MAX_DAYS = 3660  # ten years
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)

# Average days of a unit, for what needs no calendar; an hour is one of a 35-hour week.
DAYS_OF = {
    DurationUnit.HOURS: 7 / 35,
    DurationUnit.DAYS: 1.0,
    DurationUnit.WEEKS: 7.0,
    DurationUnit.MONTHS: 365.25 / 12,
    DurationUnit.YEARS: 365.25,
}


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One scheme of a plan; `key` tells apart two steps of the same scheme (0: not in a plan)."""

    slug: str
    start: date | None = None
    amount: int | None = None
    unit: str = ""
    note: str = ""
    key: int = 0


@dataclass(frozen=True)
class Plan:
    """Steps in their order; `last_key` is the last that was given, so that none comes back."""

    steps: tuple[PlanStep, ...] = ()
    last_key: int = 0

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def room(self) -> int:
        """How many steps can still be added."""
        return max(0, MAX_STEPS - len(self.steps))

    @property
    def has_notes(self) -> bool:
        return any(step.note for step in self.steps)

    @property
    def slugs(self) -> list[str]:
        return [step.slug for step in self.steps]

    def index(self, key: int) -> int | None:
        return next((i for i, step in enumerate(self.steps) if step.key == key), None)

    def added(self, steps: Iterable[PlanStep]) -> "Plan":
        """With `steps` at the end, each under a new key, as far as there is room."""
        new = list(steps)[: self.room]
        keyed = (replace(step, key=self.last_key + i) for i, step in enumerate(new, start=1))
        return Plan((*self.steps, *keyed), self.last_key + len(new))

    def removed(self, key: int) -> "Plan":
        return replace(self, steps=tuple(step for step in self.steps if step.key != key))

    def changed(self, key: int, **values) -> "Plan":
        steps = (replace(step, **values) if step.key == key else step for step in self.steps)
        return replace(self, steps=tuple(steps))

    def moved(self, key: int, by: int) -> "Plan":
        """The step moved `by` places, no further than the ends."""
        position = self.index(key)
        if position is None:
            return self
        rest = [step for step in self.steps if step.key != key]
        rest.insert(max(0, position + by), self.steps[position])
        return replace(self, steps=tuple(rest))

    def reordered(self, keys: list[int]) -> "Plan":
        """The steps in the order of `keys`; unchanged unless `keys` are just those of the plan."""
        if sorted(keys) != sorted(step.key for step in self.steps):
            return self
        by_key = {step.key: step for step in self.steps}
        return replace(self, steps=tuple(by_key[key] for key in keys))
