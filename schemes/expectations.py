"""Reads case types and the verdicts expected of them, and tells which ones the rules break."""

from collections.abc import Iterable, Mapping
from datetime import date

from schemes.enums import VerdictValue
from schemes.models import CaseType, Expectation, Scheme
from schemes.profile import ProfileError, read_profile
from schemes.rule_effects import Case, VerdictChange, verdict_changes
from schemes.rulebook import load_rulebook
from schemes.ruleset import Ruleset
from schemes.vocabulary import Vocabulary


def broken_expectations(scheme: Scheme, today: date) -> list[VerdictChange]:
    """The expectations of `scheme` that its stored rules break: they forbid its publication.

    Read on the day the card was verified, as when the catalogue is loaded: a scheme that closed
    since then still keeps its word.
    """
    book = load_rulebook(Scheme.objects.filter(pk=scheme.pk))
    rules = book.rulesets[scheme.slug]
    cases = load_cases(scheme.expectations.all(), book.vocabulary, expected_only=True)
    return [change for change in effects(rules, rules, cases, scheme, today) if change.breaks]


def effects(
    before: Ruleset, after: Ruleset, cases: Iterable[Case], scheme: Scheme, today: date
) -> tuple[VerdictChange, ...]:
    return verdict_changes(before, after, cases, scheme.verified_on or today)


def load_cases(
    expectations: Iterable[Expectation], vocabulary: Vocabulary, *, expected_only: bool = False
) -> list[Case]:
    """All case types, or those of `expectations` alone, that the vocabulary can still read."""
    expected = {e.case_type_id: e for e in expectations}
    rows = CaseType.objects.all()
    if expected_only:
        rows = rows.filter(pk__in=expected)
    cases = (_case(row, expected, vocabulary) for row in rows)
    return [case for case in cases if case is not None]


def _case(
    row: CaseType, expected: Mapping[int, Expectation], vocabulary: Vocabulary
) -> Case | None:
    try:
        profile = read_profile(row.profile, vocabulary)
    except ProfileError:
        return None  # an answer that is no more; the page of the case type says it
    said = expected.get(row.pk)
    if said is None:
        return Case(row.slug, row.label, profile)
    return Case(
        row.slug, row.label, profile, VerdictValue(said.verdict), said.reason, expectation=said.pk
    )
