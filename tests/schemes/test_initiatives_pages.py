"""/retours-d-experience/: the list and its filters, one case, and the link from a card."""

import pytest
from django.test import Client
from django.urls import reverse

from schemes.enums import Publication, State
from tests.factories import make_scheme, make_source, make_territory
from tests.pages import ODD_TEXTS, queries_of, text_of
from tests.schemes.initiatives_kit import make_initiative

pytestmark = pytest.mark.django_db

ADDRESS = "/retours-d-experience/"


def page(client: Client, query: str | dict = ""):
    response = client.get(ADDRESS, query) if isinstance(query, dict) else client.get(query)
    assert response.status_code == 200
    return response


def shown(client: Client, **query: object) -> list[str]:
    return [initiative.slug for initiative in page(client, query).context["page"]]


# The list


def test_the_address_is_the_public_one() -> None:
    assert reverse("schemes:initiatives") == ADDRESS
    assert reverse("schemes:initiative", args=["linkedout"]) == f"{ADDRESS}linkedout/"


def test_each_case_is_told_in_brief_and_leads_to_its_page(client) -> None:
    make_initiative(
        "afest",
        title="Former au poste",
        stages=("formation",),
        territory=make_territory("59"),
        year=2019,
        group="Première insertion",
    )
    response = page(client, {})
    assert f'<a href="{ADDRESS}afest/">Former au poste</a>' in response.content.decode()
    text = text_of(response)
    for told in ("1 retour d'expérience", "Nord (59)", "2019", "Formation", "Première insertion"):
        assert told in text


def test_every_filter_finds_its_own(client) -> None:
    make_initiative(
        "a",
        title="Au bassin de l'Adour",
        stages=("projet",),
        schemes=(make_scheme("vae"),),
        source=make_source("etude"),
        territory=make_territory("59"),
        group="Évolution professionnelle",
    )
    make_initiative("b", stages=("formation", "emploi"), group="Première insertion")
    assert shown(client) == ["a", "b"]
    for query in (
        {"q": "bassin fait"},
        {"etape": "projet"},
        {"source": "etude"},
        {"dispositif": "vae"},
        {"territoire": "59"},
        {"groupe": "evolution-professionnelle"},
    ):
        assert shown(client, **query) == ["a"], query


def test_filters_add_up_and_values_of_one_filter_widen_it(client) -> None:
    make_initiative("a", stages=("projet",), group="Un")
    make_initiative("b", stages=("projet", "emploi"), group="Deux")
    assert shown(client, etape=["projet", "emploi"]) == ["a", "b"]
    assert shown(client, etape=["projet", "emploi"], groupe="deux") == ["b"]
    assert shown(client, groupe=["un", "deux"]) == ["a", "b"]


def test_a_region_finds_its_departments_and_not_the_other_way_round(client) -> None:
    make_initiative("departement", territory=make_territory("59"))
    make_initiative("region", territory=make_territory("hauts-de-france"))
    make_initiative("pays")
    assert shown(client, territoire="hauts-de-france") == ["departement", "region"]
    assert shown(client, territoire="59") == ["departement"]


def test_a_word_is_looked_for_in_carrier_public_and_place(client) -> None:
    make_initiative("a", carrier="Adapei", public="Jeunes adultes", place_note="Saint-Omer")
    make_initiative("b")
    for words in ("adapei", "jeunes", "omer", "jeunes ADAPEI"):
        assert shown(client, q=words) == ["a"]
    assert shown(client, q="jeunes zzz") == []


def test_choices_are_only_those_that_find_something_in_the_order_of_a_reader(client) -> None:
    make_initiative("a", group="Évolution", schemes=(make_scheme("vae"),))
    make_initiative("b", group="Zones", territory=make_territory("59"))
    make_scheme("ptp")
    form = page(client, {}).context["form"]
    assert form.fields["groupe"].choices == [("evolution", "Évolution"), ("zones", "Zones")]
    values = [value for value, _ in form.fields["dispositif"].choices]
    assert values == ["", "vae"]
    assert "hauts-de-france" not in dict(form.fields["territoire"].choices)


def test_a_scheme_that_is_not_published_is_no_choice(client) -> None:
    make_initiative("a", schemes=(make_scheme("cache", publication=Publication.DRAFT),))
    response = page(client, {"dispositif": "cache"})
    assert "cache" not in dict(response.context["form"].fields["dispositif"].choices)
    assert [i.slug for i in response.context["page"]] == ["a"]


def test_nothing_found_says_what_to_do(client) -> None:
    make_initiative()
    text = text_of(page(client, {"q": "zzzz"}))
    assert "Aucun retour d'expérience ne correspond" in text


def test_pages_follow_each_other_and_keep_the_filters(client) -> None:
    for number in range(25):
        make_initiative(f"e{number:02}", stages=("projet",))
    first = page(client, {"etape": "projet"})
    assert len(first.context["page"]) == 20
    assert "?etape=projet&amp;page=2" in first.content.decode()
    assert len(shown(client, etape="projet", page=2)) == 5


@pytest.mark.parametrize("asked", ["0", "-1", "1000000000", "9" * 400, "abc", "1.5", "", "😀"])
def test_any_page_number_gives_a_page(client, asked) -> None:
    make_initiative("a")
    assert shown(client, page=asked) == ["a"]


@pytest.mark.parametrize("name", ["etape", "source", "dispositif", "territoire", "groupe"])
def test_an_unknown_value_is_left_aside_and_told(client, name) -> None:
    make_initiative("a")
    response = page(client, {name: "zzz"})
    assert [i.slug for i in response.context["page"]] == ["a"]
    assert "« zzz » n'existe pas, ce choix est laissé de côté." in text_of(response)


