"""The schema of the API: valid, French, and true of the answers of the real catalogue."""

import json

import pytest
import yaml
from django.test import Client
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

PROFILE = {"age": 45, "handicap": "reconnu", "statuts": ["salarie-prive"], "contrat": None}
PAGES = [
    "/api/v1/dispositifs/",
    "/api/v1/dispositifs/?page=2&etape=zzz&statut=salarie-prive",
    "/api/v1/contacts/",
    "/api/v1/glossaire/",
    "/api/v1/criteres/",
    "/api/v1/retours-d-experience/",
    "/api/v1/retours-d-experience/?page=4&groupe=zzz&etape=formation",
]


@pytest.fixture
def schema(client) -> dict:
    return client.get("/api/v1/schema/").json()


def operation(schema: dict, path: str, method: str = "get") -> dict:
    return schema["paths"][path.partition("?")[0]][method]


def check(schema: dict, operation: dict, response) -> None:
    """Strict: a key of the answer that the schema does not tell is a fault, too."""
    told = operation["responses"][str(response.status_code)]["content"]["application/json"]
    whole = {**told["schema"], "components": closed(schema["components"])}
    errors = [e.message for e in Draft202012Validator(whole).iter_errors(response.json())]
    assert errors == []


def closed(components: dict) -> dict:
    return {
        "schemas": {
            name: {"additionalProperties": False, **part} if "properties" in part else part
            for name, part in components["schemas"].items()
        }
    }


def test_it_is_valid_openapi_3_1(schema) -> None:
    assert schema["openapi"].startswith("3.1")
    validate_schema(schema)


def test_it_tells_every_public_address(schema) -> None:
    assert set(schema["paths"]) >= {
        "/api/v1/dispositifs/",
        "/api/v1/dispositifs/{slug}/",
        "/api/v1/criteres/",
        "/api/v1/contacts/",
        "/api/v1/glossaire/",
        "/api/v1/retours-d-experience/",
        "/api/v1/eligibilite/",
    }


def test_no_docstring_of_the_code_shows_in_it(schema) -> None:
    """They are in English: serializers and views have comments instead."""
    text = json.dumps(schema, ensure_ascii=False)
    assert [w for w in (" the ", "The ", " that ", "Returns", "`profil") if w in text] == []


def test_every_operation_tells_what_it_refuses(schema) -> None:
    for path, methods in schema["paths"].items():
        for told in methods.values():
            assert {"200", "400", "406", "429"} <= set(told["responses"]), path


def test_it_describes_the_profile_criterion_by_criterion(schema) -> None:
    properties = schema["components"]["schemas"]["Profil"]["properties"]
    assert len(properties) == 26
    assert properties["age"]["type"] == ["integer", "null"]
    assert (properties["age"]["minimum"], properties["age"]["maximum"]) == (14, 99)


@pytest.mark.parametrize("path", PAGES)
def test_answers_are_those_that_it_promises(client, schema, path) -> None:
    check(schema, operation(schema, path), client.get(path))


def test_every_card_is_as_it_promises(client, schema) -> None:
    told = operation(schema, "/api/v1/dispositifs/{slug}/")
    for page in (1, 2, 3, 4):
        for row in client.get("/api/v1/dispositifs/", {"page": page}).json()["results"]:
            check(schema, told, client.get(f"/api/v1/dispositifs/{row['slug']}/"))


def test_verdicts_are_as_it_promises(client, schema) -> None:
    response = post(client, {"profil": PROFILE})
    assert response.status_code == 200
    check(schema, operation(schema, "/api/v1/eligibilite/", "post"), response)


def test_refusals_are_as_it_promises(client, schema) -> None:
    told = operation(schema, "/api/v1/eligibilite/", "post")
    bodies = ({"profil": {"age": "abc"}, "dispositifs": ["zzz"]}, {}, {"profil": 1}, [])
    for body in bodies:
        response = post(client, body)
        assert response.status_code == 400
        check(schema, told, response)
    path = "/api/v1/dispositifs/{slug}/"
    check(schema, operation(schema, path), client.get("/api/v1/dispositifs/zzz/"))


def post(client: Client, body: object):
    return client.post("/api/v1/eligibilite/", body, content_type="application/json")


def test_its_own_example_is_accepted(client, schema) -> None:
    content = operation(schema, "/api/v1/eligibilite/", "post")["requestBody"]["content"]
    for example in content["application/json"]["examples"].values():
        assert post(client, example["value"]).status_code == 200


def test_it_comes_in_yaml_when_asked(client) -> None:
    response = client.get("/api/v1/schema/", headers={"accept": "application/vnd.oai.openapi"})
    assert yaml.safe_load(response.content)["openapi"].startswith("3.1")


@pytest.mark.parametrize("query", ["version=%0aSet-Cookie:x", "lang=../../etc", "format=zzz"])
def test_odd_queries_do_not_break_it(client, query) -> None:
    assert client.get(f"/api/v1/schema/?{query}").status_code in {200, 404}


def test_its_page_shows_it_from_our_own_files(client) -> None:
    page = client.get("/api/v1/docs/").content.decode()
    assert '<html lang="fr">' in page
    assert "swagger-ui-bundle.js" in page
    assert "http" not in page.replace("http://testserver", "").replace("http://www.w3.org", "")
    script = client.get("/api/v1/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in script.content.decode()
