"""The catalogue as data·inclusion v1: each row valid, told in full, worth its score."""

import pytest
from data_inclusion.schema.v1 import Service, Structure
from django.utils import timezone

from schemes.enums import ActorRole, LegalRegime, Publication, State
from schemes.models import Scheme
from tests.factories import make_contact, make_organisation, make_scheme, make_territory
from tests.schemes.inclusion_kit import check, export

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme() -> Scheme:
    return make_scheme("ptp", acronym="PTP", name="Projet de transition.")


def service_of(client) -> dict:
    (service,) = export(client)["services"]
    return service


def test_the_name_ends_without_a_point_and_the_date_is_a_date(client, scheme):
    service = check(Service, service_of(client))
    assert service.nom == "PTP – Projet de transition"
    assert service.date_maj == timezone.localdate(scheme.updated_at)


def test_who_is_called_answers_for_the_whole_territory(client, scheme):
    """A national scheme is not given the telephone of one department."""
    body = make_organisation("transitions", url="https://exemple.fr/")
    make_contact(body, phone="03 59 61 62 63", territory=make_territory("59"))
    scheme.actors.create(role=ActorRole.CONTACT, organisation=body)
    service = service_of(client)
    assert "telephone" not in service
    assert service["lien_mobilisation"] == "https://exemple.fr/"
    scheme.territory = make_territory("59")
    scheme.save()
    service = service_of(client)
    assert service["telephone"] == "+33359616263"
    assert service["modes_mobilisation"] == ["telephoner", "utiliser-lien-mobilisation"]


def test_a_card_that_names_nobody_is_answered_for_by_the_portal(client, scheme):
    data = export(client)
    (structure,) = data["structures"]
    assert check(Structure, structure).id == data["services"][0]["structure_id"]
    assert structure["nom"] == "Itinéraire formation"
    assert data["services"][0]["lien_mobilisation"] == "http://testserver/dispositifs/ptp/"


def test_what_is_for_disabled_people_alone_says_so(client, scheme):
    assert service_of(client)["publics"] == ["tous-publics"]
    Scheme.objects.update(legal_regime=LegalRegime.SPECIFIC)
    assert service_of(client)["publics"] == ["personnes-en-situation-de-handicap"]


@pytest.mark.parametrize(
    ("cost", "told"),
    [("Rien à payer.", "gratuit"), ("Gratuit pour tous.", "gratuit"), ("102 €.", None), ("", None)],
)
def test_only_what_is_said_to_be_free_is_free(client, scheme, cost, told):
    Scheme.objects.update(cost_left=cost)
    service = service_of(client)
    assert (service.get("frais"), service.get("frais_precisions", "")) == (told, cost)


def test_what_the_schema_refuses_is_left_aside_told_and_costs_no_other(client, scheme, caplog):
    body = make_organisation("a-part")
    make_contact(body, phone="", email="accueil@localhost")
    make_scheme("faux").actors.create(role=ActorRole.CONTACT, organisation=body)
    data = export(client)
    assert [row["id"] for row in data["services"]] == ["itineraire-formation--ptp"]
    message = "itineraire-formation--faux est laissé de côté : courriel non conforme."
    assert data["messages"] == [message]
    assert "courriel" in caplog.text


def test_a_scheme_that_is_no_more_shows_only_when_asked_for(client):
    make_scheme("ancien", state=State.HISTORIC)
    make_scheme("brouillon", publication=Publication.DRAFT)
    assert export(client)["services"] == []
    assert len(export(client, etat="historique")["services"]) == 1
