"""The door of the admin: staff alone, with a second factor, and not for more than twelve hours."""

from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from portal.accounts.demo import is_demo
from portal.accounts.models import SignIn
from portal.accounts.trail import SIGNED_IN_AT, note

GetResponse = Callable[[HttpRequest], HttpResponse]

LONGEST = timedelta(hours=12)  # a working day, whatever the activity
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
TOO_LONG = "Vous étiez connecté depuis plus de douze heures : identifiez-vous de nouveau."
TWO_FACTORS = "Avant d'ouvrir l'administration, ajoutez un second facteur à votre compte."


def end_long_sessions(get_response: GetResponse) -> GetResponse:
    """Whoever is signed in for too long is signed out, and led back to the page once she is in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        since = request.session.get(SIGNED_IN_AT)
        if since is None or timezone.now().timestamp() - since <= LONGEST.total_seconds():
            return get_response(request)
        note(SignIn.Kind.EXPIRED, request, request.user if request.user.is_authenticated else None)
        logout(request)
        messages.warning(request, TOO_LONG)
        return redirect("account_login")

    return middleware


def second_factor(get_response: GetResponse) -> GetResponse:
    """No page of the admin before a second factor stands. Signing in asks for it each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.ADMIN_PREFIX) or may_enter(request.user):
            return get_response(request)
        messages.warning(request, TWO_FACTORS)
        return redirect("mfa_index")

    return middleware


def may_enter(user: AbstractBaseUser) -> bool:
    """Those who are not signed in, or no staff, are the admin's own business."""
    if not user.is_authenticated or not user.is_staff:
        return True
    if settings.DEBUG and is_demo(user):
        return True
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
