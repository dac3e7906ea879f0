"""The catalogue as CSV and JSON: whole, readable by a spreadsheet, harmless."""

import csv
import io
import json
from datetime import date
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schemes.enums import CriterionType, Operator, Publication, Scope, State
from tests.factories import make_audience, make_condition, make_criterion, make_scheme
from tests.pages import ODD_TEXTS, fill

pytestmark = pytest.mark.django_db

FILES = ("dispositifs.csv", "dispositifs.json", "data-inclusion.json")


def text_of(response) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def table(client, **parameters) -> list[dict[str, str]]:
    text = text_of(client.get("/exports/dispositifs.csv", parameters))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def json_of(client, **parameters) -> dict:
    return json.loads(text_of(client.get("/exports/dispositifs.json", parameters)))


def test_a_french_spreadsheet_opens_the_table_with_its_accents(client):
    make_scheme("vae", name="Validation des acquis de l'expérience ; « été »", acronym="VAE")
    response = client.get("/exports/dispositifs.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="dispositifs.csv"'
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbfIdentifiant;Sigle;Nom;"), "BOM, then semicolons"
    assert content.endswith(b"\r\n")
    (row,) = table(client)
    assert row["Nom"] == "Validation des acquis de l'expérience ; « été »"
    assert (row["Nature"], row["Étapes"], row["Territoire"]) == ("Formation", "Formation", "France")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_no_cell_is_run_as_a_formula(client, start):
    make_scheme("ptp", name=f"{start}HYPERLINK(1)", summary=f"{start}1+1")
    (row,) = table(client)
    assert (row["Nom"], row["En une phrase"]) == (f"'{start}HYPERLINK(1)", f"'{start}1+1")


def test_the_conditions_of_access_are_told_in_words(client):
    scheme = make_scheme("ptp")
    age = make_criterion("age", CriterionType.NUMBER)
    handicap = make_criterion()
    make_condition(
        scheme,
        age,
        Operator.BETWEEN,
        [16, None],
        wording="Avoir 16 ans.",
        unless_criterion=handicap,
        unless_operator=Operator.IN,
        unless_value=["reconnu"],
        unless_wording="le handicap est reconnu",
    )
    make_condition(scheme, scope=Scope.TO_CONFIRM, wording="l'employeur est d'accord")
    make_condition(scheme, audience=make_audience(scheme, label="Salariés"), wording="En CDI")
    make_audience(scheme, label="Tous les autres")
    (row,) = table(client)
    assert row["Conditions d'accès"].splitlines() == [
        "Dans tous les cas :",
        "• Avoir 16 ans. Sauf si le handicap est reconnu.",
        "• À confirmer : l'employeur est d'accord.",
        "Et faire partie d'un de ces publics :",
        "Salariés :",
        "• En CDI.",
        "Tous les autres",
    ]


def test_both_files_hold_every_published_card_and_no_other(client):
    make_scheme("actif")
    make_scheme("ancien", state=State.HISTORIC)
    make_scheme("brouillon", publication=Publication.DRAFT)
    assert {row["Identifiant"] for row in table(client)} == {"actif", "ancien"}
    assert {row["slug"] for row in json_of(client)["results"]} == {"actif", "ancien"}
    assert json_of(client)["count"] == 2


def test_the_catalogue_s_parameters_narrow_both(client):
    make_scheme("suivi", nature="accompagnement", stages=("projet",))
    make_scheme("cours")
    make_scheme("ancien", state=State.HISTORIC)
    assert [row["Identifiant"] for row in table(client, nature="accompagnement")] == ["suivi"]
    assert [row["slug"] for row in json_of(client, etape="projet")["results"]] == ["suivi"]
    assert [row["slug"] for row in json_of(client, etat="historique")["results"]] == ["ancien"]


def test_what_does_not_exist_is_left_aside_and_told(client):
    make_scheme("ptp")
    message = "Étape : « zzz » n'existe pas, ce choix est laissé de côté."
    body = json_of(client, etape="zzz")
    assert (body["messages"], body["count"]) == ([message], 1)
    response = client.get("/exports/dispositifs.csv", {"etape": "zzz"})
    assert unquote(response["X-Messages"]) == message


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_parameters_never_break_an_export(client, file, text):
    make_scheme("ptp")
    text_of(client.get(f"/exports/{file}", {"q": text, "departement": text, "page": text}))


def test_a_card_is_told_as_over_the_api(client):
    scheme = fill(1)[0]
    one = client.get(f"/api/v1/dispositifs/{scheme.slug}/").json()
    assert one in json_of(client)["results"]


def test_a_card_checked_and_doubtful_says_so(client):
    make_scheme("ptp", verified_on=date(2026, 1, 5), needs_review=True)
    (row,) = table(client)
    assert (row["Vérifié le"], row["Point à vérifier"]) == ("05/01/2026", "oui")


@pytest.mark.parametrize("file", FILES)
def test_the_number_of_queries_does_not_grow_with_the_cards(client, file):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            text_of(client.get(f"/exports/{file}"))
        return len(captured)

    fill(2)
    with_two = queries()
    fill(20)
    assert queries() == with_two < 45


@pytest.mark.parametrize("file", FILES)
def test_too_many_exports_are_refused_in_french_with_a_delay(client, file, monkeypatch):
    throttle = "schemes.exports.views.ExportThrottle"
    monkeypatch.setattr(f"{throttle}.THROTTLE_RATES", {"exports": "1/min"})
    address = {"REMOTE_ADDR": f"192.0.2.{FILES.index(file) + 1}"}
    assert client.get(f"/exports/{file}", **address).status_code == 200
    response = client.get(f"/exports/{file}", **address)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert "Requête ralentie" in response.json()["detail"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_export_is_only_read(client, file, method):
    response = getattr(client, method)(f"/exports/{file}")
    assert response.status_code == 405
    assert "non autorisée" in response.json()["detail"]


@pytest.mark.parametrize("page", ["/dispositifs/", "/api/v1/docs/", "/a-propos/"])
def test_pages_lead_to_the_exports(client, page):
    html = client.get(page).content.decode()
    assert all(f'href="/exports/{file}' in html for file in FILES)


def test_the_list_leads_to_itself_as_a_file(client):
    make_scheme("ptp")
    html = client.get("/dispositifs/?nature=formation&nature=zzz").content.decode()
    assert 'href="/exports/dispositifs.csv?nature=formation"' in html.replace("&amp;", "&")
