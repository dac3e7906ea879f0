"""POST /api/v1/eligibilite/ on a small catalogue: verdicts, reasons, what it keeps."""

import logging
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from schemes.enums import CriterionType, Operator, Publication, Scope, State
from schemes.search.index import batch
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_scheme,
    make_territory,
)

pytestmark = pytest.mark.django_db

AGE = ("age", CriterionType.NUMBER)


@pytest.fixture
def url() -> str:
    return reverse("api-eligibility")


@pytest.fixture
def apprenticeship():
    """From 16; 29 at most unless the disability is recognised; an employer must sign."""
    scheme = make_scheme("apprentissage")
    age, handicap = make_criterion(*AGE), make_criterion()
    make_condition(scheme, age, Operator.BETWEEN, [16, None], wording="Avoir 16 ans.")
    make_condition(
        scheme,
        age,
        Operator.BETWEEN,
        [None, 29],
        wording="Avoir 29 ans au plus.",
        unless_criterion=handicap,
        unless_operator=Operator.IN,
        unless_value=["reconnu"],
        unless_wording="le handicap est reconnu",
    )
    make_condition(scheme, scope=Scope.TO_CONFIRM, wording="un employeur signe")
    return scheme


def ask(client: Client, url: str, profile: dict, *slugs: str) -> dict:
    body = {"profil": profile} | ({"dispositifs": list(slugs)} if slugs else {})
    response = client.post(url, body, content_type="application/json")
    assert response.status_code == 200, response.json()
    return response.json()


def ask_one(client: Client, url: str, slug: str, **profile: object) -> dict:
    return ask(client, url, profile, slug)["resultats"][0]


def test_a_yes_by_exception_says_so_with_its_source(client, url, apprenticeship) -> None:
    result = ask_one(client, url, "apprentissage", age=45, handicap="reconnu")
    assert result["verdict"] == "oui"
    assert result["sous_reserve"] == ["un employeur signe"]
    assert result["publics"][0]["conditions"][0] == {
        "critere": "age",
        "libelle": "Avoir 29 ans au plus.",
        "verdict": "oui",
        "portee": "requis",
        "sauf_si": "le handicap est reconnu",
        "par_exception": True,
        "source": "Source guide-2025",
        "lieu": "page 1",
    }


def test_the_same_person_without_that_answer_is_to_check_and_asked(
    client, url, apprenticeship
) -> None:
    answer = ask(client, url, {"age": 45}, "apprentissage")
    assert answer["resultats"][0]["verdict"] == "a-verifier"
    assert answer["resultats"][0]["manquants"] == ["handicap"]
    assert answer["prochaine_question"] == {
        "critere": "handicap",
        "question": "Handicap ?",
        "departage": 1,
    }


def test_null_means_asked_and_not_known_so_it_is_not_asked_again(
    client, url, apprenticeship
) -> None:
    answer = ask(client, url, {"age": 45, "handicap": None}, "apprentissage")
    assert answer["resultats"][0]["verdict"] == "a-verifier"
    assert answer["prochaine_question"] is None


def test_a_no_comes_with_the_smallest_change(client, url) -> None:
    handicap = make_criterion(changeable=True)
    handicap.options.filter(value="reconnu").update(change="Demander la RQTH à la MDPH.")
    make_condition(make_scheme("esrp"), handicap)
    result = ask_one(client, url, "esrp", handicap="aucun")
    assert (result["verdict"], result["changement"]) == ("non", ["Demander la RQTH à la MDPH."])


def test_a_scheme_without_publics_is_told_as_open_to_anyone(client, url, apprenticeship) -> None:
    result = ask_one(client, url, "apprentissage", age=20)
    assert [p["libelle"] for p in result["publics"]] == ["Toute personne"]


def test_a_scheme_without_rules_is_to_check(client, url) -> None:
    make_scheme("muet")
    result = ask_one(client, url, "muet")
    assert result["verdict"] == result["publics"][0]["verdict"] == "a-verifier"


