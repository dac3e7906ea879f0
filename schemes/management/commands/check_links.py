"""Checks the links of the catalogue, and notes what each one answers."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from schemes.links.guard import anywhere, is_public
from schemes.links.probe import Probe
from schemes.links.rounds import Rounds
from schemes.links.uses import catalogue_urls, uses_of
from schemes.models import LinkCheck

REPORTED = (LinkCheck.Status.BROKEN, LinkCheck.Status.DOUBTFUL)


class Command(BaseCommand):
    help = (
        "Vérifie les liens du catalogue sans changer aucune fiche. Un lien n'est dit cassé "
        "qu'après trois jours d'échec de suite ; ceux que l'on a vérifiés il y a le plus "
        "longtemps passent en premier."
    )
    requires_system_checks = ()  # asks for no key and no host

    def add_arguments(self, parser):
        parser.add_argument("--minutes", type=float, default=15, help="durée au plus (15)")
        parser.add_argument("--most", type=int, default=5000, help="nombre de liens au plus (5000)")
        parser.add_argument("--hosts", type=int, default=4, help="sites consultés à la fois (4)")
        parser.add_argument(
            "--delay", type=float, default=1, help="secondes entre deux pages d'un même site (1)"
        )
        parser.add_argument(
            "--timeout", type=float, default=10, help="secondes d'attente d'une réponse (10)"
        )
        parser.add_argument("--retries", type=int, default=1, help="nouveaux essais (1)")
        parser.add_argument(
            "--allow-private",
            action="store_true",
            help="consulte aussi les adresses internes : jamais en production",
        )

    def handle(self, **options):
        if min(options[name] for name in ("minutes", "most", "hosts")) <= 0:
            raise CommandError("--minutes, --most et --hosts demandent un nombre plus grand que 0.")
        LinkCheck.objects.keep_only(catalogue_urls())
        checks = {c.url: c for c in LinkCheck.objects.waiting_longest()[: options["most"]]}
        seconds = timedelta(minutes=options["minutes"]).total_seconds()
        results = rounds(options).results(checks, seconds)
        for url, outcome in tqdm(results, "Liens", len(checks), disable=None, unit="lien"):
            if outcome:
                checks[url].note(outcome, timezone.now())
        self._tell(list(checks.values()), options["most"])

    def _tell(self, checks: list[LinkCheck], most: int) -> None:
        counts = Counter(check.status for check in checks)
        for status in LinkCheck.Status:
            self.stdout.write(f"{status.label} : {counts[status]}")
        reported = [check for check in checks if check.status in REPORTED]
        uses = uses_of(check.url for check in reported)
        for check in reported:
            where = ", ".join(use.label for use in uses[check.url])
            label = check.get_status_display()
            self.stdout.write(f"{label} : {check.url} ({check.detail}) – {where}")
        if (left := LinkCheck.objects.count() - len(checks)) > 0:
            self.stdout.write(f"Liens laissés pour la prochaine fois : {left}.")


def rounds(options: dict) -> Rounds:
    probe = Probe(
        agent=agent(),
        guard=anywhere if options["allow_private"] else is_public,
        timeout=options["timeout"],
        longest=2 * options["timeout"],
        retries=options["retries"],
        pause=options["delay"],
    )
    return Rounds(probe, hosts_at_once=options["hosts"], delay=options["delay"])


def agent() -> str:
    """Who asks, and where to read why."""
    host = next((name for name in settings.ALLOWED_HOSTS if not name.startswith(("*", "."))), "")
    about = f" (+https://{host}/a-propos/)" if host else ""
    return f"ItineraireFormation-liens/1.0{about}"
