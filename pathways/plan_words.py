"""Dates and durations in plain French. Pure."""

from datetime import date

from schemes.enums import DurationUnit

NBSP = "\u00a0"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
SINGULAR = {
    DurationUnit.HOURS: "heure",
    DurationUnit.DAYS: "jour",
    DurationUnit.WEEKS: "semaine",
    DurationUnit.MONTHS: "mois",
    DurationUnit.YEARS: "an",
}
PLURAL = {
    DurationUnit.HOURS: "heures",
    DurationUnit.DAYS: "jours",
    DurationUnit.WEEKS: "semaines",
    DurationUnit.MONTHS: "mois",
    DurationUnit.YEARS: "ans",
}
# A number of days is told in the first unit in which it stays under this many days.
ROUGH_UNITS = (
    (28, 1.0, DurationUnit.DAYS),
    (53, 7.0, DurationUnit.WEEKS),
    (10**9, 365.25 / 12, DurationUnit.MONTHS),
)


def day(value: date) -> str:
    """« 4 janvier 2027 », « 1er mars 2027 »."""
    return f"{_number_and_month(value)} {value.year}"


def _number_and_month(value: date) -> str:
    number = "1er" if value.day == 1 else str(value.day)
    return f"{number}{NBSP}{MONTHS[value.month - 1]}"


def span_of_days(start: date, end: date) -> str:
    """« du 4 janvier au 3 avril 2027 », « le 4 janvier 2027 »."""
    if start == end:
        return f"le {day(start)}"
    first = _number_and_month(start) if start.year == end.year else day(start)
    return f"du {first} au {day(end)}"


def length(amount: float, unit: str) -> str:
    """« 3 mois », « 1 an », « 24 heures », « 1,5 mois »."""
    number = f"{amount:g}".replace(".", ",")
    words = SINGULAR if amount < 2 else PLURAL  # noqa: PLR2004 - French counts 1,5 as one
    return f"{number}{NBSP}{words[DurationUnit(unit)]}"


def length_span(low: float | None, high: float | None, unit: str) -> str:
    """« 3 à 6 mois », « jusqu'à 18 mois », « au moins 4 mois », or nothing."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"jusqu'à {length(high, unit)}"
    if high is None:
        return f"au moins {length(low, unit)}"
    if low == high:
        return length(low, unit)
    return f"{low:g} à {length(high, unit)}".replace(".", ",", 1)


def rough(days: float) -> str:
    """A number of days as people say it: « 12 jours », « 6 semaines », « 14 mois »."""
    size, unit = _rough_unit(days)
    return length(max(1, round(days / size)), unit)


def rough_span(low: float, high: float) -> str:
    """« 8 à 14 mois », « jusqu'à 3 mois », « 6 mois »."""
    size, unit = _rough_unit(high)
    fewest, most = round(low / size), max(1, round(high / size))
    if fewest < 1:
        return f"jusqu'à {length(most, unit)}"
    return length(most, unit) if fewest == most else f"{fewest} à {length(most, unit)}"


def _rough_unit(days: float) -> tuple[float, str]:
    return next((size, unit) for limit, size, unit in ROUGH_UNITS if days < limit)


def plural(count: int, word: str) -> str:
    """« 1 étape », « 3 étapes »."""
    return f"{count}{NBSP}{word}{'s' if count > 1 else ''}"


def listing(names: list[str], last: str = "et") -> str:
    """« A », « A et B », « A, B et C »."""
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
