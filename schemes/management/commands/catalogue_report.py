"""Shows what each card of the catalogue holds, and what it lacks."""

import csv
import io
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from schemes.catalogue.report import COLUMNS, Coverage, cells, cover, totals
from schemes.models import Scheme
from schemes.syllables import can_count, count_syllables

TERMINAL = "-"
PARTS = ("conditions", "audiences", "expectations")


class Command(BaseCommand):
    help = "Couverture du catalogue, fiche par fiche : champs, règles, contacts, facile à lire."
    requires_system_checks = ()  # reading data asks for no key and no host

    def add_arguments(self, parser):
        parser.add_argument(
            "--csv",
            nargs="?",
            const=TERMINAL,
            metavar="FICHIER",
            help="en CSV (points-virgules), dans un fichier s'il est nommé",
        )
        parser.add_argument("--missing", action="store_true", help="dit ce qui manque à chacune")

    def handle(self, *, csv: str | None, missing: bool, **options):
        rows = self._rows()
        if csv is None:
            self._tell(rows, missing)
        elif csv == TERMINAL:
            self.stdout.write(as_csv(rows), ending="")
        else:
            self._save(rows, Path(csv))

    def _rows(self) -> list[Coverage]:
        cards = Scheme.objects.originals().for_card().prefetch_related(*PARTS).order_by("slug")
        syllables = count_syllables if can_count() else None
        rows = [cover(card, syllables) for card in cards]
        if not rows:
            raise CommandError("Le catalogue est vide : lancez d'abord load_catalogue.")
        return rows

    def _tell(self, rows: list[Coverage], missing: bool) -> None:
        self.stdout.write(as_table([list(COLUMNS), *map(cells, rows)]))
        if missing:
            self.stdout.write("\nCe qui manque")
            for row in rows:
                self.stdout.write(f"{row.slug} : {', '.join(row.missing) or 'rien'}")
        self.stdout.write("\n" + "\n".join(totals(rows)))
        if not can_count():
            self.stdout.write("Score de Kandel-Moles : installez pyphen pour le calculer.")

    def _save(self, rows: list[Coverage], path: Path) -> None:
        try:
            path.write_text(as_csv(rows), encoding="utf-8-sig")  # the mark that Excel looks for
        except OSError as error:
            raise CommandError(f"{path} ne peut pas être écrit : vérifiez le chemin.") from error
        self.stdout.write(f"Fiches écrites dans {path} : {len(rows)}.")


def as_table(lines: list[list[str]]) -> str:
    """Columns as wide as their longest cell."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def as_csv(rows: list[Coverage]) -> str:
    """The columns of the table, and what is missing in the last one."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow([*COLUMNS, "manque"])
    writer.writerows([*cells(row), ", ".join(row.missing)] for row in rows)
    return text.getvalue()
