"""A card before it is public, shown by a secret link to whoever validates it outside."""

import secrets
from datetime import date, timedelta

from django.core import signing

from schemes.models import Scheme

SALT = "schemes.preview"
LASTS = timedelta(days=30)


class PreviewForged(Exception):
    """The link was cut, changed or made by somebody else."""


class PreviewClosed(Exception):
    """The link is too old, was taken back, or the card is gone."""


def open_preview(scheme: Scheme, today: date) -> None:
    """Links made before stop working."""
    scheme.preview_nonce, scheme.preview_until = secrets.token_urlsafe(12), today + LASTS
    _save(scheme)


def close_preview(scheme: Scheme) -> None:
    scheme.preview_nonce, scheme.preview_until = "", None
    _save(scheme)


def _save(scheme: Scheme) -> None:
    """Without touching the day of the last change, nor the index of the search."""
    Scheme.objects.filter(pk=scheme.pk).update(
        preview_nonce=scheme.preview_nonce, preview_until=scheme.preview_until
    )


def is_open(scheme: Scheme, today: date) -> bool:
    return bool(scheme.preview_nonce) and scheme.preview_until >= today


def token_of(scheme: Scheme) -> str:
    payload = [scheme.pk, scheme.preview_nonce, scheme.preview_until.isoformat()]
    return signing.Signer(salt=SALT).sign_object(payload)


def read_preview(token: str, today: date) -> Scheme:
    """The card that the link shows. Raises PreviewForged or PreviewClosed."""
    try:
        pk, nonce, until = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise PreviewForged from error
    scheme = Scheme.objects.for_card().filter(pk=pk).first()
    is_same = scheme and secrets.compare_digest(scheme.preview_nonce, nonce)
    if not is_same or scheme.preview_until.isoformat() != until or not is_open(scheme, today):
        raise PreviewClosed
    return scheme
