"""manage.py backup: a verified copy of the whole database, taken while it is in use."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.backups import engine
from portal.backups.archive import BackupError, Manifest


class Command(BaseCommand):
    help = "Sauvegarde toute la base, sans arrêter le site, et relit ce qui a été écrit."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.BACKUP_DIR, help="où écrire"
        )
        parser.add_argument(
            "--keep", type=int, default=0, metavar="N", help="ne garder que les N dernières"
        )
        parser.add_argument("--verify", type=Path, metavar="FICHIER", help="relire sans écrire")

    def handle(self, *args, folder, keep, verify, **options):
        if keep < 0:
            raise CommandError("--keep demande un nombre positif.")
        try:
            path, manifest = _checked(verify) if verify else engine.back_up(folder)
        except (BackupError, OSError) as error:
            raise CommandError(f"Sauvegarde impossible. {error}") from error
        self.stdout.write(
            f"{path} : {len(manifest.tables)} tables, {manifest.rows} lignes, vérifiée."
        )
        for old in engine.prune(folder, keep) if keep else ():
            self.stdout.write(f"Effacée : {old.name}")


def _checked(path: Path) -> tuple[Path, Manifest]:
    return path, engine.verify(path)
