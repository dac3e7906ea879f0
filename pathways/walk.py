"""The stages, and what fits each: schemes sorted by verdict. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from schemes.changes import Change, smallest_changes
from schemes.eligibility import Verdict
from schemes.enums import VerdictValue
from schemes.profile import Profile
from schemes.ruleset import Ruleset


@dataclass(frozen=True)
class Fit:
    """One scheme with its verdict, and for a « non » what would change it."""

    scheme: object
    verdict: Verdict
    changes: tuple[Change, ...] = ()


@dataclass
class StageFit:
    """The schemes of a stage, in three lists; each list puts first what is surest."""

    yes: list[Fit] = field(default_factory=list)
    unknown: list[Fit] = field(default_factory=list)
    no: list[Fit] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.yes) + len(self.unknown) + len(self.no)


def fit_stage(schemes: Iterable, verdicts: Mapping[str, Verdict]) -> StageFit:
    """Sort `schemes` (objects with a `slug` and a `name`) by their verdict."""
    stage = StageFit()
    lists = {
        VerdictValue.YES: stage.yes,
        VerdictValue.UNKNOWN: stage.unknown,
        VerdictValue.NO: stage.no,
    }
    for scheme in schemes:
        verdict = verdicts[scheme.slug]
        lists[verdict.value].append(Fit(scheme, verdict))
    for fits in lists.values():
        fits.sort(key=_rank)
    return stage


def _rank(fit: Fit) -> tuple:
    """Priority publics, then no reserve, then few questions left, then the name."""
    verdict = fit.verdict
    return (
        not verdict.is_priority,
        len(verdict.reserves),
        len(verdict.missing) if verdict.missing else 99,
        fit.scheme.name,
    )


def with_changes(
    fits: Iterable[Fit], rulesets: Mapping[str, Ruleset], profile: Profile, today: date
) -> list[Fit]:
    """The same fits with what would change each « non », the nearest misses first."""
    explained = [
        Fit(f.scheme, f.verdict, smallest_changes(rulesets[f.scheme.slug], profile, today))
        for f in fits
    ]
    return sorted(
        explained, key=lambda f: (len(f.changes[0].moves) if f.changes else 99, f.scheme.name)
    )
