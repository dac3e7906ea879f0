"""The employer's entrance as fixtures/ describe it."""

import re
from html import unescape

import pytest

from schemes.models import EmployerSituation
from tests.pages import text_of
from tests.schemes.employer_kit import offered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

EVENTS = (
    "arret-de-travail",
    "inaptitude",
    "reconversion",
    "montee-en-competences",
    "recrutement",
    "alternance",
    "salarie-handicape",
)
STATUSES = (
    "salarie-prive",
    "agent-public",
    "salarie-ea",
    "salarie-siae",
    "travailleur-esat",
    "alternant",
)


def test_every_event_and_status_that_was_asked_for_has_its_page(client):
    slugs = EmployerSituation.objects.values_list("slug", flat=True)
    assert list(slugs) == [*EVENTS, *STATUSES]


def test_sick_leave_is_answered_with_the_trial_first(client):
    found = offered(client, "/rh/arret-de-travail/")
    assert next(iter(found.items())) == ("essai-encadre", "oui")
    assert "crpe" in found
    assert "crpe" not in offered(client, "/rh/arret-de-travail/?statut=agent-public")


@pytest.mark.parametrize("slug", [*EVENTS, *STATUSES])
def test_every_page_proposes_something_and_somebody_for_each_status(client, slug):
    situation = EmployerSituation.objects.get(slug=slug)
    for status in situation.statuses:
        assert len(offered(client, f"/rh/{slug}/?statut={status}")) > 2, status
    assert situation.gains
    assert situation.calls.exists()
    assert situation.duties or situation.limits or not situation.is_event


def test_every_opco_can_be_found_by_its_sector(client):
    html = client.get("/rh/").content.decode()
    options = re.findall(r'<option value="([\w-]+)"', html)
    assert len(options) == 11
    for slug in options:
        assert "Votre OPCO est sans doute" in text_of(client.get(f"/rh/?secteur={slug}"))


@pytest.mark.parametrize(
    "address", ["/rh/agent-public/", "/rh/reconversion/?statut=agent-public&secteur=akto"]
)
def test_a_public_employer_is_sent_to_no_opco_but_to_those_who_help(client, address):
    html = client.get(address).content.decode()
    assert 'name="secteur"' not in html
    assert "Votre OPCO" not in unescape(html)
    called = re.findall(r'<div class="call"><h3>(.*?)</h3>', unescape(html))
    assert {"FIPHFP Hauts-de-France", "Cap emploi", "Mon CEP"} <= set(called)
    assert "Opérateurs de compétences" not in called
    first = "pensez d'abord à : FIPHFP Hauts-de-France, Cap emploi, Mon CEP"
    assert first in text_of(client.get(address))
    assert len(called) == len(set(called))


@pytest.mark.parametrize(
    ("slug", "closed"),
    [
        ("reconversion", "Pro-A, PDC, PTP"),
        ("montee-en-competences", "PDC, Pro-A"),
        ("arret-de-travail", "CRPE"),
    ],
)
def test_the_answer_says_what_is_closed_to_a_public_agent(client, slug, closed):
    text = text_of(client.get(f"/rh/{slug}/?statut=agent-public"))
    told = f"Non ouvert au statut « Agent public » : {closed}."
    assert told in text
    assert text.index(told) < text.index("Ce que vous y gagnez")


def test_sick_leave_names_the_health_insurance_among_those_to_call(client):
    text = text_of(client.get("/rh/arret-de-travail/"))
    called = text[text.index("Qui appeler Votre OPCO") :]
    assert "Caisses primaires d'assurance maladie" in called
    assert "Annuaire des CPAM des Hauts-de-France" in called
    assert "MSA" in called


def test_the_health_service_is_told_in_words_and_its_link_says_what_it_is(client):
    text = text_of(client.get("/rh/arret-de-travail/"))
    assert "Site de SPST" not in text
    assert "Ce que sont ces services, par le ministère du Travail" in text
    assert "est celui auquel l'entreprise adhère" in text


def test_hiring_after_a_paid_afest_is_among_the_duties(client):
    text = text_of(client.get("/rh/recrutement/"))
    duties = text[text.index("Ce que vous y gagnez") : text.index("Dans l'ordre")]
    assert "AFEST avant l'embauche" in duties
    assert "pour six mois au moins en CDD ou en intérim" in duties


def test_a_trial_may_be_in_another_company(client):
    text = text_of(client.get("/rh/arret-de-travail/"))
    assert "L'essai se fait chez vous ou dans une autre entreprise" in text


def test_a_body_of_the_region_says_so_to_another_department(client):
    address = "/rh/arret-de-travail/?departement="
    for inside in ("", "59"):
        assert "ne couvre que" not in text_of(client.get(address + inside))
    text = text_of(client.get(f"{address}75"))
    only = "ne couvre que ce territoire : Hauts-de-France."
    carsat = text[text.index("Carsat Hauts-de-France Le service") :]
    assert f"Ce service {only}" in carsat[: carsat.index("Caisses primaires")]
    assert f"L'annuaire que connaît le portail {only}" in carsat[carsat.index("Cap emploi") :]
    assert text.count("Ce service ne couvre que") == 1
