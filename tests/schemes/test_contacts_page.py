"""The directory: organisations with their contacts, by word, role and department, on a map."""

import re
from html import unescape

import pytest

from schemes.enums import ActorRole
from tests.factories import make_contact, make_organisation, make_territory
from tests.pages import ODD_TEXTS, queries_of, text_of

pytestmark = pytest.mark.django_db


def shown(client, query: str = "") -> list[str]:
    response = client.get(f"/contacts/?{query}")
    assert response.status_code == 200
    return re.findall(r'<li class="row-card"[^>]*><h\d>(.*?)</h\d>', response.content.decode())


def body(name: str, **contact):
    """An organisation with one contact."""
    organisation = make_organisation(name=name)
    make_contact(organisation, **contact)
    return organisation


def test_organisations_are_listed_once_by_name_with_all_their_contacts(client):
    second = body("Cap emploi", label="Accueil")
    make_contact(second, label="Formulaire", phone="", form_url="https://exemple.fr/", position=1)
    body("Agefiph")
    make_organisation(name="Sans contact")
    assert shown(client) == ["Agefiph", "Cap emploi"]
    text = text_of(client.get("/contacts/"))
    assert "2 organismes." in text
    assert text.index("Accueil") < text.index("Formulaire")


def test_every_means_of_contact_can_be_used(client):
    body(
        "MDPH",
        label="Accueil",
        phone="03 59 61 62 63",
        email="aide@exemple.fr",
        form_url="https://exemple.fr/",
        address="1 rue de Lille",
        territory=make_territory("59"),
    )
    html = client.get("/contacts/").content.decode()
    for link in ("tel:+33359616263", "mailto:aide@exemple.fr", "https://exemple.fr/"):
        assert f'href="{link}"' in html
    assert "Accueil (Nord)" in text_of(client.get("/contacts/"))
    assert "1 rue de Lille" in html


def test_role_filters(client):
    body("Agefiph", role=ActorRole.FUNDER)
    body("Cap emploi", role=ActorRole.PRESCRIBER)
    assert shown(client, "role=prescripteur") == ["Cap emploi"]
    assert shown(client, "role=employeur") == []


def test_a_department_shows_the_nearest_first_and_nothing_from_elsewhere(client):
    body("1 partout")
    body("2 pays", territory=make_territory())
    body("3 région", territory=make_territory("hauts-de-france"))
    body("4 Nord", territory=make_territory("59"))
    body("5 Aisne", territory=make_territory("02"))
    body("6 Normandie", territory=make_territory("normandie"))
    assert shown(client, "departement=59") == ["4 Nord", "3 région", "1 partout", "2 pays"]
    assert shown(client, "departement=02") == ["5 Aisne", "3 région", "1 partout", "2 pays"]
    text = text_of(client.get("/contacts/?departement=59"))
    heads = ["4 organismes, dont 2 près de chez vous", "Dans le département", "Dans la région"]
    found = [text.index(head) for head in [*heads, "Partout en France"]]
    assert found == sorted(found)


def test_an_organisation_shows_its_nearest_contact_first_and_none_from_elsewhere(client):
    cap = body("Cap emploi", label="National", territory=make_territory())
    for position, slug in enumerate(("02", "59", "hauts-de-france"), start=1):
        make_contact(cap, label=f"De {slug}", position=position, territory=make_territory(slug))
    text = text_of(client.get("/contacts/?departement=59"))
    found = [text.index(label) for label in ("De 59", "De hauts-de-france", "National")]
    assert found == sorted(found)
    assert "De 02" not in text


def test_an_organisation_with_a_page_and_no_contact_is_listed_where_it_works(client):
    there = make_organisation(name="Fonds du Nord", url="https://exemple.fr/")
    there.territories.add(make_territory("59"))
    make_territory("02")
    make_organisation(name="Sans page ni contact")
    assert shown(client) == ["Fonds du Nord"]
    assert shown(client, "departement=59") == ["Fonds du Nord"]
    assert shown(client, "departement=02") == []
    assert shown(client, "role=financeur") == ["Fonds du Nord"]
    assert shown(client, "role=employeur") == []


def test_role_and_department_narrow_together(client):
    body("Nord", role=ActorRole.FUNDER, territory=make_territory("59"))
    body("Nord aussi", role=ActorRole.EMPLOYER, territory=make_territory("59"))
    body("Aisne", role=ActorRole.FUNDER, territory=make_territory("02"))
    assert shown(client, "role=financeur&departement=59") == ["Nord"]


