"""The list of the real cards, filtered and counted in SQL, against the verdicts of each card."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.eligibility import evaluate
from schemes.enums import LegalRegime, Nature, StageSlug, State
from schemes.filters import FACETS, SchemeFilter
from schemes.models import ListedCard, Scheme
from schemes.narrowing import CURRENT_STATES
from schemes.openings import AREA, HANDICAP, STATUS
from schemes.profile import Profile
from schemes.rulebook import load_rulebook
from tests.schemes.test_listing_index import disagreements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
TODAY = date(2026, 11, 28)
COLUMNS = {"nature": "nature", "droit": "legal_regime", "etat": "state"}


class Oracle:
    """Asks every card, one by one, as slowly as it takes."""

    def __init__(self, chosen: dict[str, list[str]]):
        self.chosen = {facet: chosen[facet] for facet in FACETS}
        self.chosen["etat"] = chosen["etat"] or CURRENT_STATES
        self.area = chosen["departement"]
        self.rulebook = load_rulebook()
        self.schemes = list(Scheme.objects.published().prefetch_related("stages"))

    def is_open(self, scheme: Scheme, status: str | None, handicap: str | None) -> bool:
        answers = {STATUS: status and frozenset({status}), HANDICAP: handicap, AREA: self.area}
        profile = Profile({key: answer for key, answer in answers.items() if answer})
        return evaluate(self.rulebook.rulesets[scheme.slug], profile, TODAY).truth is not False

    def stands_under(self, scheme: Scheme, facet: str, value: str) -> bool:
        if facet == "etape":
            return value in {stage.slug for stage in scheme.stages.all()}
        if facet == "statut":
            others = self.chosen["handicap"] or [None]
            return any(self.is_open(scheme, value, other) for other in others)
        if facet == "handicap":
            others = self.chosen["statut"] or [None]
            return any(self.is_open(scheme, other, value) for other in others)
        return getattr(scheme, COLUMNS[facet]) == value

    def passes(self, scheme: Scheme, but: str = "") -> bool:
        if self.area and not self.is_open(scheme, None, None):
            return False
        return all(
            not wanted or facet == but or any(self.stands_under(scheme, facet, v) for v in wanted)
            for facet, wanted in self.chosen.items()
        )

    def counts(self, facet: str, values: list[str]) -> Counter:
        passing = [scheme for scheme in self.schemes if self.passes(scheme, but=facet)]
        return Counter({v: sum(self.stands_under(s, facet, v) for s in passing) for v in values})


def few(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


SITUATIONS = ["salarie-prive", "demandeur-emploi-inscrit", "travailleur-esat", "agent-public"]
any_choice = st.fixed_dictionaries({
    "statut": few(SITUATIONS),
    "handicap": few(["reconnu", "en-cours", "aucun"]),
    "departement": st.sampled_from(["", "59", "80", "75"]),
    "etape": few(StageSlug.values),
    "nature": few(Nature.values),
    "droit": few(LegalRegime.values),
    "etat": few(State.values),
})  # fmt: skip


@settings(max_examples=12)
@given(any_choice)
def test_filters_and_counts_say_what_the_verdicts_say(chosen: dict) -> None:
    """Nothing is written: the examples share the rows of the test."""
    filters = SchemeFilter(chosen, today=TODAY)
    oracle = Oracle(chosen)
    expected = {scheme.slug for scheme in oracle.schemes if oracle.passes(scheme)}
    assert {scheme.slug for scheme in filters.qs} == expected
    assert filters.count == len(expected)
    for facet in filters.facets:
        told = {choice.value: choice.count for choice in facet.choices}
        assert told == dict(oracle.counts(facet.name, list(told)))


def test_no_row_disagrees_with_a_verdict() -> None:
    assert list(disagreements()) == []


def test_cards_that_answer_alike_share_a_table() -> None:
    assert ListedCard.objects.values("table").distinct().count() < ListedCard.objects.count()
