"""The employer's entrance: events and statuses, what fits a typical employee, the OPCO to call."""

import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session

from schemes.enums import CriterionType, Operator, Publication, Scope
from tests.factories import (
    make_condition,
    make_contact,
    make_criterion,
    make_organisation,
    make_scheme,
    make_term,
    make_territory,
)
from tests.pages import ODD_TEXTS, queries_of, text_of
from tests.schemes.employer_kit import make_operator, make_situation, offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def statuses():
    make_criterion("departement", CriterionType.TERRITORY)
    make_criterion("arret_travail", CriterionType.BOOLEAN)
    return make_criterion(
        "statuts", CriterionType.MULTIPLE, options=("salarie", "inscrit", "agent")
    )


def test_the_entrance_lists_events_then_statuses_with_what_one_gains(client):
    make_situation("arret", label="Arrêt de travail", position=2)
    make_situation("recrutement", label="Recrutement", position=1)
    make_situation("salarie-prive", kind="statut", label="Salarié du privé")
    html = client.get("/rh/").content.decode()
    doors = re.findall(r'<h3><a href="(/rh/[\w-]+/)">(.*?)</a>', html)
    assert doors == [
        ("/rh/recrutement/", "Recrutement"),
        ("/rh/arret/", "Arrêt de travail"),
        ("/rh/salarie-prive/", "Salarié du privé"),
    ]
    assert "Gagner avec arret." in html


def test_the_home_page_and_the_menu_lead_to_it(client):
    html = client.get("/").content.decode()
    assert html.count('href="/rh/"') == 2


def test_a_page_answers_first_then_says_gains_duties_steps_costs_and_schemes(client, statuses):
    make_situation("arret", schemes=(make_scheme("ptp"),))
    text = text_of(client.get("/rh/arret/"))
    parts = [
        "Que faire pour arret",
        "Voici la réponse pour arret.",
        "Ce que vous y gagnez Un gain.",
        "Ce que vous devez faire Un devoir. Source guide-2025, page devoir.",
        "Dans l'ordre Une étape.",
        "Ce que vous payez Un coût.",
        "Les dispositifs qui conviennent",
        "Parce que ptp convient.",
        "Qui appeler",
        "Source guide-2025 : page gain",
    ]
    places = [text.rindex(part) for part in parts]  # the last: a summary on top names some parts
    assert places == sorted(places)


def test_what_is_open_comes_first_and_what_is_closed_is_never_proposed(client, statuses):
    names = ("inconnu", "ferme", "ouvert")
    unknown, closed, opened = schemes = [make_scheme(name) for name in names]
    make_condition(unknown, make_criterion())
    make_condition(closed, statuses, Operator.IN, ["agent"])
    make_condition(opened, statuses, Operator.IN, ["salarie"])
    make_situation("arret", schemes=tuple(schemes))
    assert offered(client) == {"ouvert": "oui", "inconnu": "a-verifier"}
    assert "Cela dépend encore de : Handicap." in text_of(client.get("/rh/arret/"))


def test_the_event_is_part_of_the_typical_employee(client, statuses):
    scheme = make_scheme("essai")
    make_condition(scheme, make_criterion("arret_travail"), Operator.IS, True)
    make_situation("arret", schemes=(scheme,), profile={"arret_travail": True})
    make_situation("recrutement", schemes=(scheme,))
    assert offered(client) == {"essai": "oui"}
    assert offered(client, "/rh/recrutement/") == {"essai": "a-verifier"}


def test_another_status_changes_the_verdicts(client, statuses):
    scheme = make_scheme("ptp")
    make_condition(scheme, statuses, Operator.IN, ["salarie"])
    make_situation("arret", schemes=(scheme,))
    assert offered(client) == {"ptp": "oui"}
    response = client.get("/rh/arret/?statut=inscrit")
    assert "Aucun dispositif décrit ici n'est ouvert à ce statut." in text_of(response)


def test_a_text_says_which_schemes_that_it_names_are_closed_to_the_chosen_status(client, statuses):
    pro_a, cep = make_scheme("pro-a", acronym="Pro-A"), make_scheme("cep", acronym="CEP")
    make_condition(pro_a, statuses, Operator.IN, ["salarie"])
    situation = make_situation("arret", schemes=(pro_a, cep), answer="La Pro-A ou le CEP y mène.")
    situation.points.filter(kind="etape").update(text="Demandez la Pro-A.")
    make_situation("inscrit", kind="statut", statuses=["inscrit"])
    assert "Non ouvert" not in text_of(client.get("/rh/arret/"))
    response = client.get("/rh/arret/?statut=inscrit")
    text = text_of(response)
    assert "y mène. Non ouvert au statut « Inscrit » : Pro-A." in text
    assert "Demandez la Pro-A. Non ouvert au statut « Inscrit » : Pro-A." in text
    assert text.count("Non ouvert") == 2
    assert '<a href="/rh/inscrit/">' in response.content.decode()


