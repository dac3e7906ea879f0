"""Application config of the catalogue."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SchemesConfig(AppConfig):
    name = "schemes"
    verbose_name = "Catalogue des dispositifs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from schemes import groups, versions  # noqa: PLC0415 - models must be ready
        from schemes.history import journal  # noqa: PLC0415 - as above
        from schemes.search import signals  # noqa: PLC0415 - as above

        signals.connect()
        versions.connect()
        journal.connect()
        post_migrate.connect(groups.grant, sender=self, dispatch_uid="schemes.groups")
