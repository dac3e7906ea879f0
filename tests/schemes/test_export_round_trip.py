"""Fixtures loaded, exported, wiped and loaded from the export: the same database, row by row."""

import pytest

from tests.schemes.export_kit import all_rows, export, load, wipe


@pytest.mark.django_db
@pytest.mark.slow
def test_fixtures_come_back_row_by_row(tmp_path, catalogue) -> None:
    before = all_rows()
    assert len(before["Condition"]) > 200
    export(tmp_path / "copie")
    wipe()
    load(tmp_path / "copie")
    assert all_rows() == before
