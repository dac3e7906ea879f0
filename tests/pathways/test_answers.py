"""Answers live in the session and nowhere else, and only as long as they make sense."""

import json

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore

from pathways.answers import Answers
from schemes.profile import UNKNOWN
from tests.pathways.kit import VOCABULARY, number, vocabulary_of

EVERY_TYPE = {
    "statuts": frozenset({"inscrit", "salarie"}),
    "age": 45,
    "departement": "59",
    "handicap": "reconnu",
    "niveau": "bac",
    "csp": False,
}


@pytest.fixture
def session() -> SessionStore:
    """A session in memory: these tests ask for no database."""
    return SessionStore()


@pytest.fixture
def answers(session) -> Answers:
    return Answers(session)


def profile_of(answers: Answers, vocabulary=VOCABULARY) -> dict:
    return dict(answers.profile(vocabulary).answers)


def test_a_new_session_holds_no_answer_and_reading_it_writes_nothing(session, answers):
    assert profile_of(answers) == {}
    assert answers.count == 0
    assert not session.modified


def test_what_was_kept_is_found_again_with_its_type(answers):
    answers.keep(EVERY_TYPE)
    assert profile_of(answers) == EVERY_TYPE
    assert answers.count == len(EVERY_TYPE)


def test_the_session_holds_plain_json(session, answers):
    answers.keep({**EVERY_TYPE, "contrat": UNKNOWN})
    stored = json.loads(json.dumps(dict(session)))
    assert profile_of(Answers(stored)) == {**EVERY_TYPE, "contrat": UNKNOWN}


def test_another_answer_adds_and_the_same_question_replaces(answers):
    answers.keep({"age": 45})
    answers.keep({"csp": True})
    answers.keep({"age": 46})
    assert profile_of(answers) == {"age": 46, "csp": True}


def test_the_whole_page_replaces_all_that_was_known(answers):
    answers.keep({"age": 45, "csp": True})
    answers.replace({"age": 20})
    assert profile_of(answers) == {"age": 20}


def test_a_question_that_was_passed_over_is_asked_and_not_known(answers):
    answers.keep({"age": 45})
    answers.pass_over("age")
    profile = answers.profile(VOCABULARY)
    assert profile.is_asked("age")
    assert not profile.is_known("age")


def test_nothing_ticked_is_an_answer(answers):
    answers.keep({"statuts": frozenset()})
    assert profile_of(answers) == {"statuts": frozenset()}


@pytest.mark.parametrize(
    "stored",
    [
        {"gone": True},
        {"age": 300},
        {"age": "45"},
        {"departement": "2A"},
        {"statuts": ["inscrit", "non-inscrit"]},
        {"csp": "oui"},
    ],
)
def test_an_answer_that_the_vocabulary_of_today_refuses_is_forgotten(session, answers, stored):
    session["answers"] = {**stored, "handicap": "aucun"}
    assert profile_of(answers) == {"handicap": "aucun"}


def test_a_question_that_left_the_vocabulary_is_forgotten(answers):
    answers.keep(EVERY_TYPE)
    assert profile_of(answers, vocabulary_of(number("age"))) == {"age": 45}


@pytest.mark.parametrize(
    ("voice", "self"), [("moi", True), ("conseil", False), ("employeur", False)]
)
def test_only_the_person_herself_is_spoken_to(answers, voice, self):
    answers.start(voice)
    assert answers.speaks_to_person is self


def test_without_a_choice_an_adviser_is_spoken_to(answers):
    assert not answers.speaks_to_person
    assert answers.journey == ""


def test_starting_again_keeps_the_answers_and_the_newest_typical_pathway(answers):
    answers.keep({"age": 45})
    answers.start("moi", "salarie")
    answers.start("conseil")
    assert profile_of(answers) == {"age": 45}
    assert (answers.speaks_to_person, answers.journey) == (False, "")


def test_the_last_answer_given_stands_last(answers):
    """The next question looks at it, to follow it up."""
    answers.keep({"age": 45})
    answers.keep({"csp": True})
    answers.keep({"age": 46})
    assert list(profile_of(answers)) == ["csp", "age"]


def test_erasing_empties_the_session_whole(session, answers):
    answers.keep(EVERY_TYPE)
    answers.start("moi", "salarie")
    answers.erase()
    assert dict(session) == {}
    assert profile_of(answers) == {}
