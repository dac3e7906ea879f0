"""Cards side by side: two to four, differences marked, whatever the address holds."""

import re
from html import unescape

import pytest

from schemes.compare import Item, row_of
from schemes.enums import Operator, Publication
from schemes.models import Comparison
from tests.factories import (
    make_audience,
    make_condition,
    make_contact,
    make_criterion,
    make_organisation,
    make_scheme,
    make_source,
    make_territory,
)
from tests.pages import ODD_TEXTS, fill, queries_of, text_of

pytestmark = pytest.mark.django_db


def page(client, *slugs: str, **more: str):
    response = client.get("/comparer/", {"d": list(slugs), **more})
    assert response.status_code == 200
    return response


def heads(response) -> list[str]:
    """The cards at the head of the last table."""
    head = response.content.decode().split("<thead>")[-1].split("</thead>")[0]
    return re.findall(r'<th scope="col"><a href="[^"]+">(.*?)</a>', head)


def rows(response) -> dict[str, list[str]]:
    """Each attribute of the page with what it says of each card."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", response.content.decode(), re.DOTALL):
        if head := re.search(r'<th scope="row">(.*?) <span class="(\w+)">', row, re.DOTALL):
            cells = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
            cells = [re.sub(r'<span class="cell-name">.*?</span>', "", cell) for cell in cells]
            words = (" ".join(unescape(re.sub(r"<[^>]+>", " ", c)).split()) for c in cells)
            found[unescape(head[1])] = [*words, head[2]]
    return found


def make_pair():
    make_scheme("ptp", acronym="PTP", summary="Un congé.", certifying="oui")
    make_scheme("cpf", acronym="CPF", summary="Un compte.", certifying="oui")


def test_cards_stand_in_the_order_asked_with_what_differs_and_what_does_not(client):
    make_pair()
    response = page(client, "cpf", "ptp")
    assert heads(response) == ["CPF", "PTP"]
    found = rows(response)
    assert found["Ce que c'est"] == ["Un compte.", "Un congé.", "differs"]
    assert found["Certifiant"] == ["Oui", "Oui", "same"]


def test_the_mark_is_words_too_for_who_does_not_see_it(client):
    make_pair()
    text = text_of(page(client, "cpf", "ptp"))
    assert "Ce que c'est (différent)" in text
    assert "Certifiant (identique)" in text


def test_every_attribute_is_told_for_each_card(client):
    whole = make_scheme(
        "ptp",
        for_whom="Des salariés.",
        duration_min=6,
        duration_max=12,
        duration_unit="mois",
        rhythm="À plein temps.",
        status_during="Salarié.",
        income_during="Salaire.",
        cost_left="Rien.",
        certifying="oui",
        leads_to="Un métier.",
        legal_regime="specifique",
        stages=("projet", "formation"),
    )
    make_scheme("cpf")
    body = make_organisation(name="Transitions Pro")
    make_contact(body, phone="03 59 61 62 63")
    for role in ("prescripteur", "financeur", "operateur", "contact"):
        whole.actors.create(role=role, organisation=body)
    whole.steps.create(text="Demander.")
    make_condition(whole, make_criterion(), wording="Avoir un handicap reconnu.")
    make_condition(whole, audience=make_audience(whole, label="Salarié en CDI"))
    found = rows(page(client, "ptp", "cpf"))
    told = {label: cells[0] for label, cells in found.items()}
    assert told == {
        "Ce que c'est": "Ce que fait ptp.",
        "Pour qui": "Des salariés.",
        "Étapes du parcours": "Projet Formation commun",
        "Droit": "Droit spécifique au handicap",
        "Où": "France",
        "État": "En vigueur",
        "Durée": "6 à 12 mois",
        "Rythme": "À plein temps.",
        "Statut pendant": "Salarié.",
        "Revenu pendant": "Salaire.",
        "Reste à payer": "Rien.",
        "Certifiant": "Oui",
        "Débouche sur": "Un métier.",
        "Conditions d'accès": "Avoir un handicap reconnu. Public : Salarié en CDI",
        "Qui prescrit": "Transitions Pro",
        "Qui paie": "Transitions Pro",
        "Qui met en œuvre": "Transitions Pro",
        "Premier pas": "Demander.",
        "Qui appeler": "Transitions Pro : 03 59 61 62 63",
    }
    assert found["Revenu pendant"][1] == "Non précisé"


def test_what_no_card_says_takes_no_row(client):
    make_pair()
    assert "Rythme" not in rows(page(client, "ptp", "cpf"))


def test_differences_alone_can_be_shown(client):
    make_pair()
    found = rows(page(client, "ptp", "cpf", differences="1"))
    assert "Ce que c'est" in found
    assert "Certifiant" not in found


def test_the_conditions_say_what_only_stays_to_confirm_and_what_lifts_them(client):
    scheme = make_scheme("ptp")
    make_scheme("cpf")
    make_condition(scheme, scope="a-confirmer", wording="l'employeur est d'accord")
    handicap = make_criterion()
    make_condition(
        scheme,
        handicap,
        wording="Avoir 24 mois d'ancienneté.",
        unless_criterion=handicap,
        unless_operator=Operator.IN,
        unless_value=["reconnu"],
        unless_wording="le handicap est reconnu",
    )
    assert rows(page(client, "ptp", "cpf"))["Conditions d'accès"][0] == (
        "À confirmer : l'employeur est d'accord "
        "Avoir 24 mois d'ancienneté. Sauf si le handicap est reconnu."
    )


def test_headers_are_tied_to_their_cells(client):
    make_pair()
    html = page(client, "ptp", "cpf").content.decode()
    assert html.count('<th scope="col"><a') == 2
    assert "<caption" in html
    assert html.count('<th scope="row">') == html.count("<tr>") - 1
    assert '<span class="cell-name">PTP</span>' in html, "on a phone each cell says its card"


@pytest.mark.parametrize(
    ("slugs", "words", "shown"),
    [
        ([], "Choisissez deux à quatre dispositifs", 0),
        (["a"], "Il faut au moins deux fiches pour comparer : ajoutez-en une.", 0),
        (["a", "a"], "Il faut au moins deux fiches pour comparer", 0),
        (["a", "b", "c", "d", "e"], "On compare quatre fiches au plus", 4),
        (["a", "lune", "b"], "La fiche « lune » n'existe pas : elle est laissée de côté.", 2),
        (["a", "vieille", "b"], "La fiche « vieille » n'est plus publiée : elle est laissée", 2),
        (["a", "brouillon", "b"], "La fiche « brouillon » n'existe pas", 2),
        (["lune", "a"], "Il faut au moins deux fiches", 0),
        (["", "a", "", "b"], "Les fiches comparées", 2),
    ],
)
def test_any_number_of_cards_gives_a_sentence_and_keeps_the_rest(client, slugs, words, shown):
    for slug in "abcde":
        make_scheme(slug)
    make_scheme("vieille", publication=Publication.ARCHIVED)
    make_scheme("brouillon", publication=Publication.DRAFT)
    response = page(client, *slugs)
    assert words in text_of(response)
    assert len(heads(response)) == shown if shown else "<table" not in response.content.decode()


def test_what_was_kept_stays_chosen_in_the_form(client):
    make_scheme("a")
    html = page(client, "a", "lune").content.decode()
    assert re.search(r'id="d1">.*?<option value="a" selected>.*?id="d2">', html, re.DOTALL)
    assert html.count(" selected>") == 1


def test_a_card_can_be_taken_away(client):
    for slug in "abc":
        make_scheme(slug)
    html = page(client, "a", "b", "c").content.decode()
    assert 'href="?d=a&amp;d=c">Retirer Dispositif b</a>' in html


def test_a_card_of_the_past_is_compared_and_says_so(client):
    make_scheme("cif", state="historique")
    make_scheme("ptp")
    assert rows(page(client, "cif", "ptp"))["État"][:2] == ["Historique", "En vigueur"]


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_gives_a_page(client, text):
    make_pair()
    odd = text.encode("utf-8", "surrogateescape")
    response = client.get("/comparer/", {"d": ["ptp", odd, "cpf"], "differences": odd})
    assert response.status_code == 200
    assert len(heads(response)) == 2
    assert "<script>alert" not in response.content.decode()


def test_a_thousand_cards_in_the_address_are_not_all_looked_up(client):
    make_pair()
    response = page(client, "ptp", "cpf", *(f"lune-{n}" for n in range(1_000)))
    assert heads(response) == ["PTP", "CPF"]
    assert text_of(response).count("n'existe pas :") == 18


def make_comparison(*schemes, **values):
    read = {"source": make_source(), "place": "tableau 7"}
    values = {"slug": "reconnaissance", "title": "Quatre démarches", **read} | values
    comparison = Comparison.objects.create(**values)
    for position, label in enumerate(["Tutelle", "Jury"]):
        for scheme in schemes:
            text = "Aucune." if label == "Jury" else f"{label} de {scheme.slug}."
            comparison.cells.create(
                key=label.lower(), label=label, position=position, scheme=scheme, text=text
            )
    return comparison


def test_the_comparison_of_a_source_comes_first_with_its_own_attributes(client):
    vae, rae, other = make_scheme("vae"), make_scheme("rae"), make_scheme("ptp")
    make_comparison(vae, rae)
    response = page(client, "rae", "vae")
    found = rows(response)
    assert list(found)[:3] == ["Tutelle", "Jury", "Ce que c'est"]
    assert found["Tutelle"] == ["Tutelle de rae.", "Tutelle de vae.", "differs"]
    assert found["Jury"][2] == "same"
    assert "<h1>Quatre démarches</h1>" in response.content.decode()
    assert "Source guide-2025, tableau 7." in text_of(response)
    assert "Tutelle" not in rows(page(client, "vae", "rae", other.slug)), "one stands outside"


def test_the_real_recognition_modes_are_compared_as_their_source_does(client, catalogue):
    found = rows(page(client, "vae", "rae", "rsfp", "open-badges"))
    labels = list(found)
    assert labels[0] == "Principes fondateurs"
    assert labels[10] == "Ce que c'est"
    assert found["Jury et lieu d'évaluation"][3].startswith("Pas de jury.")


def test_a_row_marks_what_every_card_says():
    row = row_of("Étapes", [[Item("Projet"), Item("Formation")], [Item("Formation")]])
    assert [[item.is_shared for item in cell] for cell in row.cells] == [[False, True], [True]]
    assert not row.is_same
    assert row_of("Droit", [[Item("Commun")], [Item("Commun")]]).is_same
    assert not row_of("Droit", [[], [Item("Commun")]]).is_same
    assert row_of("Droit", [[], []]).is_silent


def test_four_cards_with_many_parts_take_as_many_queries_as_two_with_few(client):
    fill(2)
    few = [s.slug for s in fill(2)]
    with_two = queries_of(client, "/comparer/", {"d": few})
    many = fill(27)
    for scheme in many[:4]:
        for number in range(10):
            body = make_organisation()
            make_contact(body, territory=make_territory("59"))
            scheme.actors.create(role="financeur", organisation=body)
            scheme.steps.create(text=f"Étape {number}.")
    assert queries_of(client, "/comparer/", {"d": [s.slug for s in many[:4]]}) == with_two
    assert with_two <= 20


def test_nothing_can_be_sent(client):
    assert client.post("/comparer/", {"d": "ptp"}).status_code == 405
