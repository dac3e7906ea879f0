"""Forgets sign-ins of more than twelve months."""

from django.core.management.base import BaseCommand

from portal.accounts.models import SignIn


class Command(BaseCommand):
    help = "Efface du journal des connexions ce qui a plus de douze mois : à lancer chaque jour."

    def handle(self, **options):
        count, _ = SignIn.objects.outdated().delete()
        self.stdout.write(f"Connexions effacées : {count}.")
