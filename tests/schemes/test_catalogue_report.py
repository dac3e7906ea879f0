"""`manage.py catalogue_report`: what each card holds and lacks, as a table and as CSV."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from schemes.enums import ActorRole, Nature, State, VerdictValue
from schemes.management.commands import catalogue_report
from schemes.models import Actor, PlainVersion, Scheme
from tests.factories import (
    make_audience,
    make_condition,
    make_contact,
    make_expectation,
    make_organisation,
    make_scheme,
    make_source,
)

pytestmark = pytest.mark.django_db


def report(*options: str) -> str:
    output = io.StringIO()
    call_command("catalogue_report", *options, stdout=output)
    return output.getvalue()


def rows(*options: str) -> dict[str, dict[str, str]]:
    table = csv.DictReader(io.StringIO(report("--csv", *options)), delimiter=";")
    return {row["fiche"]: row for row in table}


def make_full(slug: str, **values) -> Scheme:
    scheme = make_scheme(slug, nature=Nature.COMPENSATION, **values)
    body = make_contact(make_organisation(f"contact-{slug}")).organisation
    Actor.objects.create(scheme=scheme, role=ActorRole.CONTACT, organisation=body)
    scheme.citations.create(source=make_source(), place="page 1")
    make_condition(scheme, audience=make_audience(scheme))
    make_expectation(scheme, VerdictValue.NO)
    PlainVersion.objects.create(scheme=scheme, what=["C'est une aide.", "Elle est pour vous."])
    return scheme


def test_a_row_counts_what_a_card_holds() -> None:
    make_full("aide", verified_on=date(2026, 11, 21), needs_review=True, cost_left="Rien.")
    row = rows()["aide"]
    assert {key: row[key] for key in ("règles", "publics", "contacts", "sources", "liens")} == {
        "règles": "1",
        "publics": "1",
        "contacts": "1",
        "sources": "1",
        "liens": "0",
    }
    assert (row["cas oui/non/?"], row["FALC"], row["mots"]) == ("0/1/0", "oui", "4")
    assert (row["vérifiée le"], row["à revoir"]) == ("2026-11-21", "oui")
    assert row["champs"] == "8/17"


def test_it_tells_what_is_missing_and_only_that() -> None:
    make_full("aide", cost_left="Rien.")
    assert rows()["aide"]["manque"].split(", ") == [
        "pour qui",
        "nature de la mesure",
        "particularités",
        "liens",
        "objectifs",
        "apports",
        "démarches",
        "bon à savoir",
        "ressources",
        "date de vérification",
    ]
    assert "aide : pour qui, nature de la mesure" in report("--missing")
    assert "pour qui" not in report()


@pytest.mark.parametrize("nature", Nature)
def test_each_nature_asks_for_what_matters_to_it(nature) -> None:
    make_scheme("x", nature=nature)
    missing = rows()["x"]["manque"]
    assert ("revenu pendant" in missing) is (nature in {"formation", "contrat", "immersion"})
    assert ("compensation" in missing) is (nature != Nature.COMPENSATION)


def test_a_historic_card_is_not_asked_for_what_only_today_has() -> None:
    make_scheme("cif", state=State.HISTORIC, for_whom="Les salariés.")
    row = rows()["cif"]
    assert row["champs"] == "1/5"
    assert "démarches" not in row["manque"]


def test_an_organisation_that_cannot_be_reached_is_no_contact() -> None:
    scheme = make_scheme("x")
    Actor.objects.create(scheme=scheme, role=ActorRole.CONTACT, organisation=make_organisation())
    assert rows()["x"]["contacts"] == "0"


def test_the_table_is_aligned_and_followed_by_totals() -> None:
    make_full("a")
    make_scheme("a-much-longer-name", state=State.HISTORIC)
    table, _, totals = report().partition("\n\n")
    header, *lines = table.splitlines()
    at = header.index("champs")
    assert [line[at - 1] == " " and line[at].isdigit() for line in lines] == [True, True]
    assert "fiches : 2, dont historiques : 1" in totals
    assert "cas types : 0 oui, 1 non, 0 à vérifier" in totals
    assert "hors historiques, jamais vérifiées : 1" in totals


def test_the_csv_goes_to_a_file_when_one_is_named(tmp_path: Path) -> None:
    make_full("aide")
    path = tmp_path / "rapport.csv"
    assert report("--csv", str(path)).strip() == f"Fiches écrites dans {path} : 1."
    assert path.read_text(encoding="utf-8-sig").splitlines()[1].startswith("aide;actif;")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    make_full("aide")
    with pytest.raises(CommandError, match="ne peut pas être écrit"):
        report("--csv", str(tmp_path / "nowhere" / "rapport.csv"))


def test_an_empty_catalogue_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="load_catalogue"):
        report()


def test_without_pyphen_there_is_no_score_and_the_report_says_why(monkeypatch) -> None:
    make_full("aide")
    assert rows()["aide"]["Kandel-Moles"]
    monkeypatch.setattr(catalogue_report, "can_count", lambda: False)
    assert rows()["aide"]["Kandel-Moles"] == ""
    assert "installez pyphen" in report()


def test_the_number_of_queries_is_constant(django_assert_max_num_queries) -> None:
    asked = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            make_full(f"d{number}")
        with django_assert_max_num_queries(40) as captured:
            report()
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_every_card_of_the_catalogue_is_told(catalogue) -> None:
    assert len(rows()) == 82
