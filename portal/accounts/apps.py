"""The accounts as an app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    verbose_name = "Comptes et connexions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.accounts import demo, trail  # noqa: PLC0415 - models must be ready

        trail.connect()
        post_migrate.connect(demo.remove_outside_debug, sender=self)
