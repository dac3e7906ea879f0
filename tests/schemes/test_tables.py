"""Tables there and back: nothing lost, no half import, a French sentence for the rest."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from schemes.models import Contact, GlossaryTerm, Scheme, SearchEntry
from schemes.tables.cells import protect, unprotect
from schemes.tables.formats import AnyTable, FrenchCSV, PlainXLSX
from schemes.tables.reading import TableError, read_table
from schemes.tables.resources import ContactTable, GlossaryTable, SchemeTable
from tests.factories import (
    make_contact,
    make_organisation,
    make_scheme,
    make_stage,
    make_term,
    make_territory,
)

TABLES = (SchemeTable, ContactTable, GlossaryTable)
FORMATS = (FrenchCSV, PlainXLSX)


def semicolons(*rows: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def workbook(*rows: list[object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def repacked(data: bytes, **files: bytes) -> bytes:
    """The workbook `data` with other parts in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for entry in old.infolist():
            new.writestr(entry, files.pop(entry.filename, None) or old.read(entry))
        for name, content in files.items():
            new.writestr(name, content)
    return file.getvalue()


def imported(table, data: bytes, *, dry_run: bool = False):
    return table().import_data(
        AnyTable().create_dataset(data), dry_run=dry_run, rollback_on_validation_errors=True
    )


def told(result) -> list[str]:
    """All that a refusal says."""
    rows = [(row.number, row.error_dict) for row in result.invalid_rows]
    invalid = [
        f"{n} {column} {text}" for n, d in rows for column, texts in d.items() for text in texts
    ]
    errors = [f"{row.number} {e.error}" for row in result.error_rows for e in row.errors]
    return [*(str(e.error) for e in result.base_errors), *errors, *invalid]


def totals(result) -> tuple[int, int, int]:
    return tuple(result.totals[kind] for kind in ("new", "update", "skip"))


# Cells


