"""manage.py restore: takes a backup back, whole and verified, or changes nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.backups import engine
from portal.backups.archive import BackupError


class Command(BaseCommand):
    help = "Remet une sauvegarde dans une base vide (ou quelconque, avec --force)."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="la sauvegarde")
        parser.add_argument(
            "--force", action="store_true", help="remplacer une base qui n'est pas vide"
        )

    def handle(self, *args, file, force, **options):
        try:
            manifest = engine.put_back(file, force=force)
        except (BackupError, OSError) as error:
            raise CommandError(f"Restauration refusée. {error}") from error
        self.stdout.write(
            f"Restaurée : {len(manifest.tables)} tables, {manifest.rows} lignes, vérifiées. "
            "Lancez maintenant migrate."
        )
