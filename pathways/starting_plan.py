"""A first plan drawn from a typical pathway: the scheme that fits best each of its steps. Pure."""

from collections.abc import Iterable, Mapping

from pathways.walk import fit_stage
from schemes.eligibility import Verdict

PICKED_KINDS = ("dispositifs", "financement")


def starting_slugs(choices: Iterable[Iterable], verdicts: Mapping[str, Verdict]) -> list[str]:
    """One slug for each list of schemes, best verdict first; never a « non », never one twice."""
    chosen: list[str] = []
    for schemes in choices:
        eligible = [s for s in schemes if s.slug in verdicts and s.slug not in chosen]
        fit = fit_stage(eligible, verdicts)
        if best := next(iter((*fit.yes, *fit.unknown)), None):
            chosen.append(best.scheme.slug)
    return chosen
