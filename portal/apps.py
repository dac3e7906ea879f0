"""The project as an app."""

from django.apps import AppConfig, apps

UNUSED_STATIC_FILES = [
    "*.rtl.*",  # Bootstrap for right-to-left scripts
    "bootstrap-*.css*",  # Bootstrap in parts: we serve it whole
    "bootstrap.css*",  # not minified
    "redoc",  # the API is shown by Swagger UI
]


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portail"

    def ready(self) -> None:
        """Lets collectstatic leave behind what no page uses: half the bytes and the time."""
        from portal import identity  # noqa: F401, PLC0415  registers its check once apps are ready

        staticfiles = apps.get_app_config("staticfiles")
        staticfiles.ignore_patterns = [*staticfiles.ignore_patterns, *UNUSED_STATIC_FILES]
