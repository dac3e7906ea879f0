"""The demonstration account of a developer's machine: it exists in DEBUG alone.

It needs no second factor, so that `make run` shows the admin at once; see ADR 0007.
"""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser

NAME = "demonstration"
MARK = "demonstration@localhost"  # so that nobody else's account is taken for it


def is_demo(user: AbstractBaseUser) -> bool:
    return user.get_username() == NAME and user.email == MARK


def create() -> str | None:
    """Make the account; its password, or None where it stands already. Refuses outside DEBUG."""
    if not settings.DEBUG:
        raise RuntimeError("The demonstration account exists in DEBUG alone.")
    users = get_user_model().objects
    if users.filter(username=NAME).exists():
        return None
    password = secrets.token_urlsafe(12)
    users.create_superuser(NAME, MARK, password)
    return password


def remove_outside_debug(**kwargs: Any) -> None:
    """After each `migrate`: a developer's database that goes into service leaves it behind."""
    if not settings.DEBUG:
        get_user_model().objects.filter(username=NAME, email=MARK).delete()
