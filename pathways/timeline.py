"""When each step of a plan starts and ends, at the earliest and at the latest. Pure."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from pathways.plan import DAYS_OF, PlanStep
from pathways.plan_facts import Facts, SchemeFacts
from pathways.plan_words import day, length_span, plural, rough, rough_span, span_of_days
from schemes.enums import DurationUnit

BESIDE_TEXT = "En même temps que les autres étapes."
ONE_DAY = timedelta(days=1)
DRAWN_DAYS = 30  # width of a step whose length nobody knows
CHART_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Period:
    """The time of one step; a date is None when nothing fixes it.

    `least` and `most` count days, None when the card does not say; `length` tells them.
    """

    takes_time: bool = False
    is_given: bool = False
    start: date | None = None
    latest_start: date | None = None
    end: date | None = None
    latest_end: date | None = None
    least: float | None = None
    most: float | None = None
    length: str = ""
    text: str = BESIDE_TEXT


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the chart, in thousandths of its width: certain part, then possible part."""

    offset: int
    least: int
    most: int

    @property
    def rest_offset(self) -> int:
        return self.offset + self.least

    @property
    def rest(self) -> int:
        return self.most - self.least


@dataclass(frozen=True)
class Timeline:
    """`least` and `most` are days; `most` is None as long as a length is not known."""

    periods: tuple[Period, ...] = ()
    bars: tuple[Bar | None, ...] = ()
    least: float = 0
    most: float | None = None
    text: str = ""
    is_dated: bool = False

    @property
    def first_day(self) -> date | None:
        return min((p.start for p in self.periods if p.start), default=None)


def timeline(steps: Sequence[PlanStep], facts: Facts) -> Timeline:
    """A step starts on its own date, or when the one before it ends."""
    periods: list[Period] = []
    before = None
    for step in steps:
        period = _period(step, facts.get(step.slug), before)
        periods.append(period)
        before = period if period.takes_time else before
    timed = [period for period in periods if period.takes_time]
    is_dated = bool(timed) and all(period.start for period in timed)
    least, most = _total(timed, is_dated)
    bars = _dated_bars(periods) if is_dated else _bars_in_a_row(periods)
    return Timeline(tuple(periods), bars, least, most, _total_text(timed, least, most), is_dated)


# One period


def takes_time(step: PlanStep, known: SchemeFacts | None) -> bool:
    """A funding or an aid goes with other steps, unless it has a time of its own."""
    has_own_time = step.start is not None or step.amount is not None
    return has_own_time or (known is not None and not known.goes_beside)


def bounds(step: PlanStep, known: SchemeFacts | None) -> tuple[float | None, float | None, str]:
    """The person's own duration wins over the card's."""
    if step.amount is not None:
        return step.amount, step.amount, step.unit
    return (known.low, known.high, known.unit) if known else (None, None, "")


def _period(step: PlanStep, known: SchemeFacts | None, before: Period | None) -> Period:
    if not takes_time(step, known):
        return Period()
    low, high, unit = bounds(step, known)
    start, latest_start = _starts(step, before)
    period = Period(
        takes_time=True,
        is_given=step.start is not None,
        start=start,
        latest_start=latest_start,
        end=_end(start, low, unit),
        latest_end=_end(latest_start, high, unit) if high is not None else None,
        least=None if low is None else low * DAYS_OF[DurationUnit(unit)],
        most=None if high is None else high * DAYS_OF[DurationUnit(unit)],
    )
    return _worded(period, length_span(low, high, unit), is_first=before is None)


def _starts(step: PlanStep, before: Period | None) -> tuple[date | None, date | None]:
    if step.start:
        return step.start, step.start
    if before and before.end and before.latest_end:
        return before.end + ONE_DAY, before.latest_end + ONE_DAY
    return None, None


def _end(start: date | None, amount: float | None, unit: str) -> date | None:
    """The last day; on the day of the start when no length is known."""
    if start is None or amount is None:
        return start
    return last_day(start, amount, unit)