def test_a_body_that_the_glossary_ties_to_a_closed_scheme_does_not_name_it(client, statuses):
    aids = make_scheme("aides", name="Aides du fonds")
    make_condition(aids, statuses, Operator.IN, ["salarie"])
    make_term("FONDS", scheme=aids)
    situation = make_situation("arret", schemes=(aids,), answer="Le FONDS paie autre chose.")
    address = "/rh/arret/?statut=inscrit"
    assert "Non ouvert" not in text_of(client.get(address))
    situation.points.filter(kind="cout").update(text="Aides du fonds : elles suffisent.")
    assert "Non ouvert au statut « Inscrit » : Aides du fonds." in text_of(client.get(address))


def test_what_a_department_closes_is_not_told_of_the_status(client, statuses):
    make_territory("75", kind="departement", parent=make_territory("ile-de-france"))
    scheme = make_scheme("sesame", acronym="SESAME", territory=make_territory("hauts-de-france"))
    make_condition(scheme, statuses, Operator.IN, ["salarie", "inscrit"])
    make_situation("arret", schemes=(scheme,), answer="Le SESAME aide.")
    assert "Non ouvert" not in text_of(client.get("/rh/arret/?statut=inscrit&departement=75"))


def test_a_step_names_its_body_once_and_the_glossary_explains_it(client, statuses):
    make_term("CPAM", expansion="Caisse primaire d'assurance maladie")
    body = make_organisation("cpam", name="Caisses primaires d'assurance maladie", acronym="CPAM")
    situation = make_situation("arret")
    step = situation.points.filter(kind="etape")
    step.update(text="Envoyez la demande.", organisation=body)
    html = unescape(client.get("/rh/arret/").content.decode())
    tag = '<abbr title="Caisse primaire d\'assurance maladie">CPAM</abbr></a></span>'
    assert tag in html
    step.update(text="Envoyez la demande à la caisse primaire d'assurance maladie.")
    assert '<span class="source"><a class="term"' not in client.get("/rh/arret/").content.decode()
    assert "CPAM" not in text_of(client.get("/rh/arret/"))


def test_what_was_chosen_goes_along_to_the_catalogue_and_to_other_situations(client, statuses):
    make_territory("59")
    make_operator("akto", "Commerce.")
    make_situation("arret", schemes=(make_scheme("ptp"),))
    make_situation("recrutement")
    make_situation("alternance", statuses=["agent"])
    address = "/rh/arret/?statut=inscrit&departement=59&secteur=akto"
    html = unescape(client.get(address).content.decode())
    assert 'href="/dispositifs/?statut=inscrit&departement=59"' in html
    assert 'href="/rh/recrutement/?statut=inscrit&departement=59&secteur=akto"' in html
    assert 'href="/rh/alternance/?departement=59&secteur=akto"' in html
    assert 'href="/rh/recrutement/"' in client.get("/rh/arret/?statut=lune").content.decode()


def test_paper_tells_what_was_chosen_and_holds_the_whole_address(client, statuses):
    make_territory("59", name="Nord")
    make_operator("akto", "Commerce.")
    make_situation("arret")
    address = "/rh/arret/?statut=inscrit&departement=59&secteur=akto"
    html = unescape(client.get(address).content.decode())
    printed = re.findall(r'<p class="print-only[^>]*>(.*?)</p>', html)
    assert printed[0] == "Pour\xa0: Inscrit, Nord, Commerce."
    assert printed[1].endswith(address)


def test_a_department_closes_what_exists_elsewhere(client, statuses):
    scheme = make_scheme("sesame", territory=make_territory("hauts-de-france"))
    make_condition(scheme, statuses, Operator.IN, ["salarie"])
    make_territory("59")
    make_territory("75", kind="departement", parent=make_territory("ile-de-france"))
    make_situation("arret", schemes=(scheme,))
    assert offered(client) == {"sesame": "a-verifier"}
    assert offered(client, "/rh/arret/?departement=59") == {"sesame": "oui"}
    assert offered(client, "/rh/arret/?departement=75") == {}


def test_reserves_are_told_as_the_person_s(client, statuses):
    scheme = make_scheme("ptp")
    make_condition(scheme, statuses, Operator.IN, ["salarie"])
    make_condition(scheme, scope=Scope.TO_CONFIRM, wording="vous avez l'accord")
    make_situation("arret", schemes=(scheme,))
    text = text_of(client.get("/rh/arret/"))
    assert "Oui, sous réserve" in text
    assert "À confirmer (1)" in text
    assert "« vous », c'est elle. vous avez l'accord" in text


