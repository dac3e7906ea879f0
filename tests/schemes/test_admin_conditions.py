"""Conditions in the admin: a test that could not be put to anybody is refused in French."""

import pytest
from django.test import Client
from django.urls import reverse

from schemes.enums import CriterionType, Scope
from schemes.history.timeline import STAMP
from schemes.models import Criterion, Scheme
from tests.factories import make_audience, make_condition, make_criterion, make_scheme
from tests.schemes.admin_kit import address, faults, save, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme() -> Scheme:
    scheme = make_scheme("ptp")
    make_condition(scheme)
    return scheme


def save_condition(client: Client, scheme: Scheme, **changes: object):
    """Of the only one of the card, on its page."""
    return save(client, scheme, **{f"conditions-0-{name}": v for name, v in changes.items()})


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
    assert message in faults(save_condition(staff, scheme, **changes))
    assert list(scheme.conditions.values()) == before


def test_a_value_without_a_criterion_is_refused(staff, scheme) -> None:
    page = faults(save_condition(staff, scheme, unless_value='["zzz"]'))
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
    assert saved(save_condition(staff, scheme, **test))
    assert scheme.conditions.get().value == stored


def test_a_required_condition_without_a_criterion_is_refused(staff, scheme) -> None:
    bare = {"criterion": "", "operator": "", "value": ""}
    page = faults(save_condition(staff, scheme, **bare))
    assert "Une condition requise porte sur un critère." in page
    assert saved(save_condition(staff, scheme, **bare, scope=Scope.TO_CONFIRM))


PIECES = (lambda scheme: scheme.conditions.get(), lambda scheme: scheme.audiences.get())


@pytest.mark.parametrize("piece", PIECES, ids=["condition", "public"])
def test_a_piece_of_rules_is_read_on_its_page_and_written_on_its_card(staff, scheme, piece) -> None:
    """Elsewhere nothing would show whose verdict it changes."""
    make_audience(scheme)
    row = piece(scheme)
    page = staff.get(address(row)).content.decode()
    assert f'href="{address(scheme)}#conditions-heading"' in page
    then = type(row).history.first().history_date.strftime(STAMP)
    pages = {"add": [], "change": [row.pk], "delete": [row.pk], "restore": [row.pk, then]}
    start = f"admin:schemes_{row._meta.model_name}_"
    urls = [reverse(f"{start}{name}", args=args) for name, args in pages.items()]
    assert [staff.post(url, {"post": "yes"}).status_code for url in urls] == [403] * len(urls)
    many = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    assert staff.post(reverse(f"{start}changelist"), many).status_code == 403
    assert type(row).objects.get() == row
