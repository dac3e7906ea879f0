"""GET /api/v1/retours-d-experience/: field experience, whole, filtered and paged."""

import pytest
from django.test import Client
from django.urls import reverse

from schemes.enums import Publication
from tests.factories import make_scheme, make_source, make_territory
from tests.pages import queries_of
from tests.schemes.initiatives_kit import make_initiative

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/retours-d-experience/"


def get(client: Client, **query: object) -> dict:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return response.json()


def slugs(answer: dict) -> list[str]:
    return [row["slug"] for row in answer["results"]]


def test_a_row_tells_all_that_the_page_tells(client) -> None:
    make_initiative(
        "cas",
        title="Un cas",
        territory=make_territory("59"),
        year=2019,
        figures=[{"label": "Part", "value": 70.5, "unit": "%"}, {"label": "Âge", "value": 3}],
        keys=["Une clé."],
        stages=("formation",),
        schemes=(make_scheme("vae"), make_scheme("cache", publication=Publication.DRAFT)),
    )
    assert reverse("api-initiatives") == ADDRESS
    assert get(client)["results"] == [
        {
            "slug": "cas",
            "titre": "Un cas",
            "resume": "Ce que fait cas.",
            "porteur": "Une association",
            "territoire": "59",
            "lieu_precis": "",
            "annee": 2019,
            "periode": "",
            "public": "",
            "actions": [],
            "resultats": [],
            "chiffres": [
                {"libelle": "Part", "valeur": 70.5, "unite": "%"},
                {"libelle": "Âge", "valeur": 3.0, "unite": ""},
            ],
            "cles_de_reussite": ["Une clé."],
            "points_d_attention": [],
            "groupe": "",
            "programme": "",
            "etapes": ["formation"],
            "dispositifs": ["vae"],
            "source": "guide-2025",
            "titre_de_la_source": "Source guide-2025",
            "lieu": "partie 1",
            "page": "http://testserver/retours-d-experience/cas/",
        }
    ]


def test_the_filters_of_the_page_apply(client) -> None:
    make_initiative("a", stages=("projet",), group="Un groupe", source=make_source("etude"))
    make_initiative("b", schemes=(make_scheme("vae"),), territory=make_territory("59"))
    assert slugs(get(client, etape="projet")) == ["a"]
    assert slugs(get(client, groupe="un-groupe")) == ["a"]
    assert slugs(get(client, source="etude")) == ["a"]
    assert slugs(get(client, dispositif="vae")) == ["b"]
    assert slugs(get(client, territoire="59")) == ["b"]
    assert slugs(get(client, q="fait b")) == ["b"]


def test_a_case_of_two_stages_comes_once(client) -> None:
    make_initiative("a", stages=("projet", "formation"))
    assert slugs(get(client, etape=["projet", "formation"])) == ["a"]


def test_pages_follow_each_other(client) -> None:
    for number in range(25):
        make_initiative(f"e{number:02}")
    first = get(client)
    assert (first["count"], len(first["results"]), first["previous"]) == (25, 20, None)
    assert len(client.get(first["next"]).json()["results"]) == 5


@pytest.mark.parametrize("page", ["0", "-1", "1000000000", "9" * 5000, "abc", "🙂"])
def test_a_page_that_does_not_exist_is_a_404_in_french(client, page) -> None:
    response = client.get(ADDRESS, {"page": page})
    assert response.status_code == 404
    assert response.json() == {"detail": "Cette page n'existe pas."}


@pytest.mark.parametrize("name", ["etape", "groupe", "source", "dispositif", "territoire"])
def test_an_unknown_value_is_left_aside_and_told(client, name) -> None:
    make_initiative("a")
    answer = get(client, **{name: "zzz"})
    assert slugs(answer) == ["a"]
    assert "« zzz » n'existe pas" in answer["messages"][0]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method) -> None:
    response = getattr(client, method)(ADDRESS, {}, content_type="application/json")
    assert response.status_code == 405


def test_a_card_names_its_cases(client) -> None:
    make_initiative("cas", schemes=(make_scheme("vae"),))
    card = client.get(reverse("api-scheme", args=["vae"])).json()
    assert card["retours_d_experience"] == ["cas"]


def test_the_list_asks_as_many_queries_for_30_cases_as_for_3(client) -> None:
    def more(number: int) -> None:
        for _ in range(number):
            make_initiative(stages=("projet", "emploi"), schemes=(make_scheme(),))

    more(3)
    with_three = queries_of(client, ADDRESS)
    more(17)  # a page is 20 rows
    assert queries_of(client, ADDRESS) == with_three == 9
