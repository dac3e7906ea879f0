"""The pages that allauth does not have."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The admin's own door leads to the one that asks for two factors."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    wanted = request.GET.get("next", settings.LOGIN_REDIRECT_URL)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")


def locked_out(request: HttpRequest, response=None, credentials=None) -> HttpResponse:
    """Too many failures with one name from one address."""
    wait = settings.AXES_COOLOFF_TIME
    context = {"minutes": int(wait.total_seconds() // 60)}
    page = render(request, "accounts/locked.html", context, status=429)
    page.headers["Retry-After"] = str(int(wait.total_seconds()))
    return page


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many requests from one address, whatever the name."""
    page = render(request, "accounts/locked.html", {"minutes": 1}, status=429)
    page.headers["Retry-After"] = "60"
    return page
