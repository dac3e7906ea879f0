"""Reads a table that somebody sends: within bounds, as text, or a refusal in French."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from schemes.tables.cells import FORBIDDEN, as_text, unprotect

MOST_BYTES = 2_000_000
MOST_UNPACKED = 20_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 100
UTF16 = (b"\xff\xfe", b"\xfe\xff")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
TWICE_ENCODED = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xbf]")  # « Ã© » for « é »
MACROS = ("vbaproject.bin", "macrosheets/")


class TableError(ValueError):
    """Why a file is not read, in French, for whoever sent it."""


@dataclass(frozen=True)
class Table:
    headers: list[str]
    rows: list[list[str]]


def read_table(data: bytes) -> Table:
    """What the file is, its content says; its name may say anything."""
    if len(data) > MOST_BYTES:
        raise TableError("Ce fichier pèse plus de 2 Mo : envoyez-le en plusieurs fois.")
    if data.startswith(OLD_EXCEL):
        raise TableError("Ce fichier est protégé ou d'un ancien Excel : enregistrez-le en .xlsx.")
    rows = _xlsx(data) if data.startswith(b"PK") else _csv(data)
    return _table(_bounded(rows))


def _bounded(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1:
            raise TableError("Ce tableau a plus de 5 000 lignes : envoyez-le en plusieurs fois.")
        if len(row) > MOST_COLUMNS:
            raise TableError("Ce tableau a plus de 100 colonnes.")
        if any(map(FORBIDDEN.search, row)):
            raise TableError(f"Ligne {number} : un caractère est abîmé (« � ») ou invisible.")
        yield [unprotect(cell) for cell in row]


def _table(rows: Iterable[list[str]]) -> Table:
    lines = list(rows)
    while lines and not any(lines[-1]):
        lines.pop()
    if not lines:
        raise TableError("Ce fichier est vide.")
    headers = [cell.strip() for cell in lines[0]]
    while headers and not headers[-1]:
        headers.pop()
    width = len(headers)
    for number, line in enumerate(lines[1:], 2):
        if not any(line):
            raise TableError(f"La ligne {number} est vide : supprimez-la.")
        if any(line[width:]):
            raise TableError(f"La ligne {number} a plus de cellules que la ligne des titres.")
    return Table(headers, [(line + [""] * width)[:width] for line in lines[1:]])


# CSV, as French spreadsheets write it, and as others do


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [as_text(cell) for cell in row]
    except csv.Error as error:
        raise TableError(
            "Ce fichier n'est pas un CSV lisible : un guillemet n'est pas fermé, ou une cellule "
            "est démesurée."
        ) from error


def _decoded(data: bytes) -> str:
    if data.startswith(UTF16):
        raise TableError("Ce fichier est en UTF-16 : enregistrez-le en « CSV UTF-8 ».")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded_from_windows(data)


def _decoded_from_windows(data: bytes) -> str:
    if TWICE_ENCODED.search(data):
        raise TableError("Ce fichier mélange deux encodages : enregistrez-le en « CSV UTF-8 ».")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise TableError(
            "L'encodage de ce fichier n'est pas reconnu : enregistrez-le en « CSV UTF-8 »."
        ) from error


# XLSX


def _xlsx(data: bytes) -> Iterator[list[str]]:
    _check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        for number, row in enumerate(book.worksheets[0].iter_rows(), 1):
            yield [_cell(cell, number, column) for column, cell in enumerate(row, 1)]
    except TableError:
        raise
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        raise TableError("Ce fichier n'est pas un classeur .xlsx lisible.") from error


def _check_archive(data: bytes) -> None:
    """Before anything is unpacked; zipfile reads no more than the sizes that it announces."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise TableError("Ce fichier n'est pas un classeur .xlsx lisible.") from error
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TableError("Ce classeur est démesuré une fois ouvert : envoyez moins de lignes.")
    if any(mark in entry.filename.lower() for entry in entries for mark in MACROS):
        raise TableError("Ce classeur contient des macros : enregistrez-le en .xlsx, sans macro.")


def _cell(cell: Any, row: int, column: int) -> str:
    if cell.data_type == "f":
        raise TableError(
            f"La cellule {get_column_letter(column)}{row} contient une formule : "
            "collez sa valeur à la place."
        )
    if cell.data_type == "e":
        raise TableError(f"La cellule {get_column_letter(column)}{row} est en erreur.")
    return as_text(cell.value)
