"""What is promised of the next question, over people who answer the real catalogue to its end."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from pathways.questions import NextQuestion, next_question
from schemes.eligibility import evaluate, known_answers, settle
from schemes.models import Scheme
from schemes.profile import UNKNOWN, Profile
from schemes.rulebook import Rulebook, load_rulebook
from schemes.ruleset import Ruleset, cells_of
from schemes.vocabulary import Question
from tests.benchmarks.people import random_answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

TODAY = date(2026, 11, 1)
PEOPLE = 3
SHARE_PASSED = 0.2

Step = tuple[Profile, NextQuestion, Profile]


@pytest.fixture
def rulebook() -> Rulebook:
    return load_rulebook(Scheme.objects.published().current())


def conversations(rulebook: Rulebook) -> Iterator[Step]:
    """Each question put to each person, with what was known before and after it."""
    draw = random.Random(4)  # noqa: S311  a simulation, not a secret
    for _ in range(PEOPLE):
        before = Profile({})
        while asked := next_question(rulebook.rulesets.values(), rulebook.vocabulary, before):
            passed = draw.random() < SHARE_PASSED
            answer = UNKNOWN if passed else random_answer(asked.question, draw)
            after = before.with_answer(asked.key, answer)
            yield before, asked, after
            before = after


def test_nothing_is_asked_twice_and_no_verdict_is_taken_back(rulebook) -> None:
    told = 0
    for before, asked, after in conversations(rulebook):
        assert not before.is_asked(asked.key)
        for ruleset in rulebook.rulesets.values():
            former = evaluate(ruleset, before, TODAY).truth
            if former is not None:
                told += 1
                assert evaluate(ruleset, after, TODAY).truth is former, ruleset.slug
    assert told > 1000


def test_it_says_how_many_schemes_one_answer_can_settle_no_more_and_no_less(rulebook) -> None:
    questions = 0
    for before, asked, _ in conversations(rulebook):
        questions += 1
        assert asked.settles == settled_by_an_answer(rulebook, before, asked), asked.key
    assert questions > PEOPLE * 3


def settled_by_an_answer(rulebook: Rulebook, known: Profile, asked: NextQuestion) -> int:
    answers = known_answers(known)
    doubtful = [r for r in rulebook.rulesets.values() if settle(r, answers) is None]
    return sum(
        any(
            settle(ruleset, {**answers, asked.key: one}) is not None
            for one in one_answer_each(asked.question, ruleset)
        )
        for ruleset in doubtful
    )


def one_answer_each(question: Question, ruleset: Ruleset) -> list:
    """Every value by itself; of a number, one for each interval that the rules tell apart."""
    if question.is_number:
        return list(cells_of(question, ruleset.tests_on(question.key)))
    if question.is_multiple:
        return [frozenset(), *(frozenset({value}) for value in question.values)]
    return list(question.values)
