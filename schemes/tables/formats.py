"""The formats of the tables, as import-export asks for them."""

import csv
import io

from import_export.formats.base_formats import Format
from openpyxl import Workbook
from tablib import Dataset

from schemes.tables.cells import protect
from schemes.tables.reading import read_table


def protected(dataset: Dataset) -> list[list[str]]:
    return [[protect(str(cell)) for cell in row] for row in [dataset.headers, *dataset]]


class AnyTable(Format):
    """What may be sent: CSV or XLSX, told apart by the content."""

    def __init__(self, encoding: str | None = None):
        """`encoding` is found in the content too."""

    def get_title(self) -> str:
        return "CSV ou XLSX, reconnu au contenu"

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> Dataset:
        table = read_table(in_stream)
        return Dataset(*table.rows, headers=table.headers)


class FrenchCSV(Format):
    """As a French spreadsheet opens it at once: semicolons, UTF-8 with its mark."""

    def get_title(self) -> str:
        return "CSV (points-virgules)"

    def get_extension(self) -> str:
        return "csv"

    def get_content_type(self) -> str:
        return "text/csv; charset=utf-8"

    def can_export(self) -> bool:
        return True

    def export_data(self, dataset: Dataset, **kwargs) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";").writerows(protected(dataset))
        return text.getvalue().encode("utf-8-sig")


class PlainXLSX(Format):
    """Every cell a text: nothing is taken for a number, a date or a formula."""

    def get_title(self) -> str:
        return "XLSX (Excel, LibreOffice)"

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def can_export(self) -> bool:
        return True

    def export_data(self, dataset: Dataset, **kwargs) -> bytes:
        book, file = Workbook(write_only=True), io.BytesIO()
        sheet = book.create_sheet("Tableau")
        for row in protected(dataset):
            sheet.append(row)
        book.save(file)
        return file.getvalue()
