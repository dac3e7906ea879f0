"""Rebuilds the index of the search, whole, in one transaction."""

from django.core.management.base import BaseCommand

from schemes.models.search import SearchKind
from schemes.progress import ProgressBar
from schemes.search.index import rebuild

LABELS = {
    SearchKind.SCHEME: "dispositifs",
    SearchKind.SITUATION: "situations",
    SearchKind.EMPLOYER: "situations d'employeur",
    SearchKind.TERM: "termes du glossaire",
    SearchKind.ORGANISATION: "organismes",
    SearchKind.INITIATIVE: "retours d'expérience",
}


class Command(BaseCommand):
    help = (
        "Refait l'index de la recherche. Il suit déjà chaque enregistrement : cette commande "
        "sert après loaddata, une restauration ou une écriture en SQL."
    )
    requires_system_checks = ()  # indexing asks for no key and no host

    def handle(self, **options):
        bar = ProgressBar(self.stderr)
        counts = rebuild(lambda kind, done, total: bar.show(LABELS[kind], done, total))
        for kind, count in counts.items():
            self.stdout.write(f"{LABELS[kind]} : {count}")
