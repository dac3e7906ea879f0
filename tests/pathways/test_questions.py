"""Which question comes next: the one that settles most, once, and only where it makes sense."""

import pytest

from pathways.questions import OPENING, makes_sense, next_question
from schemes.profile import UNKNOWN, Profile
from schemes.vocabulary import Vocabulary
from tests.pathways.kit import (
    VOCABULARY,
    between,
    boolean,
    choice,
    is_,
    number,
    one_of,
    ruleset,
    vocabulary_of,
)


def ask(*rulesets, opening=(), **answers):
    return next_question(rulesets, VOCABULARY, Profile(answers), opening)


def key_of(*rulesets, opening=(), **answers) -> str | None:
    question = ask(*rulesets, opening=opening, **answers)
    return question and question.key


def conversation(*rulesets, answers: dict, opening=()) -> list[str]:
    """The keys asked one after the other; what `answers` does not hold is not known."""
    profile, asked = Profile(), []
    while question := next_question(rulesets, VOCABULARY, profile, opening):
        asked.append(question.key)
        profile = profile.with_answer(question.key, answers.get(question.key, UNKNOWN))
        assert len(asked) <= len(VOCABULARY.questions), f"it never ends: {asked}"
    return asked


def test_the_opening_comes_first_in_its_order_whatever_settles_more():
    rules = ruleset(is_("csp", True))
    asked = conversation(rules, answers={"csp": True}, opening=OPENING)
    assert asked == ["statuts", "age", "departement", "csp"]


def test_an_opening_question_that_was_passed_over_is_not_asked_again():
    assert key_of(opening=OPENING, statuts=UNKNOWN) == "age"
    assert key_of(opening=OPENING, statuts=UNKNOWN, age=UNKNOWN, departement=UNKNOWN) is None


def test_the_opening_is_asked_even_where_no_rule_reads_it():
    question = ask(ruleset(is_("csp", True)), opening=OPENING)
    assert (question.key, question.settles, question.concerns) == ("statuts", 0, 0)


def test_an_opening_question_that_left_the_vocabulary_is_passed_over():
    assert key_of(opening=("perdue", "age")) == "age"
    assert next_question((), vocabulary_of(), Profile(), OPENING) is None


def test_the_question_that_settles_most_schemes_comes_first():
    rules = [
        ruleset(between("age", 16, 29)),
        ruleset(is_("csp", True)),
        ruleset(is_("csp", False)),
    ]
    question = ask(*rules)
    assert (question.key, question.settles, question.concerns) == ("csp", 2, 2)


def test_of_two_questions_on_one_scheme_the_one_that_more_answers_settle_comes_first():
    """Two of the three spans of age close the scheme, one of the two answers on CSP does."""
    vocabulary = vocabulary_of(boolean("csp"), number("age", minimum=14))
    rules = ruleset(is_("csp", True), between("age", 16, 29), vocabulary=vocabulary)
    assert next_question([rules], vocabulary, Profile()).key == "age"


def test_settles_counts_schemes_that_an_answer_can_settle_and_concerns_those_that_need_it():
    open_either_way = ruleset(is_("csp", True))
    needs_two = ruleset(
        audiences=[
            [one_of("handicap", "reconnu"), is_("csp", True)],
            [one_of("handicap", "aucun"), is_("csp", False)],
        ]
    )
    question = next_question(
        [open_either_way, needs_two], VOCABULARY, Profile({"handicap": UNKNOWN})
    )
    assert (question.key, question.settles, question.concerns) == ("csp", 1, 2)


def test_schemes_that_are_settled_no_longer_count():
    closed, doubtful = ruleset(between("age", 16, 29)), ruleset(is_("csp", True))
    assert key_of(closed, doubtful, age=50) == "csp"
    assert ask(closed, doubtful, age=50).concerns == 1


def test_none_once_no_answer_would_help():
    assert key_of() is None
    assert key_of(ruleset()) is None, "a scheme without rules stays to be checked"
    assert key_of(ruleset(is_("csp", True)), csp=False) is None


def test_a_doubt_that_every_answer_settles_the_same_way_is_not_asked_about():
    covering = ruleset(
        audiences=[[one_of("handicap", "reconnu")], [one_of("handicap", "en-cours", "aucun")]]
    )
    assert key_of(covering) is None


def test_a_question_is_never_asked_twice_even_in_vain():
    rules = ruleset(is_("csp", True), one_of("handicap", "reconnu"))
    asked = conversation(rules, answers={})
    assert sorted(asked) == ["csp", "handicap"]


