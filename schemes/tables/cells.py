"""One cell of a table, as text. Pure.

A spreadsheet takes what begins with = + - @ for a formula, which somebody else may have written:
an apostrophe before it makes it a text. It is taken away again on the way back.
"""

import re
from datetime import date, datetime, time

FORMULA = re.compile(r"'*[=+\-@\t\r]")
PROTECTED = re.compile(r"'+[=+\-@\t\r]")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ufffe\uffff]")


def protect(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def unprotect(text: str) -> str:
    return text[1:] if PROTECTED.match(text) else text


def as_text(value: object) -> str:
    """What a cell of a spreadsheet says, as one would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
