"""The page of a card in the admin: sections, sentences one a line, parts."""

import pytest
from django.urls import reverse

from schemes.enums import CriterionType, Operator
from schemes.models import Scheme, Step
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_organisation,
    make_scheme,
    make_stage,
    make_territory,
)
from tests.schemes.admin_kit import address, faults, save, saved, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme() -> Scheme:
    scheme = make_scheme("ptp", objectives=["Changer de métier.", "Garder son salaire."])
    make_condition(scheme)
    return scheme


def test_a_card_is_saved_as_it_was_shown(staff, scheme) -> None:
    make_condition(
        scheme,
        make_criterion("age", CriterionType.NUMBER),
        Operator.BETWEEN,
        [16, None],
        audience=make_audience(scheme),
        unless_criterion=make_criterion(),
        unless_operator=Operator.IN,
        unless_value=["reconnu"],
    )
    before = list(scheme.conditions.values())
    assert saved(save(staff, scheme))
    scheme.refresh_from_db()
    assert scheme.objectives == ["Changer de métier.", "Garder son salaire."]
    assert list(scheme.conditions.values()) == before


def test_a_list_is_edited_as_one_sentence_a_line(staff, scheme) -> None:
    assert "Changer de métier.\nGarder son salaire." in staff.get(address(scheme)).content.decode()
    save(staff, scheme, objectives="  Un.\r\n\r\n Deux. \n")
    scheme.refresh_from_db()
    assert scheme.objectives == ["Un.", "Deux."]


def test_an_empty_list_stays_a_list(staff, scheme) -> None:
    save(staff, scheme, objectives=" \n ")
    scheme.refresh_from_db()
    assert scheme.objectives == []


def test_a_nul_in_a_sentence_is_refused(staff, scheme) -> None:
    assert "caractère nul" in faults(save(staff, scheme, objectives="Un.\x00"))


def test_a_new_card_can_be_written(staff) -> None:
    data = shown(staff, reverse("admin:schemes_scheme_add")) | {
        "slug": "neuf",
        "name": "Neuf",
        "nature": "formation",
        "legal_regime": "commun",
        "state": "actif",
        "stages": [make_stage().pk],
        "territory": make_territory().pk,
        "summary": "Une phrase.",
        "publication": "brouillon",
    }
    assert staff.post(reverse("admin:schemes_scheme_add"), data).status_code == 302
    assert Scheme.objects.get().slug == "neuf"


def test_what_the_database_forbids_is_told_in_french(staff, scheme) -> None:
    page = faults(save(staff, scheme, duration_min="6", duration_max="3"))
    assert "La durée maximale est plus courte que la minimale." in page
    assert "Une durée a une unité." in page


def test_its_sections_can_be_reached_from_the_top(staff, scheme) -> None:
    page = staff.get(address(scheme)).content.decode()
    for anchor in ("fieldset-0-0-heading", "conditions-heading", "steps-heading", "plain-heading"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_the_page_asks_as_many_queries_with_30_parts_as_with_3(
    staff, scheme, django_assert_max_num_queries
) -> None:
    counts = []
    for count in (3, 30):
        for number in range(count):
            make_condition(scheme, audience=make_audience(scheme) if number % 2 else None)
            Step.objects.create(scheme=scheme, text="Faire.", organisation=make_organisation())
        with django_assert_max_num_queries(100) as captured:
            assert staff.get(address(scheme)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
