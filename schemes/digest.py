"""The weekly e-mail to editors: what waits for them, in plain text."""

from datetime import date

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.template.loader import render_to_string

from schemes.board import Board

EDITORS = ("rédacteur", "relecteur", "administrateur")  # groups


def recipients() -> list[str]:
    """Addresses of the editors; of all the staff while nobody is in their groups."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    return _addresses(staff.filter(groups__name__in=EDITORS)) or _addresses(staff)


def _addresses(users: QuerySet) -> list[str]:
    return sorted(set(users.values_list("email", flat=True)))


def digest(today: date, site: str) -> str:
    """The text, or nothing where nothing waits; `site` begins its addresses."""
    board = Board(today)
    if board.is_empty:
        return ""
    return render_to_string("schemes/digest.txt", {"board": board, "site": site})


def send(text: str, today: date, addresses: list[str]) -> None:
    """One message each: nobody is told the others' addresses."""
    subject = f"Itinéraire formation : ce qui attend les rédacteurs au {today:%d/%m/%Y}"
    with get_connection() as connection:
        for address in addresses:
            EmailMessage(subject, text, to=[address], connection=connection).send()
