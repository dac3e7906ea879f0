"""The rules of the real cards: every case type holds, every verdict that can be is shown."""

from itertools import product
from math import prod

import pytest
from django.test import Client

from pathways.person import Person
from schemes.eligibility import closed_reason, evaluate, kleene
from schemes.enums import State, VerdictValue
from schemes.models import Expectation, Scheme, Stage
from schemes.profile import Profile, read_profile
from schemes.rulebook import Rulebook, load_rulebook
from schemes.ruleset import Ruleset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

YES, NO, UNKNOWN = VerdictValue
MOST_COMPLETIONS = 200_000


@pytest.fixture
def rulebook(catalogue: None, db: None) -> Rulebook:
    return load_rulebook()


@pytest.fixture
def cards(catalogue: None, db: None) -> dict[str, Scheme]:
    found = Scheme.objects.published().current().prefetch_related("expectations")
    return {card.slug: card for card in found}


def test_every_case_type_gets_the_verdict_that_it_expects(rulebook) -> None:
    """On the day when its card was read: a scheme that ends does not make the case wrong."""
    wrong = []
    expectations = list(Expectation.objects.select_related("scheme", "case_type"))
    for expected in expectations:
        profile = read_profile(expected.case_type.profile, rulebook.vocabulary)
        ruleset = rulebook.rulesets[expected.scheme.slug]
        if evaluate(ruleset, profile, expected.scheme.verified_on).value != expected.verdict:
            wrong.append(str(expected))
    assert len(expectations) > 250
    assert wrong == []


def test_every_card_has_rules_or_says_why_not(cards, rulebook) -> None:
    without = {slug: card for slug, card in cards.items() if rulebook.rulesets[slug].is_empty}
    assert set(without) <= {"referents-handicap"}
    for card in without.values():
        assert "règle" in card.editor_note.lower()


def test_every_verdict_that_a_card_can_give_has_its_case(cards, rulebook) -> None:
    for slug, card in cards.items():
        shown = {expectation.verdict for expectation in card.expectations.all()}
        missing = set(VerdictValue) - shown
        assert missing.isdisjoint(attainable(rulebook.rulesets[slug], card.verified_on)), slug


def attainable(ruleset: Ruleset, today) -> set[str]:
    """The verdicts that some answers give, found by trying every cell of the rules' criteria."""
    if closed_reason(ruleset, today):
        return {NO}
    truths = {kleene(ruleset, answers) for answers in completions(ruleset)}
    asked_nothing = evaluate(ruleset, Profile(), today).value
    return {YES if truth else NO for truth in truths if truth is not None} | {asked_nothing}


def completions(ruleset: Ruleset):
    """Every way of answering all that the rules ask."""
    assert prod(len(cells) for cells in ruleset.cells.values()) <= MOST_COMPLETIONS, ruleset.slug
    for answers in product(*ruleset.cells.values()):
        yield dict(zip(ruleset.cells, answers, strict=True))


def test_a_card_whose_date_is_past_does_not_say_that_it_is_in_force(cards, rulebook) -> None:
    over = [card for card in cards.values() if card.valid_until and is_past(card)]
    for card in over:
        assert card.state != State.ACTIVE
        assert card.needs_review
        assert evaluate(rulebook.rulesets[card.slug], Profile(), card.verified_on).closed


def is_past(card: Scheme) -> bool:
    return card.valid_until < card.verified_on


# Historic cards


@pytest.fixture
def historic(catalogue: None, db: None) -> set[str]:
    return set(Scheme.objects.filter(state=State.HISTORIC).values_list("slug", flat=True))


def test_a_historic_card_has_no_rule_nor_case(historic, rulebook) -> None:
    assert [slug for slug in historic if list(rulebook.rulesets[slug].written())] == []
    assert not Expectation.objects.filter(scheme__slug__in=historic).exists()


def test_the_pathway_never_weighs_a_historic_card(client: Client, historic) -> None:
    person = Person(client.session)
    assert historic.isdisjoint(person.rulebook.rulesets)
    shown = {s.slug for stage in person.stages() for s in stage.schemes_to_fit}
    listed = {s.slug for stage in Stage.objects.all() for s in person.schemes_of(stage)}
    tools = {s.slug for s in person.compensation_tools()}
    assert shown
    assert listed
    assert historic.isdisjoint(shown | listed | tools)


def test_no_page_of_the_pathway_leads_to_a_historic_card(client: Client, historic) -> None:
    client.post("/parcours/questions/statuts/", {"answer": ["salarie-prive"]})
    for stage in Stage.objects.all():
        page = client.get(stage.get_absolute_url()).content.decode()
        assert "/dispositifs/" in page
        assert [slug for slug in historic if f"/dispositifs/{slug}/" in page] == []


def test_the_verdicts_of_the_api_leave_historic_cards_out(client: Client, historic) -> None:
    answer = client.post("/api/v1/eligibilite/", {"profil": {}}, content_type="application/json")
    assert answer.status_code == 200
    told = {result["slug"] for result in answer.json()["resultats"]}
    assert len(told) > 60
    assert historic.isdisjoint(told)


def test_no_card_of_today_asks_for_a_historic_one(historic) -> None:
    cards = Scheme.objects.current().prefetch_related("outgoing_links__to_scheme")
    for card in cards:
        ended = {link.to_scheme.slug for link in card.outgoing_links.all()} & historic
        assert ended == set(), card.slug
