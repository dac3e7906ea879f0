"""Numbers and spans in French words."""

from decimal import Decimal

import pytest

from schemes.wording import NARROW_SPACE, NO_BREAK_SPACE, number, span


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "0"),
        ("6", "6"),
        ("6.0", "6"),
        ("6.5", "6,5"),
        ("6.25", "6,25"),
        ("10", "10"),
        ("20.00", "20"),
        ("100", "100"),
        ("102.23", "102,23"),
        ("712.40", "712,40"),
        ("7500", f"7{NARROW_SPACE}500"),
        ("2009.82", f"2{NARROW_SPACE}009,82"),
        ("1234567", f"1{NARROW_SPACE}234{NARROW_SPACE}567"),
    ],
)
def test_a_number_reads_as_in_french(value: str, words: str) -> None:
    assert number(Decimal(value)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("6", "12", "6 à 12 mois"),
        ("24", "24", "24 mois"),
        (None, "18", "jusqu'à 18 mois"),
        ("4", None, "à partir de 4 mois"),
    ],
)
def test_a_span_says_what_is_known_of_it(low: str | None, high: str | None, words: str) -> None:
    bounds = [None if bound is None else Decimal(bound) for bound in (low, high)]
    told = span(*bounds, "mois")
    assert told.replace(NO_BREAK_SPACE, " ") == words
    assert told.endswith(f"{NO_BREAK_SPACE}mois"), "the unit never stands alone on a line"


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert span(None, None, "mois") == ""


def test_a_span_without_unit_ends_with_its_number() -> None:
    assert span(Decimal(1), Decimal(2), "") == "1 à 2"