def last_day(start: date, amount: float, unit: str) -> date:
    """The last of `amount` units counted from `start`, which is one of their days."""
    if unit in (DurationUnit.MONTHS, DurationUnit.YEARS):
        months = amount * (12 if unit == DurationUnit.YEARS else 1)
        end = _months_later(start, int(months)) - ONE_DAY
        return max(start, end + timedelta(days=round((months - int(months)) * 30)))
    return start + timedelta(days=max(1, ceil(amount * DAYS_OF[DurationUnit(unit)])) - 1)


def _months_later(start: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(start.month - 1 + months, 12)
    year += start.year
    return start.replace(
        year=year, month=month + 1, day=min(start.day, calendar.monthrange(year, month + 1)[1])
    )


def _worded(period: Period, told: str, *, is_first: bool) -> Period:
    values = {name: getattr(period, name) for name in Period.__dataclass_fields__}
    text = _period_text(period, told, is_first=is_first)
    return Period(**values | {"length": told, "text": text})


def _period_text(period: Period, told: str, *, is_first: bool) -> str:
    told = told or "durée à préciser"
    if period.start is None:
        place = "Date à fixer" if is_first else "À la suite de l'étape précédente"
        return f"{place} : {told}."
    if period.start != period.latest_start:
        between = f"Début entre le {day(period.start)} et le {day(period.latest_start)}"
        return f"{between} : {told}."
    if period.latest_end is None:
        return f"À partir du {day(period.start)} : {told}."
    if period.end == period.latest_end:
        return f"{span_of_days(period.start, period.end).capitalize()}."
    return f"À partir du {day(period.start)}, jusqu'au {day(period.latest_end)} au plus tard."


# The whole


def _total(timed: list[Period], is_dated: bool) -> tuple[float, float | None]:
    """From first to last day when all is dated, otherwise the lengths one after another."""
    open_ended = any(period.most is None for period in timed)
    if not is_dated:
        most = None if open_ended else sum(period.most for period in timed)
        return sum(period.least or 0 for period in timed), most
    first = min(period.start for period in timed)
    least = (max(period.end for period in timed) - first).days + 1
    if open_ended:
        return least, None
    return least, (max(period.latest_end for period in timed) - first).days + 1


def _total_text(timed: list[Period], least: float, most: float | None) -> str:
    if not timed:
        return ""
    if len(timed) == 1 and timed[0].length:
        return timed[0].length  # in the words of the step itself
    if most is not None:
        return rough_span(least, most)
    unknown = sum(period.most is None for period in timed)
    rest = f"{plural(unknown, 'étape')} sans durée connue"
    if all(period.start for period in timed) and least > 1:
        return f"au moins {rough(least)}, avec {rest}"
    known = sum(period.most for period in timed if period.most is not None)
    return f"{rough_span(least, known)}, plus {rest}" if known >= 1 else "durée à préciser"


# The chart


def _dated_bars(periods: list[Period]) -> tuple[Bar | None, ...]:
    timed = [period for period in periods if period.takes_time]
    first = min(period.start for period in timed)
    drawn = [_drawn_days(period) for period in timed]
    width = max((p.start - first).days + d for p, d in zip(timed, drawn, strict=True))
    return tuple(
        _bar((p.start - first).days, (p.end - p.start).days + 1, _drawn_days(p), width)
        if p.takes_time
        else None
        for p in periods
    )


def _drawn_days(period: Period) -> int:
    if period.latest_end is None:
        return max(DRAWN_DAYS, (period.end - period.start).days + 1)
    return (period.latest_end - period.start).days + 1


def _bars_in_a_row(periods: list[Period]) -> tuple[Bar | None, ...]:
    """Without dates for all, the steps stand one after another, each as long as it may be."""
    lengths = [p.most or max(p.least or 0, DRAWN_DAYS) if p.takes_time else 0 for p in periods]
    width, offset, bars = sum(lengths), 0.0, []
    for period, drawn in zip(periods, lengths, strict=True):
        bars.append(_bar(offset, period.least or 0, drawn, width) if period.takes_time else None)
        offset += drawn
    return tuple(bars)


def _bar(offset: float, least: float, most: float, width: float) -> Bar:
    def scaled(days: float) -> int:
        return round(CHART_WIDTH * days / width)

    start = min(scaled(offset), CHART_WIDTH - 8)  # a day in three years still shows
    longest = max(8, min(scaled(most), CHART_WIDTH - start))
    return Bar(start, min(scaled(least), longest), longest)
