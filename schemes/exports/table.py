"""The catalogue as a table that a French spreadsheet opens as it is."""

import csv
from collections.abc import Callable, Iterable, Iterator

from schemes.enums import ActorRole
from schemes.models import Scheme
from schemes.rules_in_words import in_words
from schemes.ruleset import Ruleset

BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(cards: Iterable[Scheme], rules: Callable[[Scheme], Ruleset]) -> Iterator[str]:
    """The lines of the file, header first."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield BOM + writer.writerow(HEADER)
    for scheme in cards:
        yield writer.writerow([harmless(cell) for cell in _cells(scheme, rules(scheme))])


class _Echo:
    """A file for csv.writer, which then gives back the line that it wrote."""

    def write(self, line: str) -> str:
        return line


def harmless(cell: str) -> str:
    """A spreadsheet runs a cell that begins like a formula: an apostrophe makes it a text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


HEADER = (
    "Identifiant", "Sigle", "Nom", "Nature", "Droit", "État", "Étapes", "Territoire",
    "En une phrase", "Pour qui", "Conditions d'accès", "Durée", "Statut pendant",
    "Revenu pendant", "Reste à payer", "Certifiant", "Prescripteurs", "Opérateurs",
    "Financeurs", "À contacter", "Point à vérifier", "Vérifié le", "Sources",
)  # fmt: skip


def _cells(scheme: Scheme, rules: Ruleset) -> list[str]:
    return [
        scheme.slug,
        scheme.acronym,
        scheme.name,
        scheme.get_nature_display(),
        scheme.get_legal_regime_display(),
        scheme.get_state_display(),
        scheme.stage_words,
        str(scheme.territory),
        scheme.summary,
        scheme.for_whom,
        in_words(rules),
        " ".join(filter(None, (scheme.duration_text, scheme.duration_note))),
        scheme.status_during,
        scheme.income_during,
        scheme.cost_left,
        scheme.get_certifying_display(),
        *(_names(scheme, role) for role in ROLES),
        "oui" if scheme.needs_review else "non",
        f"{scheme.verified_on:%d/%m/%Y}" if scheme.verified_on else "",
        "\n".join(str(citation) for citation in scheme.citations.all()),
    ]


ROLES = (ActorRole.PRESCRIBER, ActorRole.OPERATOR, ActorRole.FUNDER, ActorRole.CONTACT)


def _names(scheme: Scheme, role: ActorRole) -> str:
    return ", ".join(actor.name for actor in scheme.actors_as(role))