def test_the_employer_s_gain_stands_on_each_scheme(client, statuses):
    make_situation("arret", schemes=(make_scheme("ptp", value_employer=["Garder son salarié."]),))
    assert "Garder son salarié." in text_of(client.get("/rh/arret/"))


@pytest.mark.parametrize(
    "values", [{"publication": Publication.ARCHIVED}, {"publication": "brouillon"}]
)
def test_a_scheme_that_is_not_published_is_not_proposed(client, statuses, values):
    make_situation("arret", schemes=(make_scheme("ptp", **values), make_scheme("cpf")))
    assert list(offered(client)) == ["cpf"]


def test_a_scheme_of_the_past_is_not_proposed(client, statuses):
    make_situation("arret", schemes=(make_scheme("cif", state="historique"),))
    assert offered(client) == {}


def test_contacts_follow_the_department(client, statuses):
    body = make_organisation("cap", name="Cap emploi")
    for label, slug in (("Nord", "59"), ("Aisne", "02"), ("Région", "hauts-de-france")):
        make_contact(body, label=f"Accueil {label}", territory=make_territory(slug))
    make_situation("arret").calls.create(organisation=body, why="Pour être conseillé.")
    text = text_of(client.get("/rh/arret/"))
    assert "Cap emploi Pour être conseillé. Accueil Région" in text
    assert "Accueil Nord" not in text
    text = text_of(client.get("/rh/arret/?departement=59"))
    assert text.index("Accueil Nord") < text.index("Accueil Région")
    assert "Accueil Aisne" not in text


@pytest.mark.parametrize("address", ["/rh/", "/rh/arret/"])
def test_the_sector_gives_the_opco(client, statuses, address):
    make_situation("arret")
    make_contact(make_operator("opco-2i"), label="Espace employeur")
    make_operator("akto", "Commerce.")
    html = unescape(client.get(address).content.decode())
    assert '<option value="opco-2i">Industrie, énergie</option>' in html
    assert "Votre OPCO est sans doute" not in html
    text = text_of(client.get(f"{address}?secteur=opco-2i"))
    assert "Votre OPCO est sans doute : OPCO opco-2i" in text
    assert "Espace employeur" in text


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("statut=lune", "Statut de la personne : « lune » n'existe pas"),
        ("statut=agent", "Statut de la personne : « agent » n'existe pas"),
        ("secteur=lune", "Secteur : « lune » n'existe pas"),
        ("departement=lune", "Département : « lune » n'existe pas"),
    ],
)
def test_an_unknown_value_is_told_and_the_rest_applies(client, statuses, query, notice):
    make_situation("arret", schemes=(make_scheme("ptp"),))
    response = client.get(f"/rh/arret/?{query}")
    assert response.status_code == 200
    assert notice in text_of(response)
    assert offered(client, f"/rh/arret/?{query}") == {"ptp": "a-verifier"}


@pytest.mark.parametrize("name", ["statut", "secteur", "departement", "handicap", "d"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_anywhere_gives_a_page(client, statuses, name, text):
    make_situation("arret")
    data = {name: text.encode("utf-8", "surrogateescape")}
    for address in ("/rh/", "/rh/arret/"):
        response = client.get(address, data)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_a_situation_that_does_not_exist_is_not_found(client):
    assert client.get("/rh/lune/").status_code == 404


@pytest.mark.parametrize("address", ["/rh/", "/rh/arret/"])
def test_nothing_is_kept_of_a_visit(client, statuses, address):
    make_situation("arret")
    assert client.get(f"{address}?statut=salarie&secteur=x").status_code == 200
    assert not client.cookies
    assert Session.objects.count() == 0
    assert client.post(address, {"statut": "salarie"}).status_code == 405


def test_a_situation_badly_written_in_the_admin_still_shows(client, statuses):
    scheme = make_scheme("ptp")
    make_situation(
        "arret", schemes=(scheme,), statuses=["lune"], profile={"lune": 1, "arret_travail": "oui"}
    )
    assert offered(client) == {"ptp": "a-verifier"}


def test_pages_take_as_many_queries_for_30_rows_as_for_3(client, statuses):
    make_operator()
    situation = make_situation("arret")
    counts = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            scheme = make_scheme(f"dispositif-{number}")
            make_condition(scheme)
            situation.proposals.create(scheme=scheme, why="Pourquoi.")
            body = make_organisation(f"corps-{number}")
            make_contact(body, territory=make_territory("59"))
            situation.calls.create(organisation=body, why="Pourquoi.")
            situation.points.create(
                kind="gain", text="Un gain.", place="x", source=situation.points.first().source
            )
            make_situation(f"autre-{number}")
            make_operator(f"opco-{number}")
        counts.append([queries_of(client, a) for a in ("/rh/", "/rh/arret/?departement=59")])
    assert counts[0] == counts[1]
    assert counts[0][0] <= 5