@pytest.mark.parametrize("name", ["q", "etape", "source", "dispositif", "territoire", "groupe"])
@pytest.mark.parametrize("odd", ODD_TEXTS.values(), ids=list(ODD_TEXTS))
def test_odd_texts_break_nothing(client, name, odd) -> None:
    make_initiative("a")
    query = {name: odd.encode("utf-8", "surrogateescape")}
    assert "<script>alert" not in page(client, query).content.decode()


def test_only_reading_is_allowed(client) -> None:
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("query", [{}, {"etape": "formation", "q": "fait", "territoire": "59"}])
def test_the_list_asks_as_many_queries_for_30_cases_as_for_3(client, query) -> None:
    def more(number: int) -> None:
        for _ in range(number):
            make_initiative(
                stages=("projet", "formation"),
                schemes=(make_scheme(),),
                territory=make_territory("59"),
                group="Un",
            )

    more(3)
    with_three = queries_of(client, ADDRESS, query)
    more(27)
    assert queries_of(client, ADDRESS, query) == with_three == 8


# One case


@pytest.fixture
def whole(client):
    scheme = make_scheme("vae", acronym="VAE", name="Validation")
    old = make_scheme("cif", name="Congé", state=State.HISTORIC)
    hidden = make_scheme("cache", name="Caché", publication=Publication.DRAFT)
    return make_initiative(
        "cas",
        title="Une expérience",
        summary="En une phrase.",
        carrier="Le porteur",
        territory=make_territory("59"),
        place_note="Lille",
        year=2019,
        period="Depuis 2019",
        public="Des jeunes",
        actions=["Une action."],
        results=["Un résultat."],
        figures=[
            {"label": "Personnes", "value": 1636, "unit": "personnes"},
            {"label": "Part", "value": 70.5, "unit": "%"},
        ],
        keys=["Une clé."],
        watchpoints=["Une attention."],
        programme="Un programme",
        schemes=(scheme, old, hidden),
        stages=("formation",),
    )


def test_a_case_tells_all_that_is_known(client, whole) -> None:
    text = text_of(client.get(whole.get_absolute_url()))
    for told in (
        "En une phrase.",
        "Qui Le porteur",
        "Où Nord (59) Lille",
        "Quand Depuis 2019",
        "Pour qui Des jeunes",
        "Ce qui a été fait Une action.",
        "Résultats Un résultat.",
        "Personnes 1 636 personnes",
        "Part 70,5 %",
        "Clés de réussite Une clé.",
        "Points d'attention Une attention.",
        "VAE – Validation",
        "Congé (n'existe plus)",
        "Source guide-2025, partie 1",
    ):
        assert told in text


def test_a_case_never_names_a_scheme_that_is_not_published(client, whole) -> None:
    assert "Caché" not in client.get(whole.get_absolute_url()).content.decode()


def test_a_case_of_which_little_is_known_shows_no_empty_part(client) -> None:
    text = text_of(client.get(make_initiative("nu").get_absolute_url()))
    for title in ("Quand", "Pour qui", "Ce qui a été fait", "Chiffres", "Dispositifs concernés"):
        assert title not in text


def test_a_year_stands_for_a_period_that_is_not_known(client) -> None:
    assert make_initiative(year=2006).when == "2006"
    assert make_initiative().when == ""


@pytest.mark.parametrize("slug", ["inconnu", "a" * 300, "a_b"])
def test_an_unknown_case_is_a_404_in_french(client, slug) -> None:
    response = client.get(f"{ADDRESS}{slug}/")
    assert response.status_code == 404
    assert '<html lang="fr">' in response.content.decode()


def test_a_case_asks_as_many_queries_with_30_schemes_as_with_3(client) -> None:
    initiative = make_initiative(stages=("projet", "formation"))
    initiative.schemes.set([make_scheme() for _ in range(3)])
    with_three = queries_of(client, initiative.get_absolute_url())
    initiative.schemes.add(*(make_scheme() for _ in range(27)))
    assert queries_of(client, initiative.get_absolute_url()) == with_three == 5


# From elsewhere


def test_a_card_leads_to_the_cases_of_its_scheme(client) -> None:
    scheme = make_scheme("vae")
    make_initiative("cas", title="Un cas", year=2019, schemes=(scheme,))
    make_initiative("autre", title="Ailleurs")
    html = client.get(scheme.get_absolute_url()).content.decode()
    assert f'<a href="{ADDRESS}cas/">Un cas</a>' in html
    assert "Ailleurs" not in html


def test_a_card_without_a_case_has_no_such_part(client) -> None:
    html = client.get(make_scheme("vae").get_absolute_url()).content.decode()
    assert "<h2>Retours d'expérience</h2>" not in html


def test_a_card_asks_as_many_queries_with_30_cases_as_with_3(client) -> None:
    scheme = make_scheme("vae")
    for _ in range(3):
        make_initiative(schemes=(scheme,))
    with_three = queries_of(client, scheme.get_absolute_url())
    for _ in range(27):
        make_initiative(schemes=(scheme,))
    assert queries_of(client, scheme.get_absolute_url()) == with_three


def test_every_page_leads_there_by_its_foot(client) -> None:
    assert f'<a href="{ADDRESS}">Retours d\'expérience</a>' in client.get("/").content.decode()


@pytest.mark.usefixtures("catalogue")
def test_every_case_of_the_catalogue_has_its_page(client) -> None:
    found = []
    for number in (1, 2, 3, 4):
        found += shown(client, page=number)
    assert len(found) == len(set(found)) == 78
    for slug in found:
        assert client.get(f"{ADDRESS}{slug}/").status_code == 200