@settings(max_examples=50)
@given(st.text())
def test_a_cell_that_would_be_a_formula_is_made_harmless_and_comes_back(text) -> None:
    assert unprotect(protect(text)) == text
    assert not protect(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("form", FORMATS)
def test_no_spreadsheet_takes_an_exported_cell_for_a_formula(form) -> None:
    dataset = read_table(semicolons(["a"], ["'=1+1"]))
    assert dataset.rows == [["=1+1"]], "the apostrophe is ours"
    data = form().export_data(AnyTable().create_dataset(semicolons(["a"], ["'=1+1"])))
    if form is PlainXLSX:
        cell = load_workbook(io.BytesIO(data)).active["A2"]
        assert (cell.data_type, cell.value) == ("s", "'=1+1")
    else:
        assert b"\n'=1+1" in data
    assert read_table(data).rows == [["=1+1"]]


# Reading


@pytest.mark.parametrize(
    "data",
    [
        "identifiant;nom\nété;Œuvre\n".encode(),
        "identifiant;nom\nété;Œuvre\n".encode("utf-8-sig"),
        "identifiant;nom\r\nété;Œuvre\r\n".encode("cp1252"),
        "identifiant,nom\nété,Œuvre\n".encode(),
        "identifiant\tnom\nété\tŒuvre\n".encode(),
        'identifiant;nom\n"été";"Œuvre"\n;;\n'.encode(),
        workbook(["identifiant", "nom"], ["été", "Œuvre"], [None, None]),
    ],
    ids=["utf-8", "utf-8 with mark", "windows", "commas", "tabs", "quotes", "xlsx"],
)
def test_tables_are_read_however_they_were_saved(data) -> None:
    table = read_table(data)
    assert (table.headers, table.rows) == (["identifiant", "nom"], [["été", "Œuvre"]])


def test_the_cells_of_a_workbook_are_read_as_one_types_them() -> None:
    day = datetime(2026, 11, 28)  # noqa: DTZ001 - as openpyxl gives it
    table = read_table(workbook(["a"] * 6, [12, 1.5, True, day, "03 59", 6.0]))
    assert table.rows == [["12", "1.5", "oui", "2026-11-28", "03 59", "6"]]


HOSTILE = {
    "a formula": (workbook(["a"], ["=1+1"]), "A2 contient une formule"),
    "an array formula": (workbook(["a", "b"], ["x", "=SUM(A1:A2)"]), "B2 contient une formule"),
    "macros": (repacked(workbook(["a"]), **{"xl/vbaProject.bin": b"x"}), "macros"),
    "a bomb": (repacked(workbook(["a"]), **{"xl/x.xml": b"0" * 21_000_000}), "démesuré"),
    "no workbook": (b"PK\x03\x04 rien", "n'est pas un classeur"),
    "another archive": (repacked(workbook(["a"]), **{"xl/workbook.xml": b"<x/>"}), "classeur"),
    "entities": (
        repacked(
            workbook(["a"]),
            **{
                "xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
                + b"".join(
                    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
                )
                + b"]><worksheet><sheetData><row><c t='inlineStr'><is><t>&j;</t></is></c></row>"
                b"</sheetData></worksheet>"
            },
        ),
        "n'est pas un classeur",
    ),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien Excel"),
    "utf-16": ("a;b\n".encode("utf-16"), "UTF-16"),
    "twice encoded": ("é;ö\n".encode() + b"\xe9", "deux encodages"),
    "no encoding": (b"a;b\n\x81\x8d", "n'est pas reconnu"),
    "a damaged letter": ("a\nd\ufffdj\n".encode(), "Ligne 2 : un caractère est abîmé"),
    "nul": (b"a\nb\x00\n", "un caractère est abîmé"),
    "an open quote": (b'a;b\n"x;y\n', "un guillemet"),
    "a huge cell": (b"a\n" + b"x" * 200_000, "démesurée"),
    "nothing": (b"", "vide"),
    "blank lines": (b"\n\n;;\n", "vide"),
    "a hole": (b"a\nx\n\ny\n", "La ligne 3 est vide"),
    "too many cells": (b"a;b\n1;2;3\n", "La ligne 2 a plus de cellules"),
    "too heavy": (b"a\n" * 1_000_001, "2 Mo"),
    "too many rows": (b"a\n" * 5_002, "5 000 lignes"),
    "a last row that makes up a million others": (
        repacked(
            workbook(["a"]),
            **{
                "xl/worksheets/sheet1.xml": b"<worksheet xmlns='http://schemas.openxmlformats.org/"
                b"spreadsheetml/2006/main'><sheetData><row r='1048576'><c r='A1048576'><v>1</v></c>"
                b"</row></sheetData></worksheet>"
            },
        ),
        "5 000 lignes",
    ),
    "too many columns": (b";" * 101 + b"\n", "100 colonnes"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_in_french(name) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(TableError, match=words):
        read_table(data)


# There and back


def make_rows() -> None:
    """Rows whose cells a spreadsheet would spoil."""
    tool = make_scheme("outil", nature="compensation")
    scheme = make_scheme(
        "ptp",
        name="=HYPERLINK(1)",
        acronym="'-PTP",
        stages=("projet", "formation"),
        objectives=["Un ; deux", '« Trois »\n"quatre"', "+5"],
        measure="Deux lignes\r\nd'un formulaire",
        duration_min="6.0",
        duration_max="12.5",
        duration_unit="mois",
        verified_on=date(2026, 11, 28),
        needs_review=True,
        territory=make_territory("59"),
    )
    scheme.compensations.add(tool)
    body = make_organisation("mdph")
    make_contact(body, phone="03 59 61 62 63", territory=make_territory("59"), note="- à noter")
    make_contact(body, label="Accueil", position=2)
    make_term("RQTH", aliases=["@rqth", "00123"], scheme=scheme)


def everything() -> list:
    rows = [
        list(model.objects.order_by("pk").values()) for model in (Scheme, Contact, GlossaryTerm)
    ]
    links = [
        list(s.stages.order_by("pk")) + list(s.compensations.all()) for s in Scheme.objects.all()
    ]
    return [*rows, links]


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_sent_back_as_it_came_changes_nothing(table, form) -> None:
    make_rows()
    before = everything()
    result = imported(table, form().export_data(table().export()))
    assert told(result) == []
    assert totals(result) == (0, 0, table._meta.model.objects.count())
    assert everything() == before


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMATS)
def test_what_was_wiped_comes_back_from_its_table(form) -> None:
    make_rows()
    drop = ("id", "updated_at", "publication")
    kept = [{k: v for k, v in row.items() if k not in drop} for row in everything()[0]]
    data = form().export_data(SchemeTable().export())
    Scheme.objects.filter(slug="ptp").delete()
    assert told(imported(SchemeTable, data)) == []
    back = [{k: v for k, v in row.items() if k not in drop} for row in everything()[0]]
    for row in (*kept, *back):
        row["objectives"] = "\n".join(row["objectives"]).split("\n")
        row["measure"] = row["measure"].replace("\r\n", "\n")
    assert sorted(back, key=lambda row: row["slug"]) == sorted(kept, key=lambda row: row["slug"])
    assert {stage.slug for stage in Scheme.objects.get(slug="ptp").stages.all()} == {
        "projet",
        "formation",
    }
    assert Scheme.objects.get(slug="ptp").publication == "brouillon", "a person publishes"


@pytest.mark.django_db
def test_only_the_columns_that_are_there_are_written() -> None:
    make_rows()
    result = imported(SchemeTable, semicolons(["identifiant", "pour qui"], ["ptp", "Les salariés"]))
    scheme = Scheme.objects.get(slug="ptp")
    assert totals(result) == (0, 1, 0)
    assert (scheme.for_whom, scheme.name) == ("Les salariés", "=HYPERLINK(1)")
    assert scheme.stages.count() == 2


@pytest.mark.django_db
def test_publication_is_shown_and_never_written() -> None:
    make_scheme("ptp", publication="brouillon")
    result = imported(SchemeTable, semicolons(["identifiant", "publication"], ["ptp", "publie"]))
    assert totals(result) == (0, 0, 1)
    assert Scheme.objects.get().publication == "brouillon"


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["28/11/2026", "2026-11-28"])
def test_a_date_is_read_as_the_french_write_it(word) -> None:
    make_scheme("ptp")
    imported(SchemeTable, semicolons(["identifiant", "vérifié le"], ["ptp", word]))
    assert Scheme.objects.get().verified_on == date(2026, 11, 28)


@pytest.mark.django_db
def test_the_search_finds_what_a_table_brought() -> None:
    make_scheme("ptp", name="Ancien nom")
    imported(SchemeTable, semicolons(["identifiant", "nom"], ["ptp", "Zeppelin"]))
    assert Scheme.objects.search("zeppelin").exists()
    assert not Scheme.objects.search("ancien").exists()
    assert SearchEntry.objects.get(kind="dispositif").title == "zeppelin"


# Refusals, by row and column


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("nature", "voyage", "« voyage » : écrivez formation"),
        ("territoire", "lune", "« lune » n'est l'identifiant d'aucune"),
        ("étapes", "formation, lune", "« lune » n'est l'identifiant d'aucune"),
        ("étapes", "", "au moins une valeur"),
        ("vérifié le", "31/02/2026", "écrivez JJ/MM/AAAA"),
        ("durée minimale", "six", "n'est pas un nombre"),
        ("durée minimale", "NaN", "n'est pas un nombre"),
        ("à revérifier tous les (mois)", "1.5", "n'est pas un nombre"),
        ("point à vérifier", "peut-être", "écrivez oui ou non"),
        ("en une phrase", "a" * 181, "180 caractères"),
        ("nom", "", "vide"),
    ],
)
def test_a_bad_cell_is_told_with_its_row_and_column_and_nothing_is_written(
    column, cell, words
) -> None:
    make_scheme("ptp", duration_unit="mois")
    make_scheme("vae", name="VAE")
    rows = [["identifiant", column], ["vae", cell], ["ptp", cell]]
    said = told(imported(SchemeTable, semicolons(*rows)))
    assert [line.startswith(f"{n} {column} ") for n, line in enumerate(said, 1)] == [True, True]
    assert all(words in line for line in said)