@pytest.mark.parametrize(
    ("query", "label"), [("role=lune", "Rôle"), ("departement=lune", "Département")]
)
def test_an_unknown_value_is_told_and_the_rest_applies(client, query, label):
    make_territory("59")
    body("Agefiph", role=ActorRole.FUNDER)
    body("Cap emploi", role=ActorRole.PRESCRIBER)
    rest = "departement=59" if label == "Rôle" else "role=financeur"
    response = client.get(f"/contacts/?{query}&{rest}")
    assert f"{label} : « lune » n'existe pas, ce choix est laissé de côté." in text_of(response)
    assert shown(client, f"{query}&{rest}") == shown(client, rest)


@pytest.mark.parametrize("name", ["q", "role", "departement", "page"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_anywhere_gives_a_page(client, name, text):
    body("Agefiph")
    data = {name: text}
    response = client.get("/contacts/", data)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_nothing_found_leads_back_to_everybody(client):
    assert "Aucun organisme ne correspond. Voir tous les contacts." in text_of(
        client.get("/contacts/?role=employeur")
    )


@pytest.mark.parametrize(
    "words",
    ["cap emploi", "CAP", "emplois", "l'emploi", "handicapés", "handicape", "conse", "  Cap  "],
)
def test_words_are_found_as_they_are_typed(client, words):
    cap = make_organisation(name="Cap emploi", description="Conseille les personnes handicapées.")
    make_contact(cap)
    body("Agefiph")
    assert shown(client, f"q={words}") == ["Cap emploi"]


def test_every_word_must_be_there_in_the_organisation_or_in_its_contacts(client):
    cap = body("Cap emploi", label="Accueil de Lille", note="Le matin.")
    make_contact(cap, label="Valenciennes", territory=make_territory("59"))
    body("Agefiph", label="Accueil de Lille")
    assert shown(client, "q=cap lille") == ["Cap emploi"]
    assert shown(client, "q=matin") == ["Cap emploi"]
    assert shown(client, "q=nord") == ["Cap emploi"]
    assert shown(client, "q=agefiph matin") == []


def test_nothing_found_proposes_a_name_that_looks_alike(client):
    body("Agefiph")
    body("Cap emploi")
    html = unescape(client.get("/contacts/?q=agefif").content.decode())
    assert 'Vouliez-vous dire <a href="?q=Agefiph">Agefiph</a>' in html
    assert "Vouliez-vous dire" not in client.get("/contacts/?q=zzzzzz").content.decode()


def test_roles_say_how_many_organisations_they_would_show(client):
    body("Agefiph", role=ActorRole.FUNDER, territory=make_territory("59"))
    both = body("Cap emploi", role=ActorRole.FUNDER)
    make_contact(both, role=ActorRole.PRESCRIBER)
    make_territory("02")
    html = client.get("/contacts/?role=employeur").content.decode()
    assert ">Financeur (2)</option>" in html
    assert ">Prescripteur (1)</option>" in html
    assert ">Employeur (0)</option>" in html
    assert ">Financeur (1)</option>" in client.get("/contacts/?departement=02").content.decode()


def test_the_map_leads_to_each_department_and_keeps_the_rest(client):
    body("Agefiph", territory=make_territory("59"))
    make_territory("75", kind="departement", name="Paris", parent=make_territory())
    html = unescape(client.get("/contacts/?role=financeur&departement=59").content.decode())
    tags = re.findall(r'<a href="(\?[^"]+)" aria-label="([^"]+)" class="tile([^"]*)"(.*?)>', html)
    assert tags == [
        ("?role=financeur&departement=59", "59 Nord, 1 organisme sur place", " local",
         ' aria-current="true"'),
        ("?role=financeur&departement=75", "75 Paris", "", ""),
    ]  # fmt: skip


def test_a_long_list_goes_by_pages(client):
    for number in range(35):
        body(f"Organisme {number:02}")
    assert len(shown(client)) == 30
    assert shown(client, "page=2")[0] == "Organisme 30"
    assert "35 organismes." in text_of(client.get("/contacts/?page=2"))
    assert "voici la dernière" in text_of(client.get("/contacts/?page=1000000000"))


def test_each_organisation_can_be_kept_as_a_vcard(client):
    make_contact(make_organisation("mdph", name="MDPH"))
    assert 'href="/contacts/mdph.vcf"' in client.get("/contacts/").content.decode()


def test_the_page_takes_as_many_queries_for_30_rows_as_for_3(client):
    counts = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            corps = body(f"Corps {number}", territory=make_territory("59"))
            corps.territories.add(make_territory("hauts-de-france"))
        counts.append(queries_of(client, "/contacts/?departement=59&q=corps"))
    assert counts == [6, 6]
