"""POST /api/v1/plans/verifier/: warnings, periods, length; refusals in French; nothing is kept."""

import json
import logging

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rest_framework.exceptions import ValidationError

from pathways.plan import MAX_STEPS
from pathways.plan_api_request import read_steps
from pathways.timeline import timeline
from schemes.enums import LinkKind, Nature
from tests.factories import make_scheme
from tests.pages import ODD_TEXTS

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/plans/verifier/"


@pytest.fixture(autouse=True)
def _cards() -> None:
    cep = make_scheme("cep", acronym="CEP", nature=Nature.SUPPORT)
    c2p = make_scheme("c2p", acronym="C2P", nature=Nature.FUNDING)
    c2p.outgoing_links.create(kind=LinkKind.REQUIRES, to_scheme=cep)
    afc = make_scheme(
        "afc",
        duration_min=3,
        duration_max=6,
        duration_unit="mois",
        status_during="Stagiaire",
        income_during="Selon la situation",
    )
    afc.actors.create(role="financeur", label="France Travail")


def post(client: Client, body: object):
    return client.post(ADDRESS, body, content_type="application/json")


def check(client: Client, *steps: dict) -> dict:
    response = post(client, {"etapes": list(steps)})
    assert response.status_code == 200, response.content
    return response.json()


def refusal(client: Client, body: object) -> dict:
    response = post(client, body)
    assert response.status_code == 400
    return response.json()


def test_a_missing_prerequisite_is_told_with_its_step(client) -> None:
    (warning,) = check(client, {"dispositif": "c2p"})["avertissements"]
    assert warning["type"] == "prerequis-manquant"
    assert warning["niveau"] == "bloquant"
    assert "« CEP »" in warning["message"]
    assert warning["etapes"] == [0]


def test_periods_and_length_follow_the_dates(client) -> None:
    answer = check(
        client,
        {"dispositif": "cep", "debut": "2027-01-04", "duree": 3, "unite": "mois"},
        {"dispositif": "afc"},
    )
    assert answer["periodes"][1] == {
        "dispositif": "afc",
        "debut_au_plus_tot": "2027-04-04",
        "debut_au_plus_tard": "2027-04-04",
        "fin_au_plus_tot": "2027-07-03",
        "fin_au_plus_tard": "2027-10-03",
        "texte": answer["periodes"][1]["texte"],
        "statut": "Stagiaire",
        "revenu": "Selon la situation",
        "financeurs": ["France Travail"],
    }
    assert answer["duree"]["minimum_jours"] == 181
    assert answer["duree"]["maximum_jours"] == 273


def test_an_unknown_scheme_is_a_warning(client) -> None:
    assert check(client, {"dispositif": "zzz"})["avertissements"][0]["type"] == "inconnu"


def test_an_empty_plan_has_nothing_to_tell(client) -> None:
    answer = check(client)
    assert answer["avertissements"] == answer["periodes"] == []
    assert answer["duree"]["minimum_jours"] == 0


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({}, "Étape 1 : « dispositif » est l'identifiant d'un dispositif."),
        ({"dispositif": 5}, "identifiant d'un dispositif"),
        ({"dispositif": "a b"}, "n'est pas un identifiant"),
        ({"dispositif": "\x00"}, "n'est pas un identifiant"),
        ({"dispositif": "a" * 81}, "identifiant d'un dispositif"),
        ({"dispositif": "cep", "debut": "2027-02-31"}, "la date 2027-02-31 n'existe pas"),
        ({"dispositif": "cep", "debut": "31/01/2027"}, "une date comme 2027-01-04"),
        ({"dispositif": "cep", "debut": "20270104"}, "une date comme 2027-01-04"),
        ({"dispositif": "cep", "debut": 5}, "une date comme 2027-01-04"),
        ({"dispositif": "cep", "debut": "1027-01-04"}, "entre 2000 et 2100"),
        ({"dispositif": "cep", "duree": 0, "unite": "mois"}, "nombre entier, à partir de 1"),
        ({"dispositif": "cep", "duree": True, "unite": "mois"}, "nombre entier"),
        ({"dispositif": "cep", "duree": 1.5, "unite": "mois"}, "nombre entier"),
        ({"dispositif": "cep", "duree": 10**30, "unite": "mois"}, "nombre entier"),
        ({"dispositif": "cep", "duree": 3, "unite": "siecles"}, "heures, jours, semaines"),
        ({"dispositif": "cep", "duree": 3, "unite": []}, "heures, jours, semaines"),
        ({"dispositif": "cep", "duree": 11, "unite": "annees"}, "dix ans au plus"),
        ({"dispositif": "cep", "fin": "2027-01-04"}, "la clé « fin » n'existe pas"),
        ("cep", "un objet JSON"),
        (None, "un objet JSON"),
    ],
)
def test_a_wrong_step_is_refused_in_french(client, step, message) -> None:
    assert message in refusal(client, {"etapes": [step]})["etapes"][0]