@pytest.mark.django_db
def test_one_bad_row_keeps_the_good_ones_from_being_written() -> None:
    make_scheme("ptp")
    rows = [["identifiant", "nom", "nature"], ["ptp", "Nouveau", "formation"], ["x", "X", "lune"]]
    assert told(imported(SchemeTable, semicolons(*rows)))
    assert [s.name for s in Scheme.objects.all()] == ["Dispositif ptp"]
    assert not Scheme.objects.search("nouveau").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["identifiant", "prix"], ["ptp", "1"]], "La colonne « prix » n'existe pas"),
        ([["identifiant", "nom", "nom"], ["ptp", "a", "b"]], "« nom » est là deux fois"),
        ([["nom"], ["PTP"]], "Il manque la colonne « identifiant »"),
        ([["identifiant", "", "nom"], ["ptp", "x", "y"]], "Une colonne n'a pas de titre"),
        (
            [["identifiant"], ["ptp"], ["vae"], ["ptp"]],
            "« ptp » est là plusieurs fois, aux lignes 2, 4",
        ),
    ],
)
def test_columns_and_keys_that_say_nothing_sure_are_refused(rows, words) -> None:
    make_scheme("ptp")
    assert any(words in line for line in told(imported(SchemeTable, semicolons(*rows))))


@pytest.mark.django_db
def test_the_constraints_of_the_database_are_told_in_french() -> None:
    make_scheme("ptp", duration_unit="mois")
    rows = [["identifiant", "durée minimale", "durée maximale"], ["ptp", "12", "6"]]
    said = told(imported(SchemeTable, semicolons(*rows)))
    assert any("plus courte que la minimale" in line for line in said)


@pytest.mark.django_db
def test_a_contact_without_number_is_new_and_one_with_an_unknown_number_is_refused() -> None:
    make_organisation("mdph")
    titles = ["numéro", "organisme", "intitulé", "rôle", "téléphone"]
    row = ["mdph", "Accueil", "contact", "03 59 61 62 63"]
    assert totals(imported(ContactTable, semicolons(titles, ["", *row]))) == (1, 0, 0)
    said = told(imported(ContactTable, semicolons(titles, ["99999", *row])))
    assert "numéro 99999 n'existe pas" in said[0]
    said = told(imported(ContactTable, semicolons(titles, ["", *row[:3], "12 34 5"])))
    assert said[0].startswith("1 téléphone ")
    assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_a_new_card_needs_what_every_card_needs() -> None:
    make_stage()
    make_territory()
    said = " ".join(told(imported(SchemeTable, semicolons(["identifiant"], ["neuf"]))))
    for column in ("nom", "nature", "droit", "territoire", "en une phrase", "étapes"):
        assert f" {column} " in said
