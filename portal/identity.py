"""Refuses to serve a site that has no key or no host, and names what is missing.

Commands that only touch data (migrate, load_catalogue) need neither and are let through.
"""

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS")


def missing_identity() -> str:
    """A sentence that names the variables without a value, or nothing."""
    missing = " and ".join(name for name in REQUIRED if not _is_set(name))
    if settings.DEBUG or not missing:
        return ""
    return f"{missing} must be set in the environment (or DEBUG=1, on a developer's machine)."


def _is_set(name: str) -> bool:
    try:
        return bool(getattr(settings, name))
    except ImproperlyConfigured:  # Django's own words for an empty key, which name no variable
        return False


def require_identity() -> None:
    """Raise ImproperlyConfigured where the site cannot be served."""
    if message := missing_identity():
        raise ImproperlyConfigured(message)


@checks.register(checks.Tags.security)
def check_identity(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Stops `runserver` and `check` with the same sentence."""
    message = missing_identity()
    return [checks.Error(message, id="portal.E001")] if message else []
