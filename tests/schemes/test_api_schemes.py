"""GET /api/v1/dispositifs/ and one card: what it tells, filters, pages and hides."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from schemes.enums import LinkKind, Nature, Operator, Publication, Scope, StageSlug, State
from schemes.models import Actor, Figure, PlainVersion, SchemeLink, Step, Tip
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_organisation,
    make_scheme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def url() -> str:
    return reverse("api-schemes")


def get(client: Client, url: str, **query: object) -> dict:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.json()


def slugs(answer: dict) -> list[str]:
    return [row["slug"] for row in answer["results"]]


def test_a_row_tells_enough_to_choose(client, url) -> None:
    make_scheme("ptp", acronym="PTP", name="Projet", verified_on=date(2026, 11, 21))
    assert get(client, url)["results"] == [
        {
            "slug": "ptp",
            "sigle": "PTP",
            "nom": "Projet",
            "nature": "formation",
            "droit": "commun",
            "etat": "actif",
            "etapes": ["formation"],
            "territoire": "national",
            "resume": "Ce que fait ptp.",
            "pour_qui": "",
            "a_verifier": False,
            "verifie_le": "2026-11-21",
            "page": "http://testserver/dispositifs/ptp/",
        }
    ]


def test_pages_follow_each_other(client, url) -> None:
    for number in range(25):
        make_scheme(f"d{number:02}")
    first = get(client, url, tri="nom")
    assert (first["count"], len(first["results"]), first["previous"]) == (25, 20, None)
    second = client.get(first["next"]).json()
    assert slugs(second) == [f"d{number}" for number in range(20, 25)]
    assert second["next"] is None


@pytest.mark.parametrize("page", ["0", "-1", "2", "9" * 30, "9" * 5000, "abc", "1.5", "🙂"])
def test_a_page_that_does_not_exist_is_a_404_in_french(client, url, page) -> None:
    response = client.get(url, {"page": page})
    assert response.status_code == 404
    assert response.json() == {"detail": "Cette page n'existe pas."}


def test_cards_that_are_not_published_do_not_exist(client, url) -> None:
    for publication in (Publication.DRAFT, Publication.TO_REVIEW, Publication.ARCHIVED):
        make_scheme(publication, publication=publication)
        response = client.get(reverse("api-scheme", args=[publication]))
        assert response.status_code == 404
        assert response.json() == {"detail": "Ce dispositif n'existe pas, ou n'est pas publié."}
    assert get(client, url)["count"] == 0


def test_historic_cards_come_only_when_asked_for(client, url) -> None:
    make_scheme("actuel")
    make_scheme("ancien", state=State.HISTORIC)
    assert slugs(get(client, url)) == ["actuel"]
    assert slugs(get(client, url, etat="historique")) == ["ancien"]


def test_the_filters_of_the_catalogue_apply(client, url) -> None:
    make_scheme("a", nature=Nature.FUNDING, stages=(StageSlug.PROJECT,))
    make_scheme("b", name="Bilan")
    assert slugs(get(client, url, nature="financement")) == ["a"]
    assert slugs(get(client, url, etape=["projet", "emploi"])) == ["a"]
    assert slugs(get(client, url, q="bilan")) == ["b"]


def test_a_status_leaves_out_what_is_closed_to_it(client, url) -> None:
    statuts = make_criterion("statuts", "choix-multiple", options=("salarie", "etudiant"))
    make_condition(make_scheme("ferme"), statuts, Operator.IN, ["etudiant"])
    make_condition(make_scheme("ouvert"), statuts, Operator.IN, ["salarie"])
    assert slugs(get(client, url, statut="salarie")) == ["ouvert"]


@pytest.mark.parametrize(
    "query",
    [
        {"etape": "zzz"},
        {"droit": ["commun", "zzz"]},
        {"statut": "🙂"},
        {"handicap": "' OR 1=1"},
        {"departement": "999"},
        {"etat": "\x01\x02"},
        {"tri": "zzz"},
        {"q": "é" * 10_000},
        {"q": "\x01 \x1f"},
        {"inconnu": "zzz"},
    ],
)
def test_an_unknown_value_is_left_aside_and_told(client, url, query) -> None:
    make_scheme("a")
    messages = get(client, url, **query)["messages"]
    told = all("n'existe pas" in text or "trop longue" in text for text in messages)
    assert told
    silent = query in ({"q": "\x01 \x1f"}, {"inconnu": "zzz"})
    assert bool(messages) is not silent


def test_a_nul_in_the_address_is_refused_in_json(client, url) -> None:
    response = client.get(url + "?q=%00")
    assert response.status_code == 400
    assert "nul" in response.json()["detail"]


def test_a_card_tells_its_conditions_with_their_source(client) -> None:
    scheme = make_scheme("ptp")
    audience = make_audience(scheme, "cdi", label="En CDI")
    make_condition(scheme, scope=Scope.TO_CONFIRM, wording="l'employeur est d'accord")
    make_condition(
        scheme,
        make_criterion("age", "nombre"),
        Operator.BETWEEN,
        [16, None],
        wording="Avoir 16 ans.",
        audience=audience,
        unless_criterion=make_criterion(),
        unless_operator=Operator.IN,
        unless_value=["reconnu"],
        unless_wording="le handicap est reconnu",
        checked_on=date(2026, 11, 21),
    )
    access = get(client, reverse("api-scheme", args=["ptp"]))["acces"]
    assert access["communes"][0]["libelle"] == "l'employeur est d'accord"
    assert access["communes"][0]["critere"] is access["communes"][0]["operateur"] is None
    assert access["publics"][0]["libelle"] == "En CDI"
    assert access["publics"][0]["conditions"] == [
        {
            "libelle": "Avoir 16 ans.",
            "portee": "requis",
            "critere": "age",
            "operateur": "between",
            "valeur": [16, None],
            "sauf_si": {
                "critere": "handicap",
                "operateur": "in",
                "valeur": ["reconnu"],
                "libelle": "le handicap est reconnu",
            },
            "source": "Source guide-2025",
            "lieu": "page 1",
            "verifiee_le": "2026-11-21",
        }
    ]


def test_a_card_tells_its_parts(client) -> None:
    funder = make_organisation("transitions-pro", name="Transitions Pro", acronym="TP")
    scheme = make_scheme("ptp", duration_min=Decimal(6), duration_unit="mois", certifying="oui")
    Step.objects.create(scheme=scheme, text="Déposer la demande.", organisation=funder)
    Tip.objects.create(scheme=scheme, text="À savoir.")
    Actor.objects.create(scheme=scheme, role="operateur", label="Un organisme de formation")
    Figure.objects.create(
        scheme=scheme, key="k", label="Montant", minimum="712.40", maximum="712.40", unit="€"
    )
    PlainVersion.objects.create(scheme=scheme, what=["Une aide."])
    card = get(client, reverse("api-scheme", args=["ptp"]))
    assert card["demarches"][0]["organisme"]["sigle"] == "TP"
    assert card["bon_a_savoir"] == ["À savoir."]
    assert (card["acteurs"][0]["nom"], card["acteurs"][0]["organisme"]) == (
        "Un organisme de formation",
        None,
    )
    assert (card["chiffres"][0]["min"], card["duree"]["min"]) == (712.4, 6)
    assert (card["duree"]["unite"], card["certifiant"]) == ("mois", "oui")
    assert card["facile_a_lire"]["ce_que_c_est"] == ["Une aide."]


def test_what_is_not_known_of_a_card_is_null_or_empty(client) -> None:
    make_scheme("nu")
    card = get(client, reverse("api-scheme", args=["nu"]))
    assert card["certifiant"] is card["facile_a_lire"] is card["duree"]["unite"] is None
    assert card["objectifs"] == card["ressources"] == card["acces"]["publics"] == []


def test_a_card_never_names_one_that_is_not_published(client) -> None:
    shown, draft = make_scheme("shown"), make_scheme("draft", publication=Publication.DRAFT)
    scheme = make_scheme("ptp", editor_note="Entre nous.")
    scheme.compensations.set([shown, draft])
    for other in (shown, draft):
        SchemeLink.objects.create(from_scheme=scheme, kind=LinkKind.REQUIRES, to_scheme=other)
        SchemeLink.objects.create(from_scheme=other, kind=LinkKind.FOLLOWS, to_scheme=scheme)
    response = client.get(reverse("api-scheme", args=["ptp"]))
    card = response.json()
    assert [link["dispositif"] for link in card["liens_vers"]] == ["shown"]
    assert [link["dispositif"] for link in card["liens_depuis"]] == ["shown"]
    assert card["compensation"]["dispositifs"] == ["shown"]
    assert "draft" not in response.content.decode()
    assert "Entre nous" not in response.content.decode()


@pytest.mark.parametrize("slug", ["inconnu", "a_b", "a" * 500])
def test_an_unknown_card_is_a_404_in_french(client, slug) -> None:
    response = client.get(reverse("api-scheme", args=[slug]))
    assert response.status_code == 404
    assert response.json() == {"detail": "Ce dispositif n'existe pas, ou n'est pas publié."}


def test_the_list_asks_as_many_queries_for_30_cards_as_for_3(
    client, url, django_assert_max_num_queries
) -> None:
    counts = []
    for count in (3, 27):
        for _ in range(count):
            make_scheme(stages=(StageSlug.PROJECT, StageSlug.TRAINING))
        with django_assert_max_num_queries(16) as captured:
            get(client, url)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_card_asks_as_many_queries_with_30_conditions_as_with_3(
    client, django_assert_max_num_queries
) -> None:
    scheme = make_scheme("ptp")
    make_criterion()
    counts = []
    for count in (3, 30):
        for number in range(count):
            make_condition(scheme, audience=make_audience(scheme) if number % 2 else None)
            Step.objects.create(scheme=scheme, text="Faire.", organisation=make_organisation())
            other = make_scheme()
            SchemeLink.objects.create(from_scheme=scheme, kind="requires", to_scheme=other)
        with django_assert_max_num_queries(20) as captured:
            get(client, reverse("api-scheme", args=["ptp"]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
