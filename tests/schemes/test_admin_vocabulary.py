"""Criteria and case types in the admin: what the questionnaire could not follow is refused."""

import pytest

from schemes.enums import CriterionType
from schemes.models import CaseType, Initiative
from tests.factories import make_criterion, make_source, make_territory
from tests.schemes.admin_kit import faults, save, saved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("exclusive", '["a"]', "liste de paires"),
        ("exclusive", '[["a", "a"]]', "liste de paires"),
        ("exclusive", '[["a", []]]', "liste de paires"),
        ("asked_when", "[]", "Donnez par exemple"),
        ("asked_when", '{"criterion": "age"}', "Donnez par exemple"),
        ("asked_when", '{"criterion": [], "in": ["a"]}', "Donnez par exemple"),
        ("asked_when", '{"criterion": "zzz", "in": ["a"]}', "n'existe pas"),
        ("asked_when", '{"criterion": "handicap", "in": ["a"]}', "dépendre de lui-même"),
        ("asked_when", '{"criterion": "age", "in": ["a"]}', "dépendre de lui-même"),
    ],
)
def test_a_criterion_that_no_form_could_follow_is_refused(staff, field, value, message) -> None:
    criterion = make_criterion()
    make_criterion(
        "age", CriterionType.NUMBER, asked_when={"criterion": "handicap", "in": ["reconnu"]}
    )
    assert message in faults(save(staff, criterion, **{field: value}))


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ('{"handicap": "zzz"}', "handicap : « zzz » n'est pas une réponse possible."),
        ('{"zzz": 1}', "zzz : Cette question n'existe pas."),
        ("[1]", "Le profil est un objet JSON"),
    ],
)
def test_a_case_type_has_the_answers_of_a_profile(staff, profile, message) -> None:
    make_criterion()
    case = CaseType.objects.create(slug="cas", label="Une personne")
    assert message in faults(save(staff, case, profile=profile))
    assert saved(save(staff, case, profile='{"handicap": "reconnu"}'))


@pytest.mark.parametrize(
    "figures", ["[1]", '{"label": "a"}', '[{"label": "a", "value": "b", "unit": ""}]']
)
def test_a_figure_of_a_field_experience_is_whole(staff, figures) -> None:
    initiative = Initiative.objects.create(
        slug="essai",
        title="Essai",
        carrier="Une association",
        summary="Un essai.",
        territory=make_territory(),
        source=make_source(),
        place="page 1",
    )
    assert "Donnez une liste de chiffres" in faults(save(staff, initiative, figures=figures))
    good = '[{"label": "Personnes", "value": 5, "unit": "personnes"}]'
    assert saved(save(staff, initiative, figures=good))
