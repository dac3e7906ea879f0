"""Loads the catalogue of fixtures/ in one transaction."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from schemes.catalogue.faults import CatalogueError
from schemes.catalogue.loader import folder_digest, load_catalogue
from schemes.catalogue.sync import CHANGED, CREATED, UNCHANGED, Report
from schemes.models import CatalogueLoad, Scheme
from schemes.search.index import is_outdated

LABELS = {
    "territories": "territoires",
    "sources": "sources",
    "stages": "étapes",
    "criteria": "critères",
    "organisations": "organismes",
    "schemes": "dispositifs",
    "cases": "cas types communs à plusieurs fiches",
    "glossary": "termes du glossaire",
    "initiatives": "retours d'expérience",
    "comparisons": "comparaisons",
    "journeys": "parcours types",
    "employer": "situations d'employeur",
    "situations": "situations",
    "synonyms": "synonymes",
}


class Command(BaseCommand):
    help = "Charge fixtures/ en une transaction : tout, ou rien si un fichier est fautif."
    requires_system_checks = ()  # loading data asks for no key and no host

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="ne fait rien si les fichiers sont ceux du dernier chargement",
        )

    def handle(self, *, folder: Path, if_changed: bool, **options):
        digest = folder_digest(folder)
        if if_changed and self._is_loaded(digest):
            self.stdout.write("Catalogue : fichiers inchangés depuis le dernier chargement.")
            return
        try:
            report = load_catalogue(folder, timezone.localdate())
        except CatalogueError as error:
            raise CommandError(self._refusal(error, folder)) from error
        CatalogueLoad.objects.create(digest=digest)
        self._tell(report)

    def _is_loaded(self, digest: str) -> bool:
        last = CatalogueLoad.objects.first()
        is_same = last is not None and last.digest == digest
        return is_same and Scheme.objects.exists() and not is_outdated()

    def _refusal(self, error: CatalogueError, folder: Path) -> str:
        lines = "\n".join(f"  {fault}" for fault in error.faults)
        count = len(error.faults)
        head = "1 faute" if count == 1 else f"{count} fautes"
        return f"Rien n'a été chargé : {head} dans {folder}.\n{lines}"

    def _tell(self, report: Report) -> None:
        for kind, label in LABELS.items():
            counts = report.counts.get(kind, {})
            numbers = ", ".join(f"{counts.get(o, 0)} {o}" for o in (CREATED, CHANGED, UNCHANGED))
            self.stdout.write(f"{label} : {numbers}")
            if changed := report.changed.get(kind):
                self.stdout.write(f"  modifiés : {', '.join(changed)}")
        if report.is_quiet:
            self.stdout.write("Rien n'a changé.")
