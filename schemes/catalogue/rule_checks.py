"""Checks the rules that were just written: sound, and true to their case types."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from schemes.catalogue.faults import Fault
from schemes.catalogue.reader import Catalogue, Entry
from schemes.catalogue.schema_scheme import CaseSpec, SharedCaseSpec
from schemes.catalogue.yaml_files import Place
from schemes.eligibility import evaluate
from schemes.models import Scheme
from schemes.profile import ProfileError, read_profile
from schemes.rule_lint import RuleProblem, rule_problems
from schemes.rulebook import Rulebook, load_rulebook


class Expected(NamedTuple):
    """The verdict of a card on the day of its reading: that it closed since is no fault."""

    slug: str
    verdict: str
    day: date


def rule_faults(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Of the public cards: the rules of a card that is being written may still be in pieces."""
    public = {k: e for k, e in catalogue.entries["schemes"].items() if e.spec.is_public}
    rulebook = load_rulebook(Scheme.objects.filter(slug__in=public))
    for slug, entry in public.items():
        for problem in rule_problems(rulebook.rulesets[slug]):
            yield entry.fault(_place(problem), problem.message)
        for index, case in enumerate(entry.spec.cases):
            expected = Expected(slug, case.verdict, entry.spec.verified_on or today)
            yield from _case_faults(entry, ("cases", index), case, [expected], rulebook)
    for entry in catalogue.entries["cases"].values():
        expected = [
            Expected(e.scheme, e.verdict, public[e.scheme].spec.verified_on or today)
            for e in entry.spec.expected
            if e.scheme in public
        ]
        yield from _case_faults(entry, (), entry.spec, expected, rulebook)


def _place(problem: RuleProblem) -> Place:
    own = ("base",) if problem.audience is None else ("audiences", problem.audience)
    if problem.rule is None:
        return ("rules", *own)
    inner = () if problem.audience is None else ("conditions",)
    return ("rules", *own, *inner, problem.rule)


def _case_faults(
    entry: Entry,
    place: Place,
    case: CaseSpec | SharedCaseSpec,
    expected: list[Expected],
    rulebook: Rulebook,
) -> Iterator[Fault]:
    try:
        profile = read_profile(case.profile, rulebook.vocabulary)
    except ProfileError as error:
        for key, messages in error.errors.items():
            yield entry.fault((*place, "profile"), f"{key} : {' '.join(messages)}")
        return
    for slug, wanted, day in expected:
        verdict = evaluate(rulebook.rulesets[slug], profile, day)
        if verdict.value != wanted:
            message = (
                f"« {case.label} » attend « {wanted} », les règles donnent « {verdict.value} »."
            )
            yield entry.fault(place, message)
