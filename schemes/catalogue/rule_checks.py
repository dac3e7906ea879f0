"""Checks the rules that were just written: sound, and true to their case types."""

from collections.abc import Iterator
from datetime import date

from schemes.catalogue.faults import Fault
from schemes.catalogue.reader import Catalogue, Entry
from schemes.catalogue.yaml_files import Place
from schemes.eligibility import evaluate
from schemes.models import Scheme
from schemes.profile import ProfileError, read_profile
from schemes.rule_lint import RuleProblem, rule_problems
from schemes.rulebook import Rulebook, load_rulebook


def rule_faults(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    slugs = catalogue.keys("schemes")
    rulebook = load_rulebook(Scheme.objects.filter(slug__in=slugs))
    for slug, entry in catalogue.entries["schemes"].items():
        for problem in rule_problems(rulebook.rulesets[slug]):
            yield entry.fault(_place(problem), problem.message)
        yield from _case_faults(entry, rulebook, today)


def _place(problem: RuleProblem) -> Place:
    own = ("base",) if problem.audience is None else ("audiences", problem.audience)
    if problem.rule is None:
        return ("rules", *own)
    inner = () if problem.audience is None else ("conditions",)
    return ("rules", *own, *inner, problem.rule)


def _case_faults(entry: Entry, rulebook: Rulebook, today: date) -> Iterator[Fault]:
    for index, case in enumerate(entry.spec.cases):
        place = ("cases", index)
        try:
            profile = read_profile(case.profile, rulebook.vocabulary)
        except ProfileError as error:
            for key, messages in error.errors.items():
                yield entry.fault((*place, "profile"), f"{key} : {' '.join(messages)}")
            continue
        # On the day of its reading: that a scheme closed since is no fault of the file.
        day = entry.spec.verified_on or today
        verdict = evaluate(rulebook.rulesets[entry.spec.slug], profile, day)
        if verdict.value != case.verdict:
            message = (
                f"« {case.label} » attend « {case.verdict} », "
                f"les règles donnent « {verdict.value} »."
            )
            yield entry.fault(place, message)
