"""An organisation as a vCard 3.0 (RFC 2426), which every telephone reads. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

LONGEST_LINE = 75  # octets, the end of line left out
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})


def vcard(organisation: Any, contacts: Iterable[Any], address: str = "") -> bytes:
    """The card of `organisation` with its `contacts`; `address` is that of its page here."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escape(organisation.name)}",
        "N:;;;;",
        f"ORG:{escape(organisation.name)}",
        *([f"NICKNAME:{escape(organisation.acronym)}"] if organisation.acronym else []),
        *_means(organisation, contacts),
        *([f"NOTE:{escape(organisation.description)}"] if organisation.description else []),
        *([f"SOURCE:{_uri(address)}"] if address else []),
        "END:VCARD",
    ]
    return b"".join(fold(line) + b"\r\n" for line in lines)


def _means(organisation: Any, contacts: Iterable[Any]) -> Iterator[str]:
    """Each means once, with the label that tells what it is for."""
    means = dict.fromkeys(
        (value, contact.label)
        for contact in contacts
        for value in (
            ("TEL;TYPE=WORK,VOICE", contact.dial if contact.phone else ""),
            ("EMAIL;TYPE=INTERNET", contact.email),
            ("ADR;TYPE=WORK", contact.address),
            ("URL", contact.form_url),
        )
        if value[1]
    )
    for number, ((kind, value), label) in enumerate(means, start=1):
        yield f"item{number}.{kind}:{_value(kind, value)}"
        yield f"item{number}.X-ABLabel:{escape(label)}"
    for page in dict.fromkeys((organisation.url, organisation.directory_url)):
        if page:
            yield f"URL:{_uri(page)}"


def _value(kind: str, value: str) -> str:
    if kind == "URL":
        return _uri(value)
    return f";;{escape(value)};;;;" if kind.startswith("ADR") else escape(value)


def _uri(address: str) -> str:
    """An address is no text: commas and semicolons stand as they are, ends of line cannot."""
    return "".join(address.split())


def escape(text: str) -> str:
    """`text` with what vCard reads as signs of its own escaped, and without control characters."""
    kept = "".join(c for c in text.replace("\r\n", "\n") if c == "\n" or c.isprintable())
    return kept.translate(_ESCAPED)


def fold(line: str) -> bytes:
    """`line` in UTF-8, cut where it is too long: never inside a character."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece])
