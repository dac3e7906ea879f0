"""Keeps the promises of dates: cards to publish today, cards whose validity is over."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from schemes.passing import end_outdated, publish_due


class Command(BaseCommand):
    help = "Publie les fiches prévues pour aujourd'hui ou avant, et classe celles qui sont finies."
    requires_system_checks = ()

    def handle(self, **options):
        today = timezone.localdate()
        done, refused = publish_due(today)
        ended = end_outdated(today)
        for scheme in done:
            self.stdout.write(f"Publiée : {scheme}.")
        for scheme in ended:
            self.stdout.write(f"Passée à l'état « historique » : {scheme}.")
        for scheme, why in refused:
            self.stderr.write(f"Non publiée, {scheme} : {why}")
        if not (done or ended or refused):
            self.stdout.write("Rien à publier ni à classer aujourd'hui.")
