"""The dated steps of a plan as an .ics file."""

from collections.abc import Callable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from pathways.plan_board import PlanBoard, Row

PRODUCER = "-//Itineraire formation//Plan de parcours//FR"


def plan_calendar(board: PlanBoard, now: datetime, address_of: Callable[[str], str]) -> bytes:
    """One event for each step with a date of its own; `address_of` makes a path absolute.

    Steps without one are left out: their days are only estimates.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Plan de parcours")
    for row in board.rows:
        if row.step.start:
            calendar.add_component(_event(row, now, address_of))
    return calendar.to_ical()


def _event(row: Row, now: datetime, address_of: Callable[[str], str]) -> Event:
    event = Event()
    event.add("uid", f"{row.step.slug}-{row.step.start:%Y%m%d}-{row.step.key}@plan-de-parcours")
    event.add("dtstamp", now)
    event.add("dtstart", row.step.start)
    if row.step.amount:
        event.add("dtend", row.period.end + timedelta(days=1))  # the day after the last one
    event.add("summary", row.title if row.step.amount else f"Début : {row.title}")
    event.add("description", "\n\n".join(filter(None, [row.period.text, row.step.note])))
    if row.scheme and not row.facts.is_archived:
        event.add("url", address_of(row.scheme.get_absolute_url()))
    return event
