"""The cases of the specification, over the API, against the real catalogue."""

import json
from pathlib import Path

import pytest
from django.test import Client

CASES = json.loads((Path(__file__).parent.parent / "data/cases.json").read_text(encoding="utf-8"))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def evaluate(client: Client, body: dict) -> dict:
    response = client.post("/api/v1/eligibilite/", body, content_type="application/json")
    assert response.status_code == 200, response.json()
    return response.json()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(client, case) -> None:
    answer = evaluate(client, {"profil": case["profil"], "dispositifs": list(case["attendus"])})
    verdicts = {result["slug"]: result["verdict"] for result in answer["resultats"]}
    assert verdicts == case["attendus"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_verdicts_are_the_same_when_no_scheme_is_named(client, case) -> None:
    answer = evaluate(client, {"profil": case["profil"]})
    verdicts = {result["slug"]: result["verdict"] for result in answer["resultats"]}
    assert case["attendus"].items() <= verdicts.items()


def test_the_next_question_settles_the_apprenticeship_of_a_45_year_old(client) -> None:
    body = {"profil": {"age": 45}, "dispositifs": ["contrat-apprentissage"]}
    assert evaluate(client, body)["prochaine_question"]["critere"] == "handicap"


def test_no_change_asks_whoever_is_recognised_to_ask_for_it(client) -> None:
    """Motiv'Action is for people who are not recognised, in the Nord."""
    profile = {"statuts": ["salarie-prive"], "age": 52, "departement": "62", "handicap": "reconnu"}
    results = evaluate(client, {"profil": profile})["resultats"]
    told = [change for result in results for change in result["changement"]]
    assert told, "the rest of the advice stays"
    assert [change for change in told if "RQTH" in change] == []
