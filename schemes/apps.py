"""Application config of the catalogue."""

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "schemes"
    verbose_name = "Catalogue des dispositifs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from schemes.search import signals  # noqa: PLC0415 - models must be ready

        signals.connect()
