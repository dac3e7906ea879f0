"""GET /api/v1/criteres/, /contacts/ and /glossaire/; and what every address of the API shares."""

import pytest
from django.test import Client
from django.urls import reverse

from schemes.enums import CriterionType, Publication
from tests.factories import (
    make_contact,
    make_criterion,
    make_organisation,
    make_scheme,
    make_source,
    make_term,
    make_territory,
)

pytestmark = pytest.mark.django_db


def get(client: Client, name: str, **query: object):
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response.json()


def test_criteria_tell_the_values_that_a_profile_takes(client) -> None:
    make_criterion("handicap", sensitive=True)
    make_criterion("csp", CriterionType.BOOLEAN)
    make_criterion("age", CriterionType.NUMBER, minimum=14, unit="ans")
    make_criterion("departement", CriterionType.TERRITORY)
    make_territory("59")
    found = {row["cle"]: row for row in get(client, "api-criteria")}
    values = {key: [o["valeur"] for o in row["options"]] for key, row in found.items()}
    assert values == {
        "handicap": ["reconnu", "en-cours", "aucun"],
        "csp": [True, False],
        "age": [],
        "departement": ["59"],
    }
    assert found["handicap"]["sensible"] is True
    assert (found["age"]["min"], found["age"]["max"], found["age"]["unite"]) == (14, 99, "ans")
    assert found["csp"]["min"] is None


def test_criteria_tell_when_a_question_makes_sense(client) -> None:
    make_criterion("statuts", options=("salarie",))
    raw = {"criterion": "statuts", "in": ["salarie"]}
    make_criterion("contrat", asked_when=raw, exclusive=[["cdi", "cdd"]])
    contract = next(row for row in get(client, "api-criteria") if row["cle"] == "contrat")
    assert contract["posee_si"] == {"critere": "statuts", "valeurs": ["salarie"], "sauf": False}
    assert contract["exclusifs"] == [["cdi", "cdd"]]


def test_contacts_of_a_department_are_its_own_its_region_s_and_everybody_s(client) -> None:
    for slug in ("59", "62", "hauts-de-france", "national"):
        make_contact(label=slug, territory=make_territory(slug))
    make_contact(label="partout")
    labels = {row["libelle"] for row in get(client, "api-contacts", departement="59")["results"]}
    assert labels == {"59", "hauts-de-france", "national", "partout"}


def test_contacts_by_role(client) -> None:
    make_contact(role="financeur")
    make_contact(role="operateur", label="Ici")
    answer = get(client, "api-contacts", role="operateur")
    assert [row["libelle"] for row in answer["results"]] == ["Ici"]


def test_an_unknown_role_or_department_is_told(client) -> None:
    make_contact()
    answer = get(client, "api-contacts", role="zzz", departement="999")
    assert answer["count"] == 1
    assert sorted(answer["messages"]) == [
        "Département : « 999 » n'existe pas, ce choix est laissé de côté.",
        "Rôle : « zzz » n'existe pas, ce choix est laissé de côté.",
    ]


def test_a_term_names_its_card_only_once_it_is_published(client) -> None:
    make_term("PTP", scheme=make_scheme("ptp"), source=make_source(), aliases=["CIF"])
    make_term("XYZ", scheme=make_scheme("xyz", publication=Publication.DRAFT))
    terms = get(client, "api-glossary")["results"]
    assert [(t["terme"], t["dispositif"]) for t in terms] == [("PTP", "ptp"), ("XYZ", None)]
    assert (terms[0]["source"], terms[1]["source"]) == ("Source guide-2025", None)
    assert terms[0]["autres_formes"] == ["CIF"]


@pytest.mark.parametrize(
    ("name", "most"), [("api-criteria", 6), ("api-contacts", 4), ("api-glossary", 3)]
)
def test_the_number_of_queries_is_constant(
    client, django_assert_max_num_queries, name, most
) -> None:
    made, counts = 0, []
    for count in (3, 30):
        for _ in range(count):
            made += 1
            make_criterion(f"c{made}")
            make_contact(make_organisation(f"o{made}"), territory=make_territory("59"))
            make_term(f"T{made}", scheme=make_scheme(f"s{made}"), source=make_source())
        with django_assert_max_num_queries(most) as captured:
            get(client, name)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["", "zzz/", "dispositifs/a/b/", "schema/x/", "é/"])
def test_an_address_that_does_not_exist_is_a_json_404(client, path) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.json() == {"detail": "Cette adresse n'existe pas. Voir /api/v1/docs/."}


def test_an_address_without_its_slash_leads_to_the_one_that_has_it(client) -> None:
    assert client.get("/api/v1/criteres").headers["Location"] == "/api/v1/criteres/"


@pytest.mark.parametrize(
    "name", ["api-schemes", "api-criteria", "api-contacts", "api-glossary", "api-schema"]
)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, name, method) -> None:
    response = getattr(client, method)(reverse(name), {}, content_type="application/json")
    assert response.status_code == 405
    assert "non autorisée" in response.content.decode()


def test_html_is_not_on_offer(client) -> None:
    response = client.get(reverse("api-criteria"), headers={"accept": "text/html"})
    assert response.status_code == 406
    assert "detail" in response.json()
