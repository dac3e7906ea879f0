"""Dates, duration and note of a step: what is kept, what is refused and how it is told."""

from datetime import date

import pytest

from pathways.plan_forms import StepForm, printable
from tests.factories import make_scheme
from tests.pages import ODD_TEXTS, text_of
from tests.pathways.plan_pages import PAGE, change, dated, plan_of, put_plan, version_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plan(client) -> None:
    for slug in ("cep", "ptp"):
        make_scheme(slug, acronym=slug.upper())
    put_plan(client, "cep", "ptp")


def faults(**data: str) -> dict[str, list[str]]:
    form = StepForm(data)
    assert not form.is_valid()
    return dict(form.errors)


def test_a_start_a_length_and_a_note_are_kept(client) -> None:
    response = change(
        client,
        "modifier",
        etape=2,
        debut="2027-01-04",
        duree="3",
        unite="mois",
        note="Appeler lundi",
    )
    assert response.redirect_chain[-1][0] == f"{PAGE}#etape-2"
    step = plan_of(client).steps[1]
    assert (step.start, step.amount, step.unit) == (date(2027, 1, 4), 3, "mois")
    told = text_of(response)
    assert "Du 4 janvier au 3 avril 2027." in told
    assert "Appeler lundi" in told


def test_a_date_can_be_written_the_french_way(client) -> None:
    change(client, "modifier", etape=1, debut="04/01/2027")
    assert plan_of(client).steps[0].start == date(2027, 1, 4)


def test_an_end_is_kept_as_days_and_shown_again_as_an_end(client) -> None:
    response = change(client, "modifier", etape=1, debut="2027-01-04", fin="2027-01-08")
    step = plan_of(client).steps[0]
    assert (step.amount, step.unit) == (5, "jours")
    assert 'value="2027-01-08"' in response.content.decode()


def test_empty_fields_take_the_date_and_the_length_away(client) -> None:
    put_plan(client, dated("cep", "2027-01-04", 3, note="Vieux"))
    change(client, "modifier", etape=1)
    step = plan_of(client).steps[0]
    assert (step.start, step.amount, step.unit, step.note) == (None, None, "", "")


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"debut": "31/02/2027"}, "debut", "Cette date n'existe pas"),
        ({"debut": "demain"}, "debut", "Cette date n'existe pas"),
        ({"debut": "1027-01-04"}, "debut", "entre 2000 et 2100"),
        ({"debut": "9999-12-31"}, "debut", "entre 2000 et 2100"),
        ({"debut": "2027-03-01", "fin": "2027-02-01"}, "fin", "avant le début"),
        ({"fin": "2027-02-01"}, "debut", "aussi la date de début"),
        ({"debut": "2027-01-01", "fin": "2047-01-01"}, "fin", "Dix ans au plus"),
        ({"debut": "2027-01-01", "fin": "2027-02-01", "duree": "3"}, "duree", "pas les deux"),
        ({"duree": "0"}, "duree", "à partir de 1"),
        ({"duree": "-3"}, "duree", "à partir de 1"),
        ({"duree": "1,5"}, "duree", "nombre entier"),
        ({"duree": "99999"}, "duree", "Dix ans au plus"),
        ({"duree": "11", "unite": "annees"}, "duree", "Dix ans au plus"),
        ({"unite": "siecles"}, "unite", "unité de la liste"),
        ({"note": "x" * 501}, "note", "501 caractères : 500 au plus"),
    ],
)
def test_what_cannot_be_is_refused_in_french(data, field, message) -> None:
    assert message in " ".join(faults(**data)[field])


def test_a_fault_is_shown_beside_its_field_and_nothing_typed_is_lost(client) -> None:
    response = change(client, "modifier", etape=2, debut="31/02/2027", note="À garder")
    assert response.status_code == 200
    html = response.content.decode()
    assert "Cette date n'existe pas" in text_of(response)
    assert "À garder" in html
    assert 'value="31/02/2027"' in html
    assert plan_of(client).steps[1].note == ""


def test_a_start_in_the_past_is_kept_and_told(client) -> None:
    told = text_of(change(client, "modifier", etape=1, debut="2020-01-06"))
    assert "commence à une date passée, le 6 janvier 2020" in told


def test_what_was_typed_in_a_tab_that_is_out_of_date_is_shown_again(
    client,
) -> None:
    old = version_of(client)
    change(client, "modifier", etape=2, note="La plus récente")
    response = change(client, "modifier", etape=2, note="Tapée ailleurs", version=old)
    told = text_of(response)
    assert "dans un autre onglet" in told
    assert "Tapée ailleurs" in told
    assert plan_of(client).steps[1].note == "La plus récente"


def test_a_step_that_is_gone_says_so(client) -> None:
    response = change(client, "modifier", etape=99, note="Perdue ?")
    assert "n'est plus dans le plan" in text_of(response)


def test_the_address_of_a_step_alone_leads_to_the_plan(client) -> None:
    assert client.get(f"{PAGE}modifier/").url == PAGE


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
@pytest.mark.parametrize("field", ["debut", "fin", "duree", "unite", "note"])
def test_odd_texts_are_answered(client, field, text) -> None:
    assert change(client, "modifier", etape=1, **{field: text}).status_code == 200


def test_a_note_loses_its_control_characters_and_keeps_its_lines() -> None:
    assert printable("a\x00b\x1b\r\nc\u202ed\t\x7f ") == "ab\ncd"


def test_a_note_is_shown_as_text_never_as_markup(client) -> None:
    response = change(client, "modifier", etape=1, note="<script>alert(1)</script>{{ 7|add:7 }}")
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7|add:7 }}" in html


def test_a_note_of_a_megabyte_is_refused_without_a_crash(client) -> None:
    assert change(client, "modifier", etape=1, note="é" * 2**20).status_code == 413


def test_the_page_sums_the_faults_of_a_step_up_and_comes_back_to_it(client) -> None:
    response = change(client, "modifier", etape=2, debut="2027-13-45", duree="x")
    html, told = response.content.decode(), text_of(response)
    assert 'action="/parcours/plan/modifier/#etape-2-dates"' in html
    assert 'id="etape-2-dates"' in html
    assert "Il y a un problème PTP, date de début : Cette date n'existe pas." in told
    assert '<a href="#etape-2-debut">' in html
    assert "2 réponses sont à corriger." in told


def test_a_plan_without_faults_sums_nothing_up(client) -> None:
    assert "Il y a un problème" not in text_of(client.get(PAGE))
