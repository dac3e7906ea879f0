"""Makes the demonstration account of a developer's machine."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.accounts import demo


class Command(BaseCommand):
    help = "Crée le compte de démonstration, avec DEBUG=1 seulement, et donne son mot de passe."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("Le compte de démonstration n'existe qu'avec DEBUG=1.")
        if password := demo.create():
            self.stdout.write(
                f"Administration : /admin/, compte « {demo.NAME} », mot de passe « {password} » "
                "(montré cette seule fois)."
            )
