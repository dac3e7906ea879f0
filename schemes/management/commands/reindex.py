"""Rebuilds the index of the search, whole, in one transaction."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from schemes.models.search import SearchKind
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
        with tqdm(disable=None) as bar:
            counts = rebuild(lambda kind, done, total: show(bar, LABELS[kind], done, total))
        for kind, count in counts.items():
            self.stdout.write(f"{LABELS[kind]} : {count}")


def show(bar: tqdm, label: str, done: int, total: int) -> None:
    bar.set_description(label, refresh=False)
    bar.n, bar.total = done, total
    bar.refresh()
