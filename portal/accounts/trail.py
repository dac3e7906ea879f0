"""Notes sign-ins and what changes them, from the signals of Django, allauth and axes."""

from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.addresses import client_address, typed_name
from portal.accounts.models import SignIn

SIGNED_IN_AT = "signed_in_at"  # in the session


def note(kind: str, request: HttpRequest | None, user: AbstractBaseUser | None) -> None:
    address = client_address(request) if request else None
    SignIn.objects.create(kind=kind, user=user, address=address)


def account_named(name: str) -> AbstractBaseUser | None:
    return get_user_model().objects.filter(username__iexact=name).first() if name else None


def _signed_in(request: HttpRequest | None, user: AbstractBaseUser, **kwargs: Any) -> None:
    if request:
        request.session[SIGNED_IN_AT] = timezone.now().timestamp()
    note(SignIn.Kind.SUCCESS, request, user)


def _signed_out(request: HttpRequest | None, user: AbstractBaseUser | None, **kwargs: Any) -> None:
    if user:
        note(SignIn.Kind.SIGN_OUT, request, user)


def _failed(credentials: dict, request: HttpRequest | None = None, **kwargs: Any) -> None:
    note(SignIn.Kind.FAILURE, request, account_named(typed_name(request, credentials)))


def _locked(request: HttpRequest | None, username: str | None, **kwargs: Any) -> None:
    note(SignIn.Kind.LOCK, request, account_named(username or ""))


def _code_refused(request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    note(SignIn.Kind.CODE_FAILURE, request, user)


def _factor_added(request, user, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # they come with the first factor
        note(SignIn.Kind.FACTOR_ADDED, request, user)


def _factor_removed(request, user, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        note(SignIn.Kind.FACTOR_REMOVED, request, user)


def _codes_renewed(request, user, **kwargs: Any) -> None:
    note(SignIn.Kind.CODES_RENEWED, request, user)


def _password(request, user, **kwargs: Any) -> None:
    note(SignIn.Kind.PASSWORD, request, user)


def connect() -> None:
    for signal, receiver in (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _failed),
        (user_locked_out, _locked),
        (mfa.authentication_failed, _code_refused),
        (mfa.authenticator_added, _factor_added),
        (mfa.authenticator_removed, _factor_removed),
        (mfa.authenticator_reset, _codes_renewed),
        (password_changed, _password),
        (password_set, _password),
    ):
        signal.connect(receiver, dispatch_uid=f"trail-{receiver.__name__}-{id(signal)}")
