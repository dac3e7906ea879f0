"""Simulated people: case types filled up at random, and people drawn at random altogether."""

import random
from collections.abc import Iterator

from pathways.questions import makes_sense
from schemes.enums import CriterionType
from schemes.profile import UNKNOWN, Profile, read_profile
from schemes.vocabulary import Question, Vocabulary

HAUTS_DE_FRANCE = ("02", "59", "60", "62", "80")
SHARE_FROM_CASES = 0.5
SHARE_IN_REGION = 0.8  # the advisers of the guide receive people of their region
MOST_TICKED = 3


def people(
    count: int, vocabulary: Vocabulary, cases: list[dict], seed: int = 2026
) -> Iterator[Profile]:
    """`count` people who know every answer that makes sense for them; the same for a same seed."""
    draw = random.Random(seed)  # noqa: S311  a simulation, not a secret
    for _ in range(count):
        known = draw.choice(cases) if cases and draw.random() < SHARE_FROM_CASES else {}
        yield complete(read_profile(known, vocabulary), vocabulary, draw)


def complete(profile: Profile, vocabulary: Vocabulary, draw: random.Random) -> Profile:
    """`profile` with an answer to every question that it leaves open."""
    for question in vocabulary:
        if not profile.is_known(question.key) and makes_sense(question, profile):
            profile = profile.with_answer(question.key, random_answer(question, draw))
    return profile


def random_answer(question: Question, draw: random.Random):
    if question.is_number:
        return draw.randint(question.minimum, question.maximum)
    if question.is_multiple:
        return _random_set(question, draw)
    if question.type == CriterionType.TERRITORY and draw.random() < SHARE_IN_REGION:
        return draw.choice(HAUTS_DE_FRANCE)
    return draw.choice(question.values)


def _random_set(question: Question, draw: random.Random) -> frozenset:
    chosen: frozenset = frozenset()
    for _ in range(draw.randint(1, MOST_TICKED)):
        chosen = question.without_clash(chosen, draw.choice(question.values))
    return chosen


def told(person: Profile, key: str):
    """What the person answers to a question: she does not know what makes no sense for her."""
    return person.answers.get(key, UNKNOWN)
