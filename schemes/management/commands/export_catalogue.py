"""Writes the catalogue of the database as files, for `load_catalogue` to read again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from schemes.catalogue.export import FolderRefused, export_catalogue
from schemes.catalogue.faults import CatalogueError
from schemes.catalogue.reader import read_catalogue
from schemes.catalogue.references import reference_faults


class Command(BaseCommand):
    help = "Écrit le catalogue de la base dans un dossier, sous la forme de fixtures/."
    requires_system_checks = ()  # writing files asks for no key and no host

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="remplace le catalogue que le dossier contient (et rien d'autre qu'un catalogue)",
        )

    def handle(self, *, folder: Path, replace: bool, **options):
        try:
            count = export_catalogue(folder, replace=replace)
        except FolderRefused as error:
            raise CommandError(f"Rien n'a été écrit : {error}") from error
        self.stdout.write(f"{count} fichiers écrits dans {folder}.")
        for fault in faults_in(folder):
            self.stderr.write(f"À corriger avant de recharger : {fault}")


def faults_in(folder: Path) -> list:
    """What `load_catalogue` would refuse in the files, known on the day of writing."""
    try:
        return sorted(reference_faults(read_catalogue(folder)))
    except CatalogueError as error:
        return error.faults
