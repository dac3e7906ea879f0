"""What holds for every rule set and every person, tried on random ones."""

import random
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from schemes.eligibility import evaluate
from schemes.profile import UNKNOWN, Profile
from tests.schemes.rules_kit import TODAY, VOCABULARY, full_answers, rulesets

KEYS = [question.key for question in VOCABULARY]
DOMAINS = {
    "age": range(14, 41),
    "handicap": ["reconnu", "en-cours", "aucun"],
    "statuts": [
        frozenset(chosen)
        for chosen in (
            {
                v
                for v, take in zip(
                    ["inscrit", "non-inscrit", "salarie", "etudiant"], bits, strict=True
                )
                if take
            }
            for bits in product((False, True), repeat=4)
        )
        if not {"inscrit", "non-inscrit"} <= chosen
    ],
    "csp": [True, False],
    "mois": range(37),
}


def truth(rules, answers):
    return evaluate(rules, Profile(answers), TODAY).truth


def part_of(answers, hidden):
    return {key: value for key, value in answers.items() if key not in hidden}


@given(rulesets, full_answers, st.sets(st.sampled_from(KEYS)), st.sampled_from(KEYS))
def test_an_answer_more_never_turns_a_verdict_round(rules, answers, hidden, key):
    before = truth(rules, part_of(answers, hidden))
    after = truth(rules, part_of(answers, hidden - {key}))
    assert before is None or after is before


@given(rulesets, full_answers)
def test_once_everything_is_known_the_verdict_is_decided(rules, answers):
    assume(not rules.is_empty)
    assert truth(rules, answers) is not None


@given(rulesets, full_answers, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(rules, answers, shuffler: random.Random):
    shuffled = list(answers.items())
    shuffler.shuffle(shuffled)
    assert evaluate(rules, Profile(dict(shuffled)), TODAY) == evaluate(
        rules, Profile(answers), TODAY
    )


@given(rulesets, full_answers, st.sets(st.sampled_from(KEYS), max_size=2))
def test_it_agrees_with_trying_every_answer_one_by_one(rules, answers, hidden):
    """The oracle knows nothing of cells: it walks the whole domain of what is hidden."""
    assume(not rules.is_empty)
    known = part_of(answers, hidden)
    unknown = [key for key in KEYS if key not in known]
    outcomes = {
        truth(rules, known | dict(zip(unknown, values, strict=True)))
        for values in product(*(DOMAINS[key] for key in unknown))
    }
    expected = outcomes.pop() if len(outcomes) == 1 else None
    assert truth(rules, known) is expected


@given(rulesets, full_answers, st.sets(st.sampled_from(KEYS)))
def test_asked_and_not_known_counts_as_not_asked(rules, answers, hidden):
    known = part_of(answers, hidden)
    assert truth(rules, known | dict.fromkeys(hidden, UNKNOWN)) is truth(rules, known)


@given(rulesets, full_answers, st.sets(st.sampled_from(KEYS)))
def test_a_doubt_always_names_what_is_missing(rules, answers, hidden):
    assume(not rules.is_empty)
    verdict = evaluate(rules, Profile(part_of(answers, hidden)), TODAY)
    assert bool(verdict.missing) is (verdict.truth is None)
    assert set(verdict.missing) <= hidden


@given(rulesets, full_answers, st.sets(st.sampled_from(KEYS)))
def test_only_a_yes_has_reserves_and_a_no_is_never_due_to_one(rules, answers, hidden):
    verdict = evaluate(rules, Profile(part_of(answers, hidden)), TODAY)
    assert not verdict.reserves or verdict.truth is True