def test_each_public_carries_the_conditions_of_the_base(client, url) -> None:
    scheme = make_scheme("deux-publics")
    make_condition(scheme, make_criterion(*AGE), Operator.BETWEEN, [18, None], wording="Majeur.")
    for key in ("reconnu", "en-cours"):
        audience = make_audience(scheme, key)
        make_condition(scheme, make_criterion(), Operator.IN, [key], wording=key, audience=audience)
    anyone = ask_one(client, url, "deux-publics", handicap="reconnu")
    young = ask_one(client, url, "deux-publics", age=17, handicap="reconnu")
    adult = ask_one(client, url, "deux-publics", age=18, handicap="reconnu")
    assert [p["verdict"] for p in anyone["publics"]] == ["a-verifier", "non"]
    assert young["verdict"] == "non"
    assert [p["verdict"] for p in young["publics"]] == ["non", "non"]
    assert [p["verdict"] for p in adult["publics"]] == ["oui", "non"]
    assert [c["libelle"] for c in adult["publics"][0]["conditions"]] == ["Majeur.", "reconnu"]


def test_a_scheme_that_has_closed_says_since_when(client, url) -> None:
    make_condition(make_scheme("clos", valid_until=date(2020, 12, 31)))
    result = ask_one(client, url, "clos", handicap="reconnu")
    assert result["verdict"] == result["publics"][0]["verdict"] == "non"
    assert "31/12/2020" in result["publics"][0]["conditions"][0]["libelle"]


def test_a_local_scheme_tells_its_territory_as_a_condition(client, url) -> None:
    make_criterion("departement", CriterionType.TERRITORY)
    make_scheme("local", territory=make_territory("hauts-de-france"))
    make_territory("59")
    make_territory("75", kind="departement", code="75", name="Paris")
    assert ask_one(client, url, "local", departement="75")["verdict"] == "non"
    assert ask_one(client, url, "local", departement="59")["verdict"] == "a-verifier"


def test_by_default_all_published_schemes_in_force_are_evaluated(client, url) -> None:
    make_scheme("actuel")
    make_scheme("ancien", state=State.HISTORIC)
    make_scheme("brouillon", publication=Publication.DRAFT)
    assert [r["slug"] for r in ask(client, url, {})["resultats"]] == ["actuel"]


def test_a_historic_scheme_can_be_asked_for_by_its_name(client, url) -> None:
    make_scheme("ancien", state=State.HISTORIC)
    assert ask_one(client, url, "ancien")["slug"] == "ancien"


def test_results_come_once_each_in_the_order_asked_for(client, url) -> None:
    make_scheme("a")
    make_scheme("b")
    results = ask(client, url, {}, "b", "a", "b")["resultats"]
    assert [r["slug"] for r in results] == ["b", "a"]


def test_an_empty_list_of_schemes_has_no_results(client, url) -> None:
    make_scheme("a")
    response = client.post(url, {"profil": {}, "dispositifs": []}, "application/json")
    assert response.json() == {"resultats": [], "prochaine_question": None}


def test_the_number_of_queries_does_not_depend_on_the_catalogue(
    client, url, django_assert_max_num_queries
) -> None:
    make_criterion()
    counts = []
    for rows in (3, 30):
        with batch():
            for _ in range(rows):
                scheme = make_scheme()
                make_condition(scheme, audience=make_audience(scheme))
        with django_assert_max_num_queries(13) as captured:
            ask(client, url, {"handicap": "reconnu"})
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_nothing_is_stored_nor_logged_of_what_was_sent(client, url, apprenticeship, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    ask(client, url, {"age": 45, "handicap": "reconnu"}, "apprentissage")
    bad = {"profil": {"age": "quarante-cinq-ans"}, "dispositifs": ["dispositif-secret"]}
    assert client.post(url, bad, "application/json").status_code == 400
    assert not Session.objects.exists()
    assert not client.cookies
    for word in ("reconnu", "quarante", "secret"):
        assert word not in caplog.text


def test_the_answer_is_kept_by_no_cache(client, url) -> None:
    assert client.post(url, {"profil": {}}, "application/json")["Cache-Control"] == "no-store"


def test_no_csrf_token_is_asked_for(url) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(url, {"profil": {}}, "application/json").status_code == 200


def test_today_is_read_once_a_request(client, url, monkeypatch) -> None:
    make_scheme("a")
    make_scheme("b")
    days = iter([date(2026, 11, 21)])
    monkeypatch.setattr("pathways.api.timezone.localdate", lambda: next(days))
    assert len(ask(client, url, {})["resultats"]) == 2
