"""French telephone numbers: what is one, and how it is dialled."""

import pytest

from schemes.phones import PhoneError, check_phone, dial_number


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("03 59 61 62 63", "+33359616263"),
        ("0359616263", "+33359616263"),
        ("03.59.61.62.63", "+33359616263"),
        ("+33 3 59 61 62 63", "+33359616263"),
        ("06 12 34 56 78", "+33612345678"),
        ("0 800 11 10 09", "+33800111009"),
        ("39 49", "3949"),
        ("3949", "3949"),
        ("115", "115"),
    ],
)
def test_a_french_number_is_accepted_and_dialled(text: str, dialled: str) -> None:
    check_phone(text)
    assert dial_number(text) == dialled


@pytest.mark.parametrize("text", ["", "abc", "n/a", "😀", "+", "12"])
def test_what_is_no_number_is_refused_in_french(text: str) -> None:
    with pytest.raises(PhoneError, match=r"n'est pas un numéro de téléphone"):
        check_phone(text)


@pytest.mark.parametrize(
    "text", ["03 59 61 62", "03 59 61 62 63 64", "00 00 00 00 00", "+1 202 555 0100 99"]
)
def test_a_number_that_nobody_can_have_is_refused_in_french(text: str) -> None:
    with pytest.raises(PhoneError, match=r"français valable"):
        check_phone(text)
