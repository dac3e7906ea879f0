"""What fits a stage: three lists by verdict, the surest first; near misses first among the no."""

from datetime import date
from types import SimpleNamespace

from pathways.walk import Fit, StageFit, fit_stage, with_changes
from schemes.changes import Change, Move
from schemes.eligibility import Verdict, evaluate
from schemes.profile import Profile
from schemes.ruleset import Ruleset
from tests.pathways.kit import choice, one_of, vocabulary_of
from tests.pathways.kit import ruleset as kit_ruleset
from tests.schemes.rules_kit import age, csp, months, profile, required, ruleset, statuts

TODAY = date(2026, 11, 21)


def verdict(slug: str, truth, *, reserves=(), missing=(), is_priority=False) -> Verdict:
    return Verdict(slug, truth, reserves, (), (), missing, is_priority)


def fit(*verdicts: Verdict):
    """The stage of these verdicts; each scheme is named after its slug."""
    schemes = [SimpleNamespace(slug=v.slug, name=v.slug) for v in verdicts]
    return fit_stage(schemes, {v.slug: v for v in verdicts})


def slugs(fits) -> list[str]:
    return [item.scheme.slug for item in fits]


def test_each_scheme_stands_in_the_list_of_its_verdict():
    stage = fit(verdict("a", False), verdict("b", True), verdict("c", None), verdict("d", True))
    assert (slugs(stage.yes), slugs(stage.unknown), slugs(stage.no)) == (["b", "d"], ["c"], ["a"])


def test_a_stage_without_schemes_is_empty():
    stage = fit()
    assert (stage.yes, stage.unknown, stage.no) == ([], [], [])


def test_verdicts_of_other_stages_are_left_aside():
    here = SimpleNamespace(slug="a", name="a")
    stage = fit_stage([here], {"a": verdict("a", True), "b": verdict("b", True)})
    assert slugs(stage.yes) == ["a"]


def test_priority_publics_come_before_everything():
    stage = fit(verdict("a", True), verdict("z", True, reserves=("x",), is_priority=True))
    assert slugs(stage.yes) == ["z", "a"]


def test_an_open_scheme_without_reserve_comes_before_one_with():
    stage = fit(
        verdict("a", True, reserves=("x", "y")),
        verdict("b", True, reserves=("x",)),
        verdict("c", True),
    )
    assert slugs(stage.yes) == ["c", "b", "a"]


def test_in_doubt_the_fewest_questions_left_come_first_and_those_without_rules_last():
    stage = fit(
        verdict("a", None),
        verdict("b", None, missing=("x", "y")),
        verdict("c", None, missing=("x",)),
    )
    assert slugs(stage.unknown) == ["c", "b", "a"]


def test_between_equals_the_name_decides():
    stage = fit(verdict("b", True), verdict("c", True), verdict("a", True))
    assert slugs(stage.yes) == ["a", "b", "c"]


def no_of(person: Profile, **rulesets: Ruleset):
    verdicts = {slug: evaluate(rules, person, TODAY) for slug, rules in rulesets.items()}
    schemes = [SimpleNamespace(slug=slug, name=slug) for slug in rulesets]
    stage = fit_stage(schemes, verdicts)
    assert len(stage.no) == len(rulesets), "every one is closed"
    return with_changes(stage.no, rulesets, person, TODAY)


def test_near_misses_come_first_and_what_nothing_opens_last():
    person = profile(mois=3, csp=False, age=30)
    fits = no_of(
        person,
        a_never=ruleset(required(csp(True)), open_until=date(2020, 1, 1)),
        b_two_moves=ruleset(required(months(24)), required(csp(True))),
        c_one_move=ruleset(required(months(24))),
    )
    assert slugs(fits) == ["c_one_move", "b_two_moves", "a_never"]
    assert [len(f.changes[0].moves) if f.changes else None for f in fits] == [1, 2, None]


def test_a_change_says_in_words_what_opens_the_scheme():
    (item,) = no_of(profile(mois=18), a=ruleset(required(months(24))))
    assert [change.text for change in item.changes] == [
        "Ancienneté : atteindre 24 mois (il en manque 6)."
    ]


def test_equally_near_misses_follow_their_name():
    rules = ruleset(required(statuts("inscrit")))
    fits = no_of(profile(statuts=["salarie"]), b=rules, a=rules)
    assert slugs(fits) == ["a", "b"]


def split_near(fits: list[Fit]) -> tuple[list[Fit], list[Fit]]:
    stage = StageFit(no=fits)
    return stage.near, stage.far


def test_one_change_is_near_and_two_are_not():
    person = profile(mois=3, csp=False)
    fits = no_of(
        person,
        a=ruleset(required(months(24))),
        b=ruleset(required(months(24)), required(csp(True))),
    )
    near, far = split_near(fits)
    assert (slugs(near), slugs(far)) == (["a"], ["b"])


def test_nothing_to_change_is_never_near():
    near, far = split_near(no_of(profile(age=30), a=ruleset(required(age(16, 25)))))
    assert (near, slugs(far)) == ([], ["a"])


def test_to_live_elsewhere_is_no_near_miss():
    vocabulary = vocabulary_of(
        choice("departement", "59", "75", kind="territoire", changeable=True)
    )
    rules = kit_ruleset(one_of("departement", "59"), vocabulary=vocabulary)
    near, far = split_near(no_of(profile(departement="75"), a=rules))
    assert (near, slugs(far)) == ([], ["a"])
    assert far[0].changes, "it is told, only not as near"


def test_what_brings_a_change_about_is_named_once_and_never_the_scheme_itself():
    def change(*slugs):
        return Change((Move("csp", True, "x", slugs),), True)

    scheme = SimpleNamespace(slug="a", name="a")
    fit_of_a = Fit(scheme, verdict("a", False), (change("b", "a"), change("c", "b")))
    assert fit_of_a.helped_by == ("b", "c")
