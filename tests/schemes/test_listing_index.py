"""The rows of the list never disagree with `evaluate`, however rules and cards change."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.eligibility import evaluate
from schemes.enums import CriterionType, Operator, Publication, Scope, TerritoryKind
from schemes.models import ListedCard, Scheme, Territory
from schemes.models.listing import in_force
from schemes.openings import AREA, HANDICAP, STATUS, openings_of
from schemes.profile import Profile
from schemes.rulebook import Areas, load_rulebook
from schemes.ruleset import AudienceRules, Rule, Ruleset
from schemes.ruleset import Test as Trial  # pytest would collect a Test
from schemes.search.index import rebuild
from schemes.vocabulary import Option, Question, Vocabulary
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_scheme,
    make_territory,
)

TODAY = date(2026, 11, 28)


def profile_of(status: str | None, handicap: str | None, area: str | None) -> Profile:
    answers = {STATUS: status and frozenset({status}), HANDICAP: handicap, AREA: area}
    return Profile({key: answer for key, answer in answers.items() if answer})


# Any rules: the table against the verdict, cell by cell.

STATUSES, HANDICAPS = ("inscrit", "sorti", "salarie", "etudiant"), ("reconnu", "aucun")
DEPARTMENTS = ("02", "59", "75")
VOCABULARY = Vocabulary({
    question.key: question
    for question in (
        Question(STATUS, CriterionType.MULTIPLE, "S", options=tuple(Option(v, v) for v in STATUSES),
                 exclusive=(("inscrit", "sorti"),)),
        Question(HANDICAP, CriterionType.CHOICE, "H",
                 options=tuple(Option(v, v) for v in HANDICAPS)),
        Question(AREA, CriterionType.TERRITORY, "D",
                 options=tuple(Option(v, v) for v in DEPARTMENTS)),
        Question("age", CriterionType.NUMBER, "A", minimum=14, maximum=40),
    )
})  # fmt: skip


def some(key: str, values: tuple[str, ...]) -> st.SearchStrategy[Trial]:
    operators = st.sampled_from([Operator.IN, Operator.NOT_IN])
    chosen = st.sets(st.sampled_from(values), min_size=1).map(frozenset)
    return st.builds(Trial, operators, st.just(key), chosen)


any_test = st.one_of(
    some(STATUS, STATUSES),
    some(HANDICAP, HANDICAPS),
    some(AREA, DEPARTMENTS),
    st.integers(14, 40).map(lambda low: Trial(Operator.BETWEEN, "age", (low, None))),
)
scopes = st.sampled_from([Scope.REQUIRED, Scope.REQUIRED, Scope.TO_CONFIRM, Scope.PRIORITY])
any_rule = st.builds(
    Rule, wording=st.just("r"), scope=scopes, test=any_test, unless=st.none() | any_test
)
any_rules = st.lists(any_rule, max_size=3).map(tuple)
any_audience = st.builds(AudienceRules, st.just("public"), any_rules)
any_area = st.none() | st.builds(
    Rule,
    wording=st.just("aire"),
    test=st.sets(st.sampled_from(DEPARTMENTS)).map(
        lambda places: Trial(Operator.IN, AREA, frozenset(places))
    ),
)
any_ruleset = st.builds(
    Ruleset,
    slug=st.just("essai"),
    base=any_rules,
    audiences=st.lists(any_audience, max_size=3).map(tuple),
    area=any_area,
    vocabulary=st.just(VOCABULARY),
)
EVERYBODY = list(product((None, *STATUSES), (None, *HANDICAPS), (None, *DEPARTMENTS)))


@settings(max_examples=60)
@given(any_ruleset)
def test_a_table_says_what_the_verdict_says(ruleset: Ruleset) -> None:
    openings, is_apart = openings_of(ruleset)
    for person in EVERYBODY:
        area = person[-1]
        serves = not is_apart or area is None or area in ruleset.area.test.value
        expected = evaluate(ruleset, profile_of(*person), TODAY).truth is not False
        assert (serves and openings.is_open(*person)) is expected, person


# Stored rows: after each kind of change they are those that a rebuild would write.


def disagreements(today: date = TODAY) -> Iterator[tuple]:
    """Cards and people of whom the rows of the list and `evaluate` do not say the same."""
    rulebook = load_rulebook()
    areas = Areas(Territory.objects.all())
    listed = {row.scheme.slug: row for row in ListedCard.objects.select_related(
        "scheme", "table", "area")}  # fmt: skip
    open_now = set(
        ListedCard.objects.filter(in_force(today)).values_list("scheme__slug", flat=True)
    )
    assert set(listed) == set(rulebook.rulesets)
    values = [(None, *rulebook.vocabulary[key].values) if key in rulebook.vocabulary else (None,)
              for key in (STATUS, HANDICAP)]  # fmt: skip
    departments = (None, "59", "62", "75")
    for slug, ruleset in rulebook.rulesets.items():
        row = listed[slug]
        served = areas.departments(row.area) if row.area else None
        for person in product(*values, departments):
            serves = served is None or person[-1] is None or person[-1] in served
            found = slug in open_now and serves and row.table.openings.is_open(*person)
            if found is (evaluate(ruleset, profile_of(*person), today).truth is False):
                yield slug, person


@pytest.fixture
def scheme(db) -> Scheme:
    make_criterion(STATUS, CriterionType.MULTIPLE, options=("inscrit", "salarie", "etudiant"))
    make_criterion(AREA, CriterionType.TERRITORY)
    make_territory("59")
    make_territory("62")
    scheme = make_scheme("essai", territory=make_territory("hauts-de-france"))
    make_condition(scheme, make_criterion(STATUS), Operator.IN, ["salarie"])
    return scheme


def change_rule(scheme: Scheme) -> None:
    condition = scheme.conditions.get()
    condition.value = ["inscrit"]
    condition.save()


def add_audience(scheme: Scheme) -> None:
    make_condition(scheme, make_criterion(), audience=make_audience(scheme))


def remove_rule(scheme: Scheme) -> None:
    scheme.conditions.get().delete()


def make_rule_optional(scheme: Scheme) -> None:
    condition = scheme.conditions.get()
    condition.scope = Scope.TO_CONFIRM
    condition.save()


def move_rule(scheme: Scheme) -> None:
    condition = scheme.conditions.get()
    condition.scheme = make_scheme("autre")
    condition.save()


def place_in_rule(scheme: Scheme) -> None:
    make_condition(scheme, make_criterion(AREA), Operator.NOT_IN, ["59"])


def narrow_territory(scheme: Scheme) -> None:
    scheme.territory = make_territory("59")
    scheme.save()


def lose_department(scheme: Scheme) -> None:
    place_in_rule(scheme)  # so that the departments of the region stand in the table
    make_territory("62").delete()


def become_country(scheme: Scheme) -> None:
    region = make_territory("hauts-de-france")
    region.kind = TerritoryKind.COUNTRY
    region.save()


def end_validity(scheme: Scheme) -> None:
    scheme.valid_until = TODAY - timedelta(days=1)
    scheme.save()


def unpublish(scheme: Scheme) -> None:
    scheme.publication = Publication.DRAFT
    scheme.save()


def widen_vocabulary(scheme: Scheme) -> None:
    make_criterion(STATUS).options.create(value="retraite", label="Retraité", position=9)


def narrow_vocabulary(scheme: Scheme) -> None:
    """Nobody is left whom the rules let in."""
    make_criterion(STATUS).options.get(value="salarie").delete()


def narrow_numbers(scheme: Scheme) -> None:
    age = make_criterion("age", CriterionType.NUMBER)
    make_condition(scheme, age, Operator.BETWEEN, [60, None])
    age.maximum = 50
    age.save()


def delete_card(scheme: Scheme) -> None:
    scheme.delete()


CHANGES = (
    change_rule, add_audience, remove_rule, make_rule_optional, move_rule, place_in_rule,
    narrow_territory, lose_department, become_country, end_validity, unpublish, widen_vocabulary,
    narrow_vocabulary, narrow_numbers, delete_card,
)  # fmt: skip


def rows() -> list[dict]:
    return list(ListedCard.objects.order_by("pk").values(
        "scheme_id", "table__digest", "area_id", "state", "nature", "legal_regime", "stages",
        "valid_from", "valid_until", "first_stage", "sort_name", "verified_on"))  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_rows_follow_each_kind_of_change(scheme: Scheme, change) -> None:
    change(scheme)
    assert list(disagreements()) == []
    followed = rows()
    rebuild()
    assert followed == rows()


def test_dates_are_right_at_midnight_without_a_write(scheme: Scheme) -> None:
    scheme.valid_from, scheme.valid_until = TODAY, TODAY + timedelta(days=1)
    scheme.save()
    for day in range(-1, 4):
        assert list(disagreements(TODAY + timedelta(days=day))) == []
