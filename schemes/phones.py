"""French telephone numbers: checking and dialling (numbering plan data of `phonenumbers`)."""

import re
from collections.abc import Iterator

import phonenumbers

SHORT_NUMBER = re.compile(r"^\d{3,4}$")


class PhoneError(ValueError):
    """The text is no French telephone number; the message is French."""


def check_phone(text: str) -> None:
    """Accept « 03 59 61 62 63 » or a short number « 39 49 »; raise PhoneError for the rest."""
    if SHORT_NUMBER.match(text.replace(" ", "")):
        return
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException as error:
        raise PhoneError(f"« {text} » n'est pas un numéro de téléphone.") from error
    if not phonenumbers.is_possible_number(number) or not phonenumbers.is_valid_number(number):
        raise PhoneError(f"« {text} » n'est pas un numéro de téléphone français valable.")


def numbers_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where full French numbers stand in `text`, each as a `tel:` link wants it."""
    for match in phonenumbers.PhoneNumberMatcher(text, "FR"):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        yield match.start, match.end, number


def dial_number(text: str) -> str:
    """`+33359616263` for a full number, the digits alone for a short one."""
    digits = text.replace(" ", "")
    if SHORT_NUMBER.match(digits):
        return digits
    number = phonenumbers.parse(text, "FR")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
