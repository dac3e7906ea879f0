"""Sends the editors their weekly digest."""

from smtplib import SMTPException

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from schemes.digest import digest, recipients, send


class Command(BaseCommand):
    help = (
        "Envoie aux rédacteurs ce qui les attend (fiches en retard, liens, signalements). "
        "N'envoie rien quand rien n'attend. À lancer chaque semaine."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--site",
            default=default_site(),
            metavar="ADRESSE",
            help="début des adresses du courriel (https:// et le premier nom d'ALLOWED_HOSTS)",
        )

    def handle(self, *, site: str, **options):
        today, addresses = timezone.localdate(), recipients()
        text = digest(today, site.rstrip("/"))
        if not text:
            self.stdout.write("Rien n'attend les rédacteurs : aucun courriel.")
        elif not addresses:
            raise CommandError("Aucun rédacteur n'a d'adresse de courriel : rien n'est envoyé.")
        else:
            self._send(text, today, addresses)

    def _send(self, text, today, addresses) -> None:
        try:
            send(text, today, addresses)
        except (OSError, SMTPException) as error:
            raise CommandError(f"Le courriel n'est pas parti : {error}") from error
        self.stdout.write(f"Courriels envoyés : {len(addresses)}.")


def default_site() -> str:
    names = [name for name in settings.ALLOWED_HOSTS if not name.startswith(("*", "."))]
    return f"https://{names[0]}" if names else "http://127.0.0.1:8000"
