"""Every published card, as it stands, is a valid data·inclusion service worth its score."""

import pytest
from data_inclusion.schema.v1 import Service, Structure
from data_inclusion.schema.v1.score_qualite import score
from django.utils import timezone

from schemes.enums import State
from schemes.models import Scheme
from tests.schemes.inclusion_kit import check, export

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

HDF = ["02", "59", "60", "62", "80"]


@pytest.fixture
def everything(client) -> dict:
    return export(client, etat=State.values)


def test_every_published_scheme_is_a_valid_service(everything) -> None:
    assert everything["messages"] == []
    services = [check(Service, row) for row in everything["services"]]
    published = Scheme.objects.published()
    ids = {f"itineraire-formation--{scheme.slug}" for scheme in published}
    assert {service.id for service in services} == ids
    assert len(services) == len(ids) > 80


def test_every_structure_is_valid_and_of_a_service(everything) -> None:
    structures = [check(Structure, row) for row in everything["structures"]]
    used = {row["structure_id"] for row in everything["services"]}
    assert sorted(s.id for s in structures) == sorted(used)


def test_every_service_scores_at_least_four_fifths(everything) -> None:
    """Its age aside, which the standard counts and which depends on the day."""
    low = {}
    for row in everything["services"]:
        service = Service(**row | {"date_maj": timezone.localdate()})
        value, parts = score(service)
        low |= {service.id: parts} if value < 0.8 else {}
    assert low == {}


def test_conditions_are_told_wherever_a_scheme_has_some(everything) -> None:
    with_rules = Scheme.objects.published().filter(conditions__isnull=False).distinct()
    told = {row["id"] for row in everything["services"] if row.get("conditions_acces")}
    assert {f"itineraire-formation--{scheme.slug}" for scheme in with_rules} <= told


def test_a_scheme_of_the_region_is_open_in_its_departments(everything) -> None:
    zones = {row["id"]: row.get("zone_eligibilite") for row in everything["services"]}
    local = Scheme.objects.published().filter(territory__slug="hauts-de-france")
    assert local.count() > 5
    assert all(zones[f"itineraire-formation--{scheme.slug}"] == HDF for scheme in local)
    assert zones["itineraire-formation--ptp"] == ["france"]
