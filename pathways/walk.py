"""The stages, and what fits each: schemes sorted by verdict. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from schemes.changes import AREA, Change, smallest_changes
from schemes.eligibility import Verdict
from schemes.enums import VerdictValue
from schemes.profile import Profile
from schemes.ruleset import Ruleset
from schemes.vocabulary import Question, Vocabulary

OUT_OF_REACH = 99


@dataclass(frozen=True)
class Fit:
    """One scheme with its verdict; for a « non », what would change it and who helps to that."""

    scheme: object
    verdict: Verdict
    changes: tuple[Change, ...] = ()
    helpers: tuple = ()
    missing: tuple[Question, ...] = ()

    @property
    def helped_by(self) -> tuple[str, ...]:
        """Slugs of what brings the changes about, once each, itself left out."""
        slugs = (slug for change in self.changes for slug in change.helped_by)
        return tuple(dict.fromkeys(slug for slug in slugs if slug != self.scheme.slug))

    @property
    def distance(self) -> int:
        """How many answers would have to change; a large number where none can."""
        return len(self.changes[0].moves) if self.changes else OUT_OF_REACH

    @property
    def is_near(self) -> bool:
        """One change is enough, and it is not to live elsewhere."""
        return self.distance == 1 and self.changes[0].moves[0].key != AREA


@dataclass
class StageFit:
    """The schemes of a stage, in three lists; each list puts first what is surest."""

    yes: list[Fit] = field(default_factory=list)
    unknown: list[Fit] = field(default_factory=list)
    no: list[Fit] = field(default_factory=list)

    @property
    def near(self) -> list[Fit]:
        """Those that a single change would open."""
        return [fit for fit in self.no if fit.is_near]

    @property
    def far(self) -> list[Fit]:
        return [fit for fit in self.no if not fit.is_near]


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
        len(verdict.missing) or OUT_OF_REACH,
        fit.scheme.name,
    )


def with_missing(fits: Iterable[Fit], vocabulary: Vocabulary) -> list[Fit]:
    """The same fits with the questions that could still settle each."""
    return [
        replace(fit, missing=tuple(vocabulary[key] for key in fit.verdict.missing)) for fit in fits
    ]


def with_changes(
    fits: Iterable[Fit], rulesets: Mapping[str, Ruleset], profile: Profile, today: date
) -> list[Fit]:
    """The same fits with what would change each « non », the nearest first."""
    explained = [
        Fit(f.scheme, f.verdict, smallest_changes(rulesets[f.scheme.slug], profile, today))
        for f in fits
    ]
    return sorted(explained, key=lambda f: (f.distance, f.scheme.name))