def test_every_wrong_step_is_told_at_once(client) -> None:
    told = refusal(client, {"etapes": [{}, {"dispositif": "cep"}, {"dispositif": 5}]})["etapes"]
    assert [line[:7] for line in told] == ["Étape 1", "Étape 3"]


@pytest.mark.parametrize("body", [{}, {"etapes": None}, {"etapes": {}}, {"etapes": "cep"}])
def test_a_body_without_a_list_is_refused(client, body) -> None:
    assert refusal(client, body)["etapes"] == ["Donnez une liste d'étapes, dans l'ordre."]


@pytest.mark.parametrize("body", [[], "cep", 5, {"etapes": [], "profil": {}}])
def test_another_body_is_refused(client, body) -> None:
    assert refusal(client, body)["detail"]


def test_two_hundred_steps_are_refused_with_their_number(client) -> None:
    told = refusal(client, {"etapes": [{"dispositif": "cep"}] * 200})["etapes"][0]
    assert told == f"Donnez au plus {MAX_STEPS} étapes : il y en a 200."


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_texts_are_refused(client, text) -> None:
    for key in ("dispositif", "debut", "unite"):
        step = {"dispositif": "cep", "duree": 3} | {key: text}
        assert post(client, {"etapes": [step]}).status_code == 400


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)
STEPS = st.fixed_dictionaries(
    {"dispositif": st.sampled_from(["cep", "c2p"]) | VALUES},
    optional={
        "debut": st.dates().map(str) | VALUES,
        "duree": st.integers(-1, 99999) | VALUES,
        "unite": st.sampled_from(["mois", "annees"]) | VALUES,
    },
)


@given(st.fixed_dictionaries({"etapes": st.lists(STEPS | VALUES, max_size=4)}) | VALUES)
def test_any_json_is_read_or_refused(body) -> None:
    try:
        steps = read_steps(body)
    except ValidationError as refusal:
        assert json.dumps(refusal.detail)  # noqa: PT017  either answer is right
    else:
        assert timeline(steps, {}).periods is not None


def test_it_stores_nothing_and_logs_no_body(client, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        check(client, {"dispositif": "cep", "debut": "2033-03-03"})
    assert not Session.objects.exists()
    assert not client.cookies
    assert "2033" not in " ".join(
        r.getMessage() for r in caplog.records if r.name != "django.db.backends"
    )


def test_no_copy_is_kept(client) -> None:
    assert post(client, {"etapes": []})["Cache-Control"] == "no-store"


# Its schema


def operation(schema: dict) -> dict:
    return schema["paths"][ADDRESS]["post"]


def is_told(schema: dict, code: int, answer: dict) -> bool:
    told = operation(schema)["responses"][str(code)]["content"]["application/json"]["schema"]
    parts = {
        name: {"additionalProperties": False, **part} if "properties" in part else part
        for name, part in schema["components"]["schemas"].items()
    }
    return Draft202012Validator({**told, "components": {"schemas": parts}}).is_valid(answer)


def test_its_answers_and_refusals_are_those_that_the_schema_promises(client) -> None:
    schema = client.get("/api/v1/schema/").json()
    assert is_told(schema, 200, check(client, {"dispositif": "c2p"}, {"dispositif": "afc"}))
    assert is_told(schema, 400, refusal(client, {"etapes": [{}]}))
    assert is_told(schema, 400, refusal(client, []))
    assert {"200", "400", "406", "413", "415", "429"} <= set(operation(schema)["responses"])


def test_the_example_of_the_schema_is_accepted(client) -> None:
    content = operation(client.get("/api/v1/schema/").json())["requestBody"]["content"]
    for example in content["application/json"]["examples"].values():
        assert post(client, example["value"]).status_code == 200
