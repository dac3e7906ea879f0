"""What cannot hold in a plan, what to check, what to think of. Pure."""

from collections.abc import Iterator
from itertools import pairwise

from pathways.plan_case import (
    ADVICE,
    BLOCKING,
    CAUTION,
    LEVELS,
    Case,
    PlanWarning,
    quoted,
    with_note,
)
from pathways.plan_facts import SchemeFacts
from pathways.plan_time_warnings import TIME_CHECKS
from pathways.plan_words import listing
from schemes.enums import LinkKind, Nature


def warnings_of(case: Case) -> tuple[PlanWarning, ...]:
    """All warnings, blocking ones first, then in the order of the steps."""
    found = [warning for check in (*CHECKS, *TIME_CHECKS) for warning in check(case)]
    return tuple(sorted(found, key=lambda w: (LEVELS.index(w.level), w.steps)))


# Is the scheme still there, and open?


def unknown_schemes(case: Case) -> Iterator[PlanWarning]:
    for position, step in enumerate(case.steps):
        if step.slug not in case.facts:
            text = f"L'étape {position + 1} ne correspond à aucun dispositif connu : retirez-la."
            yield PlanWarning("inconnu", BLOCKING, text, (position,))


def closed_schemes(case: Case) -> Iterator[PlanWarning]:
    for position, known in case.known():
        if known.is_archived:
            text = f"{case.placed(position)} n'est plus publié sur le portail : remplacez-le."
            yield PlanWarning("archive", BLOCKING, text, (position,))
        elif known.is_historic:
            heirs = [quoted(tie.name) for tie in known.tied(LinkKind.REPLACED_BY)]
            heir = f" Il a été remplacé par {listing(heirs)}." if heirs else " Remplacez-le."
            text = f"{case.placed(position)} n'existe plus.{heir}"
            yield PlanWarning("historique", BLOCKING, text, (position,))


def refused_schemes(case: Case) -> Iterator[PlanWarning]:
    for position, known in case.known():
        if known.slug in case.refused and not known.is_closed:
            text = f"D'après les réponses données, {case.placed(position)} est fermé aujourd'hui."
            reason = case.refused[known.slug]
            yield PlanWarning(
                "non-ouvert",
                CAUTION,
                with_note(text, f"Ce qui manque : {reason}" if reason else ""),
                (position,),
            )


# Does the order hold?


def missing_prerequisites(case: Case) -> Iterator[PlanWarning]:
    for position, known in case.known():
        for tie in known.tied(LinkKind.REQUIRES):
            found = case.positions(tie.slug)
            if not found:
                text = f"{case.placed(position)} demande d'abord {quoted(tie.name)}, "
                text = with_note(f"{text}qui n'est pas dans le plan.", tie.note)
                yield PlanWarning("prerequis-manquant", BLOCKING, text, (position,))
            elif min(found) > position:
                text = f"{case.placed(position)} demande d'abord {case.placed(found[0])} : "
                text = with_note(f"{text}placez-le avant.", tie.note)
                yield PlanWarning("prerequis-apres", BLOCKING, text, (position, found[0]))


def wrong_order(case: Case) -> Iterator[PlanWarning]:
    """What prepares stands after all that it prepares, or what follows before all it follows."""
    told = set()
    for position, known in case.known():
        for tie in known.tied(LinkKind.PREPARES, LinkKind.FOLLOWS):
            prepares = tie.kind == LinkKind.PREPARES
            other = _misplaced(case, position, tie.slug, is_late=prepares)
            if other is None:
                continue
            first, second = (position, other) if prepares else (other, position)
            if (first, second) not in told:
                told.add((first, second))
                verb = "prépare à" if prepares else "vient d'ordinaire avant"
                text = f"{case.placed(first)} {verb} {case.placed(second)} : placez-le avant."
                steps = tuple(sorted((first, second)))
                yield PlanWarning("ordre", CAUTION, with_note(text, tie.note), steps)


def _misplaced(case: Case, position: int, slug: str, *, is_late: bool) -> int | None:
    """The step of `slug` that stands on the wrong side, when none stands on the right one."""
    own = case.positions(case.steps[position].slug)
    others = [i for i, step in enumerate(case.steps) if step.slug == slug]
    if not others:
        return None
    if is_late:
        return others[-1] if position == min(own) > max(others) else None
    return others[0] if position == max(own) < min(others) else None


def stages_backwards(case: Case) -> Iterator[PlanWarning]:
    """Stages may be repeated: coming back is only worth a word."""
    staged = [(p, k) for p, k in case.known() if k.stages and not k.goes_beside]
    for (before, earlier), (after, later) in pairwise(staged):
        if max(later.stages) < min(earlier.stages) and not _is_ordered(later, earlier):
            text = (
                f"{case.placed(after)} revient à une étape d'avant {case.placed(before)}. "
                "C'est permis, si le projet doit être repris ; sinon, inversez-les."
            )
            yield PlanWarning("retour-en-arriere", ADVICE, text, (before, after))


def _is_ordered(first: SchemeFacts, second: SchemeFacts) -> bool:
    """A card says which comes first: a warning of its own tells it."""
    return first.is_tied_to(second.slug, LinkKind.PREPARES) or second.is_tied_to(
        first.slug, LinkKind.FOLLOWS, LinkKind.REQUIRES
    )


# Do they go together?


def exclusions(case: Case) -> Iterator[PlanWarning]:
    for (a, first), (b, second) in case.pairs():
        ties = [*first.tied(LinkKind.EXCLUDES), *second.tied(LinkKind.EXCLUDES)]
        if tie := next((t for t in ties if t.slug in (first.slug, second.slug)), None):
            text = f"{case.placed(a)} ne se cumule pas avec {case.placed(b)}."
            yield PlanWarning("exclusion", BLOCKING, with_note(text, tie.note), (a, b))


def duplicates(case: Case) -> Iterator[PlanWarning]:
    seen: dict[str, int] = {}
    for position, step in enumerate(case.steps):
        if step.slug in seen and step.slug in case.facts:
            text = f"{case.name(position)} est déjà dans le plan, étape {seen[step.slug] + 1}. "
            text += "Gardez les deux seulement si cette étape doit être refaite."
            yield PlanWarning("doublon", CAUTION, text, (seen[step.slug], position))
        seen.setdefault(step.slug, position)


# Who pays, and what to ask for early?


def unpaid_trainings(case: Case) -> Iterator[PlanWarning]:
    for position, known in case.known():
        if known.nature != Nature.TRAINING or known.payers or known.is_closed:
            continue
        if any(other.is_tied_to(known.slug, LinkKind.FINANCES) for _, other in case.known()):
            continue
        text = f"La fiche {case.placed(position)} ne dit pas qui paie : demandez-le avant de "
        text += "vous engager."
        yield PlanWarning("sans-financeur", CAUTION, with_note(text, _funders(known)), (position,))


def _funders(known: SchemeFacts) -> str:
    names = [quoted(name) for name in known.funders]
    return f"Peuvent aider : {listing(names)}." if names else ""


def early_requests(case: Case) -> Iterator[PlanWarning]:
    for position, known in case.known():
        if known.ask_early:
            text = f"{case.placed(position)} : à demander le plus en amont possible. "
            yield PlanWarning(
                "a-demander-tot", ADVICE, text + " ".join(known.ask_early), (position,)
            )


CHECKS = (
    unknown_schemes,
    closed_schemes,
    refused_schemes,
    missing_prerequisites,
    wrong_order,
    stages_backwards,
    exclusions,
    duplicates,
    unpaid_trainings,
    early_requests,
)
