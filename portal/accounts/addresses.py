"""Where a request comes from, behind as many proxies as PROXIES says."""

from ipaddress import ip_address

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle


def client_address(request: HttpRequest) -> str | None:
    """The address that the API's throttle counts by; None where a header holds no address."""
    try:
        return str(ip_address(BaseThrottle().get_ident(request) or ""))
    except ValueError:
        return None


def typed_name(request: HttpRequest | None, credentials: dict | None) -> str:
    """The account that somebody tries to open, as django-axes counts it."""
    name = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return name.strip().lower()[:150]
