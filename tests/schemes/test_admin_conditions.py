"""Conditions in the admin: a test that could not be put to anybody is refused in French."""

import pytest
from django.test import Client

from schemes.enums import CriterionType, Scope
from schemes.models import Criterion, Scheme
from tests.factories import make_audience, make_condition, make_criterion, make_scheme
from tests.schemes.admin_kit import address, faults, save, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(admin_client: Client) -> Client:
    return admin_client


@pytest.fixture
def scheme() -> Scheme:
    scheme = make_scheme("ptp")
    make_condition(scheme)
    return scheme


def test_only_its_own_audiences_are_offered_to_a_condition(staff, scheme) -> None:
    make_audience(scheme, label="En CDI")
    make_audience(make_scheme(), label="Public d'ailleurs")
    page = staff.get(address(scheme)).content.decode()
    assert "En CDI</option>" in page
    assert "ailleurs" not in page


def test_the_audience_of_another_card_is_refused(staff, scheme) -> None:
    other = make_audience(make_scheme())
    page = faults(save(staff, scheme, **{"conditions-0-audience": other.pk}))
    assert "Ce public n'est pas, ou n'est plus, un public de ce dispositif." in page


BAD_VALUES = [
    ("handicap", "in", '["zzz"]', "Réponse inconnue de « handicap » : zzz."),
    ("handicap", "in", "[]", "Donnez une liste de réponses"),
    ("handicap", "in", "", "Donnez une liste de réponses"),
    ("handicap", "in", '"reconnu"', "Donnez une liste de réponses"),
    ("handicap", "in", '{"reconnu": 1}', "Donnez une liste de réponses"),
    ("handicap", "in", "[[1], {}]", "Réponse inconnue"),
    ("handicap", "between", "[1, 2]", "ne convient pas au critère"),
    ("handicap", "always", "", "ne convient pas au critère"),
    ("handicap", "in", '["reconnu"', "Saisissez du contenu JSON valide"),
    ("handicap", "in", "NaN", "non admis"),
    ("handicap", "in", '["\\ud800"]', "non admis"),
    ("handicap", "in", '["\\u0000"]', "non admis"),
    ("handicap", "in", "[" * 100_000, "non admis"),
    ("handicap", "in", "9" * 10_000, "non admis"),
    ("age", "between", "[16]", "Donnez deux bornes"),
    ("age", "between", "16", "Donnez deux bornes"),
    ("age", "between", "[null, null]", "au moins une borne"),
    ("age", "between", "[29, 16]", "sous la borne basse"),
    ("age", "between", "[16, 300]", "hors du domaine"),
    ("age", "between", '["seize", null]', "hors du domaine"),
    ("age", "between", "[16.5, null]", "hors du domaine"),
    ("age", "between", "[[1], true]", "hors du domaine"),
    ("age", "zzz", "[16, 29]", "Sélectionnez un choix valide"),
    ("csp", "is", '"oui"', "attend true ou false"),
    ("csp", "is", "", "attend true ou false"),
    ("niveau", "between", '["bac", "cap"]', "sous la borne basse"),
    ("niveau", "between", '["zzz", null]', "hors du domaine"),
]


@pytest.fixture
def criteria() -> dict[str, Criterion]:
    return {
        "handicap": make_criterion(),
        "age": make_criterion("age", CriterionType.NUMBER),
        "csp": make_criterion("csp", CriterionType.BOOLEAN),
        "niveau": make_criterion(
            "niveau", CriterionType.ORDERED, options=("cap", "bac", "licence")
        ),
    }


@pytest.mark.parametrize("prefix", ["", "unless_"])
@pytest.mark.parametrize("bad", BAD_VALUES, ids=lambda bad: " ".join(bad)[:60])
def test_an_impossible_test_is_refused_in_french(staff, scheme, criteria, prefix, bad) -> None:
    key, operator, value, message = bad
    test = {"criterion": criteria[key].pk, "operator": operator, "value": value}
    changes = {f"{prefix}{name}": given for name, given in test.items()}
    before = list(scheme.conditions.values())
    assert message in faults(save(staff, scheme.conditions.get(), **changes))
    assert list(scheme.conditions.values()) == before


def test_it_is_refused_on_the_page_of_the_card_too(staff, scheme) -> None:
    changes = {"conditions-0-value": '["zzz"]', "conditions-0-unless_value": '["zzz"]'}
    page = faults(save(staff, scheme, **changes))
    assert "Réponse inconnue de « handicap » : zzz." in page
    assert "Sans critère, il n'y a pas de valeur." in page


@pytest.mark.parametrize(
    "good",
    [
        ("handicap", "not_in", '["aucun"]', ["aucun"]),
        ("age", "between", "[16, null]", [16, None]),
        ("csp", "is", "false", False),
        ("niveau", "between", '[null, "bac"]', [None, "bac"]),
    ],
)
def test_a_possible_test_is_stored(staff, scheme, criteria, good) -> None:
    key, operator, value, stored = good
    test = {"criterion": criteria[key].pk, "operator": operator, "value": value}
    assert saved(save(staff, scheme.conditions.get(), **test))
    assert scheme.conditions.get().value == stored


def test_a_required_condition_without_a_criterion_is_refused(staff, scheme) -> None:
    condition = scheme.conditions.get()
    bare = {"criterion": "", "operator": "", "value": ""}
    assert "Une condition requise porte sur un critère." in faults(save(staff, condition, **bare))
    assert saved(save(staff, condition, **bare, scope=Scope.TO_CONFIRM))


def test_a_condition_stays_with_its_card(staff, scheme) -> None:
    """Moved to another one, it would change the verdicts of two."""
    condition, other = scheme.conditions.get(), make_scheme()
    assert saved(save(staff, condition, scheme=other.pk))
    condition.refresh_from_db()
    assert condition.scheme == scheme


def test_an_audience_of_another_card_is_refused_on_its_own_page_too(staff, scheme) -> None:
    other = make_audience(make_scheme())
    page = faults(save(staff, scheme.conditions.get(), audience=other.pk))
    assert "Ce public est celui d'un autre dispositif." in page