def test_a_follow_up_gives_way_to_its_parent():
    rules = ruleset(one_of("contrat", "cdi"))
    question = ask(rules)
    assert question.key == "statuts"
    assert question.concerns == 1


def test_a_chain_of_follow_ups_starts_at_its_root():
    rules = ruleset(is_("temps_partiel", True))
    answers = {"statuts": frozenset({"salarie"}), "contrat": "cdi", "temps_partiel": True}
    assert conversation(rules, answers=answers) == ["statuts", "contrat", "temps_partiel"]


def test_a_follow_up_that_makes_no_sense_is_left_out():
    rules = ruleset(one_of("contrat", "cdi"))
    assert key_of(rules, statuts=frozenset({"inscrit"})) is None
    assert key_of(rules, statuts=frozenset({"salarie"})) == "contrat"
    assert key_of(rules, statuts=frozenset({"salarie", "inscrit"})) == "contrat"


def test_a_follow_up_comes_where_the_parent_is_not_known():
    assert key_of(ruleset(one_of("contrat", "cdi")), statuts=UNKNOWN) == "contrat"


@pytest.mark.parametrize(
    ("answer", "sense"), [("reconnu", True), ("aucun", False), (UNKNOWN, True), (None, True)]
)
def test_a_follow_up_may_be_ruled_out_by_one_answer(answer, sense):
    profile = Profile({} if answer is None else {"handicap": answer})
    assert makes_sense(VOCABULARY["type_handicap"], profile) is sense


def test_a_parent_is_credited_with_what_its_follow_ups_settle():
    rules = [ruleset(one_of("contrat", "cdi")), ruleset(one_of("contrat", "cdd"))]
    assert ask(*rules, ruleset(is_("csp", True))).key == "statuts"


def test_a_parent_settles_only_what_its_own_answer_settles_and_counts_a_scheme_once():
    rules = ruleset(one_of("contrat", "cdi"), is_("temps_partiel", True))
    question = ask(rules, ruleset(one_of("statuts", "inscrit")))
    assert (question.key, question.settles, question.concerns) == ("statuts", 1, 2)


FAMILY = vocabulary_of(
    boolean("csp"), choice("statuts", "inscrit", "salarie"), boolean("cadre", follows="statuts")
)


def after(*answers: tuple) -> str:
    """What is asked after `answers`, given in this order, about a scheme for managers and CSP."""
    rules = [ruleset(is_("cadre", True), vocabulary=FAMILY)]
    rules += [ruleset(is_("csp", wanted), vocabulary=FAMILY) for wanted in (True, False)]
    return next_question(rules, FAMILY, Profile(dict(answers))).key


def test_a_question_that_follows_up_the_last_answer_comes_right_after_it():
    assert after() == "csp", "it settles two schemes"
    assert after(("statuts", "salarie")) == "cadre"


def test_a_follow_up_of_an_older_answer_waits_its_turn():
    assert after(("statuts", "salarie"), ("age", UNKNOWN)) == "csp"


def test_a_follow_up_that_settles_nothing_waits_its_turn():
    rules = [ruleset(is_("csp", True), vocabulary=FAMILY)]
    assert next_question(rules, FAMILY, Profile({"statuts": "salarie"})).key == "csp"


def test_between_equals_the_editorial_order_decides():
    csp, other = boolean("csp"), boolean("autre")
    for first, second in ((csp, other), (other, csp)):
        vocabulary = vocabulary_of(first, second)
        rules = [ruleset(is_(q.key, True), vocabulary=vocabulary) for q in (csp, other)]
        assert next_question(rules, vocabulary, Profile()).key == first.key
        assert next_question(rules[::-1], vocabulary, Profile()).key == first.key


def test_the_order_of_rules_and_answers_changes_nothing():
    vocabulary = Vocabulary(
        {q.key: q for q in (number("age"), choice("handicap", "a", "b"), boolean("csp"))}
    )
    rules = [
        ruleset(between("age", 16, 29), is_("csp", True), vocabulary=vocabulary),
        ruleset(one_of("handicap", "a"), is_("csp", False), vocabulary=vocabulary),
        ruleset(
            audiences=[[between("age", 50, None)], [one_of("handicap", "b")]], vocabulary=vocabulary
        ),
    ]
    profiles = [Profile({"csp": UNKNOWN, "age": 20}), Profile({"age": 20, "csp": UNKNOWN})]
    found = {
        (q.key, q.settles, q.concerns)
        for order in (rules, rules[::-1])
        for profile in profiles
        for q in [next_question(order, vocabulary, profile)]
    }
    assert len(found) == 1
