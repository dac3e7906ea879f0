"""POST /api/v1/eligibilite/: whatever is wrong is told in French, under its key, with a 4xx."""

import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from schemes.enums import CriterionType, Publication
from tests.factories import make_criterion, make_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabulary() -> None:
    make_criterion("age", CriterionType.NUMBER, unit="ans", minimum=14)
    make_criterion("csp", CriterionType.BOOLEAN)
    make_criterion("handicap")
    statuts = make_criterion(
        "statuts", CriterionType.MULTIPLE, options=("inscrit", "non-inscrit", "salarie")
    )
    statuts.exclusive = [["inscrit", "non-inscrit"]]
    statuts.save()
    make_scheme("ptp")
    make_scheme("brouillon", publication=Publication.DRAFT)
    make_scheme("archive", publication=Publication.ARCHIVED)


def post(client: Client, body: object, content_type: str = "application/json"):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(reverse("api-eligibility"), text, content_type=content_type)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("age", "abc", "Donnez un nombre entier."),
        ("age", "45", "Donnez un nombre entier."),
        ("age", 45.5, "Donnez un nombre entier."),
        ("age", True, "Donnez un nombre entier."),
        ("age", [45], "Donnez un nombre entier."),
        ("age", 300, "Donnez un nombre entre 14 et 99 ans."),
        ("age", -1, "Donnez un nombre entre 14 et 99 ans."),
        ("age", 10**400, "Donnez un nombre entre 14 et 99 ans."),
        ("csp", "oui", "Répondez par oui ou par non (true ou false)."),
        ("csp", 1, "Répondez par oui ou par non (true ou false)."),
        ("handicap", "zzz", "« zzz » n'est pas une réponse possible."),
        ("handicap", "reconnu\x00", "« reconnu\x00 » n'est pas une réponse possible."),
        ("handicap", ["reconnu"], "Donnez une seule valeur, sous forme de texte."),
        ("handicap", {}, "Donnez une seule valeur, sous forme de texte."),
        ("statuts", "salarie", "Donnez une liste de valeurs."),
        ("statuts", [1], "Donnez une seule valeur, sous forme de texte."),
        ("statuts", [["salarie"]], "Donnez une seule valeur, sous forme de texte."),
        ("statuts", ["inscrit", "non-inscrit"], "« Inscrit » et « Non-Inscrit » ne vont pas"),
        ("zzz", 1, "Cette question n'existe pas."),
        ("\x00", 1, "Cette question n'existe pas."),
        ("profil", {}, "Cette question n'existe pas."),
    ],
)
def test_a_bad_answer_is_told_under_its_question(client, key, value, message) -> None:
    response = post(client, {"profil": {key: value}})
    assert response.status_code == 400
    assert response.json()["profil"][key][0].startswith(message)


def test_all_faults_are_told_at_once(client) -> None:
    body = {"profil": {"age": "abc", "zzz": 1}, "dispositifs": ["nulle-part"], "autre": 1}
    response = post(client, body)
    assert response.status_code == 400
    assert response.json() == {
        "profil": {"age": ["Donnez un nombre entier."], "zzz": ["Cette question n'existe pas."]},
        "dispositifs": ["Le dispositif « nulle-part » n'existe pas, ou n'est pas publié."],
        "autre": ["Cette clé n'existe pas."],
    }


@pytest.mark.parametrize("profile", [None, [], "x", 1, True, [["age", 45]]])
def test_a_profile_that_is_no_object_is_refused(client, profile) -> None:
    response = post(client, {"profil": profile})
    assert response.status_code == 400
    assert response.json()["profil"][0].startswith("Donnez un objet JSON")


@pytest.mark.parametrize("body", [{}, {"dispositifs": ["ptp"]}])
def test_a_request_without_a_profile_is_refused(client, body) -> None:
    response = post(client, body)
    assert response.status_code == 400
    assert response.json()["profil"][0].startswith("Donnez un objet JSON")


@pytest.mark.parametrize(
    "slug",
    [
        "brouillon",
        "archive",
        "zzz",
        "",
        "ptp\x00",
        "\x00",
        "ptp\n",
        "é",
        "🙂",
        "a" * 10_000,
        "' OR 1",
    ],
)
def test_an_unknown_or_unpublished_scheme_is_named(client, slug) -> None:
    response = post(client, {"profil": {}, "dispositifs": ["ptp", slug]})
    assert response.status_code == 400
    assert response.json() == {
        "dispositifs": [f"Le dispositif « {slug[:80]} » n'existe pas, ou n'est pas publié."]
    }


@pytest.mark.parametrize("schemes", [None, "ptp", {}, {"ptp": 1}, 1, True, [1], [None], [["ptp"]]])
def test_schemes_are_a_list_of_texts(client, schemes) -> None:
    response = post(client, {"profil": {}, "dispositifs": schemes})
    assert response.status_code == 400
    assert response.json() == {"dispositifs": ["Donnez une liste d'identifiants de dispositifs."]}


def test_a_crowd_of_unknown_schemes_gives_a_short_answer(client) -> None:
    response = post(client, {"profil": {}, "dispositifs": [f"x{n}" for n in range(400)]})
    assert response.status_code == 400
    messages = response.json()["dispositifs"]
    assert (len(messages), messages[-1]) == (21, "Et 380 autres, qui n'existent pas non plus.")


def test_too_many_schemes_are_refused_before_the_database_is_asked(client) -> None:
    response = post(client, {"profil": {}, "dispositifs": [f"x{n}" for n in range(50_000)]})
    assert response.status_code == 400
    assert response.json() == {"dispositifs": ["Donnez au plus 500 dispositifs."]}


@pytest.mark.parametrize("body", ["[]", "null", "1", '"profil"', "true", '["profil"]'])
def test_a_body_that_is_no_object_is_refused(client, body) -> None:
    response = post(client, body)
    assert response.status_code == 400
    assert response.json() == {"detail": "Le corps de la requête est un objet JSON."}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"{'profil': {}}", 400),
        (b"\xff", 400),
        (b'{"profil": {"handicap": "\\ud800"}}', 400),
        (b'{"profil": {"\\udfff": 1}}', 400),
        (b'{"profil": {"age": NaN}}', 400),
        (b'{"profil":' * 50_000, 400),
        (b'{"profil": "' + b"a" * 600_000 + b'"}', 413),
    ],
)
def test_a_body_that_is_no_json_is_refused_in_french(client, body, status) -> None:
    response = post(client, body)
    assert response.status_code == status
    assert any(word in response.content.decode() for word in ("requête", "objet JSON"))


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "zzz"]
)
def test_another_content_type_is_refused_in_french(client, content_type) -> None:
    response = post(client, {"profil": {}}, content_type)
    assert response.status_code == 415
    assert "Type de média" in response.json()["detail"]


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options"])
def test_other_methods_are_refused_in_french(client, method) -> None:
    response = getattr(client, method)(reverse("api-eligibility"))
    assert response.status_code == 405
    assert "non autorisée" in response.json()["detail"]


def test_the_limit_of_requests_is_told_in_french(client, monkeypatch) -> None:
    cache.clear()  # where requests are counted
    throttle = "rest_framework.throttling.AnonRateThrottle"
    monkeypatch.setattr(f"{throttle}.THROTTLE_RATES", {"anon": "1/min"})
    post(client, {"profil": {}})
    response = post(client, {"profil": {}})
    assert response.status_code == 429
    assert "secondes" in response.json()["detail"]
