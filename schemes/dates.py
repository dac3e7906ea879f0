"""Months added to a day, as delays in French law count them. Pure."""

from datetime import date

MONTHS_A_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The same day `months` later; where that month is too short, the first of the next one."""
    years, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    try:
        return date(years, month + 1, day.day)
    except ValueError:
        return add_months(date(years, month + 1, 1), 1)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)
