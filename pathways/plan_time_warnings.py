"""What the dates of a plan run into: past, validity, dead time, two things at once. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from pathways.plan_case import BLOCKING, CAUTION, Case, PlanWarning, quoted
from pathways.plan_facts import SchemeFacts
from pathways.plan_words import day, listing, plural, span_of_days
from pathways.timeline import ONE_DAY, Period
from schemes.enums import LinkKind, Nature

SATURDAY = 5
TOGETHER = (LinkKind.FINANCES, LinkKind.VARIANT_OF, LinkKind.REQUIRES)  # these go side by side


def past_starts(case: Case) -> Iterator[PlanWarning]:
    for position, step in enumerate(case.steps):
        if step.start and step.start < case.today:
            text = f"{case.placed(position)} commence à une date passée, le {day(step.start)}. "
            text += "Gardez-la si l'étape est en cours ; sinon, corrigez-la."
            yield PlanWarning("debut-passe", CAUTION, text, (position,))


def validity(case: Case) -> Iterator[PlanWarning]:
    """Against the start of the step, or today where nothing fixes it."""
    for position, known in case.known():
        start = case.periods[position].start
        when = start or case.today
        if known.valid_until and known.valid_until < when:
            text = f"{case.placed(position)} n'est plus ouvert après le {day(known.valid_until)}."
            yield PlanWarning("validite", BLOCKING, text + _too_late(start), (position,))
        elif known.valid_from and when < known.valid_from:
            text = f"{case.placed(position)} n'ouvre que le {day(known.valid_from)}."
            yield PlanWarning("validite", BLOCKING if start else CAUTION, text, (position,))


def _too_late(start: date | None) -> str:
    return f" L'étape commence le {day(start)} : avancez-la, ou remplacez-la." if start else ""


def dates_backwards(case: Case) -> Iterator[PlanWarning]:
    dated = [(i, step.start) for i, step in enumerate(case.steps) if step.start]
    for (before, earlier), (after, later) in pairwise(dated):
        if later < earlier:
            text = f"{case.placed(after)} commence avant {case.placed(before)}, qui la précède "
            text += "dans le plan. Corrigez une date, ou changez l'ordre."
            yield PlanWarning("dates-inversees", CAUTION, text, (before, after))


def gaps(case: Case) -> Iterator[PlanWarning]:
    """Days between two dated steps that no step covers; a week-end alone is none."""
    dated = [(i, p) for i, p in enumerate(case.periods) if p.takes_time and p.is_given]
    dated.sort(key=lambda item: item[1].start)
    for _, (after, later) in pairwise(dated):
        before, covered = _covered_until(case, later.start)
        if covered and _has_working_day(covered + ONE_DAY, later.start - ONE_DAY):
            yield _gap(case, before, after, covered)


def _covered_until(case: Case, until: date) -> tuple[int, date | None]:
    """The step that ends last among those begun before `until`; no day where its end is open."""
    begun = [
        (position, period)
        for position, period in enumerate(case.periods)
        if period.start and period.start < until and _covers(case, position)
    ]
    if not begun or any(period.latest_end is None for _, period in begun):
        return 0, None
    position, period = max(begun, key=lambda item: item[1].latest_end)
    return position, period.latest_end


def _covers(case: Case, position: int) -> bool:
    """A support without an end runs beside the rest: it fills no gap."""
    known = case.facts.get(case.steps[position].slug)
    return case.periods[position].latest_end is not None or (
        known is not None and known.is_attended
    )


def _has_working_day(first: date, last: date) -> bool:
    days = (last - first).days + 1
    return any((first + timedelta(days=i)).weekday() < SATURDAY for i in range(min(days, 7)))


def _gap(case: Case, before: int, after: int, covered: date) -> PlanWarning:
    first, last = covered + ONE_DAY, case.periods[after].start - ONE_DAY
    length = plural((last - first).days + 1, "jour")
    text = (
        f"Temps mort de {length}, {span_of_days(first, last)}, entre {case.placed(before)} et "
        f"{case.placed(after)} : aucun statut ni revenu prévu. Rapprochez les dates"
    )
    if case.fillers:
        names = listing([quoted(name) for name in case.fillers], "ou")
        text += f", ou prévoyez par exemple {names}"
    return PlanWarning("temps-mort", CAUTION, f"{text}.", tuple(sorted((before, after))))


def overlaps(case: Case) -> Iterator[PlanWarning]:
    """Two steps that both take the person's days, on dates that surely meet."""
    for (a, first), (b, second) in combinations(case.known(), 2):
        if not (first.is_attended and second.is_attended) or _go_together(first, second):
            continue
        if meeting := _common_days(case.periods[a], case.periods[b]):
            both_contracts = first.nature == second.nature == Nature.CONTRACT
            what = "deux contrats de travail" if both_contracts else "les deux"
            text = f"{case.placed(a)} et {case.placed(b)} ont lieu en même temps, {meeting}. "
            text += f"On ne peut pas suivre {what} à la fois : décalez une date."
            kind = "deux-contrats" if both_contracts else "chevauchement"
            yield PlanWarning(kind, BLOCKING, text, (a, b))


def _go_together(first: SchemeFacts, second: SchemeFacts) -> bool:
    return first.is_tied_to(second.slug, *TOGETHER) or second.is_tied_to(first.slug, *TOGETHER)


def _common_days(a: Period, b: Period) -> str:
    if not (a.start and b.start and a.start == a.latest_start and b.start == b.latest_start):
        return ""
    first, last = max(a.start, b.start), min(a.end, b.end)
    return span_of_days(first, last) if first <= last else ""


def two_contracts(case: Case) -> Iterator[PlanWarning]:
    """Two work contracts that no dates keep apart."""
    for (a, first), (b, second) in case.pairs():
        if not first.nature == second.nature == Nature.CONTRACT or _go_together(first, second):
            continue
        if not (case.periods[a].is_given and case.periods[b].is_given):
            text = f"{case.placed(a)} et {case.placed(b)} sont deux contrats de travail : "
            text += "l'un après l'autre, jamais ensemble. Donnez leurs dates, ou choisissez."
            yield PlanWarning("deux-contrats", CAUTION, text, (a, b))


TIME_CHECKS = (
    past_starts,
    validity,
    dates_backwards,
    gaps,
    overlaps,
    two_contracts,
)
