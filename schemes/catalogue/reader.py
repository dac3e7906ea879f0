"""Reads the folder of fixtures into checked specs, keeping where each one stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from schemes.catalogue.faults import CatalogueError, Fault
from schemes.catalogue.schema_base import Spec
from schemes.catalogue.schema_employer import EmployerSpec
from schemes.catalogue.schema_initiative import ComparisonSpec, InitiativeSpec, JourneySpec
from schemes.catalogue.schema_reference import (
    CriterionSpec,
    GlossarySpec,
    OrganisationSpec,
    SourceSpec,
    StageSpec,
    TerritorySpec,
)
from schemes.catalogue.schema_scheme import SchemeSpec, SharedCaseSpec
from schemes.catalogue.schema_search import SituationSpec, SynonymSpec
from schemes.catalogue.yaml_files import Document, Place, read_document


@dataclass(frozen=True)
class Entry:
    """One object of a file, and its place in it."""

    spec: Spec
    document: Document
    place: Place = ()

    def fault(self, place: Place, message: str) -> Fault:
        return self.document.fault((*self.place, *place), message)


@dataclass(frozen=True)
class Kind:
    """A kind of object: its spec, its key, and the files that hold it (a pattern)."""

    name: str
    spec: type[Spec]
    pattern: str
    key: str = "slug"
    is_optional: bool = False


KINDS = (
    Kind("territories", TerritorySpec, "territories.yaml"),
    Kind("sources", SourceSpec, "sources.yaml"),
    Kind("stages", StageSpec, "stages.yaml"),
    Kind("criteria", CriterionSpec, "criteria.yaml", key="key"),
    Kind("organisations", OrganisationSpec, "organisations/*.yaml"),
    Kind("schemes", SchemeSpec, "schemes/*.yaml"),
    Kind("cases", SharedCaseSpec, "cases.yaml", is_optional=True),
    Kind("glossary", GlossarySpec, "glossary.yaml"),
    Kind("initiatives", InitiativeSpec, "experiences/*.yaml", is_optional=True),
    Kind("comparisons", ComparisonSpec, "comparisons/*.yaml", is_optional=True),
    Kind("journeys", JourneySpec, "journeys.yaml", is_optional=True),
    Kind("employer", EmployerSpec, "employer.yaml", is_optional=True),
    Kind("situations", SituationSpec, "situations.yaml", is_optional=True),
    Kind("synonyms", SynonymSpec, "synonyms.yaml", is_optional=True),
)


@dataclass
class Catalogue:
    """All specs by kind and key."""

    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def specs(self, kind: str) -> Iterator:
        return (entry.spec for entry in self.entries[kind].values())

    def keys(self, kind: str) -> set[str]:
        return set(self.entries[kind])


def read_catalogue(folder: Path) -> Catalogue:
    """Read every file of every kind; raise CatalogueError with the faults of all of them."""
    catalogue, faults = Catalogue(), []
    for kind in KINDS:
        found = catalogue.entries[kind.name] = {}
        paths = sorted(folder.glob(kind.pattern))
        if not paths and not kind.is_optional:
            faults.append(Fault(folder / kind.pattern, 1, "Le fichier manque."))
        for path in paths:
            faults += _read_file(path, kind, found)
    if faults:
        raise CatalogueError(faults)
    return catalogue


def _read_file(path: Path, kind: Kind, found: dict[str, Entry]) -> Iterator[Fault]:
    try:
        document = read_document(path)
    except CatalogueError as error:
        yield from error.faults
        return
    for place, data in document.entries():
        try:
            entry = Entry(kind.spec.model_validate(data), document, place)
        except ValidationError as error:
            yield from _translate(error, document, place)
            continue
        key = getattr(entry.spec, kind.key)
        if key in found:
            yield entry.fault(
                (kind.key,), f"« {key} » existe déjà dans {found[key].document.path}."
            )
        elif "*" in kind.pattern and path.stem != key:
            yield entry.fault((kind.key,), f"Le fichier s'appelle « {path.stem} », pas « {key} ».")
        found.setdefault(key, entry)


def _translate(error: ValidationError, document: Document, place: Place) -> Iterator[Fault]:
    for detail in error.errors():
        where = tuple(part for part in detail["loc"] if not str(part).startswith("function-"))
        name = ".".join(str(part) for part in where)
        yield document.fault((*place, *where), f"{name or 'fichier'} : {told(detail)}")


_MESSAGES = {
    "missing": "ce champ manque.",
    "extra_forbidden": "ce champ n'existe pas.",
    "string_type": "un texte est attendu.",
    "string_too_short": "le texte est vide.",
    "string_too_long": "le texte est trop long ({max_length} caractères au plus).",
    "string_pattern_mismatch": (
        "un identifiant n'a que des lettres sans accent, des chiffres et des tirets."
    ),
    "list_type": "une liste est attendue.",
    "too_short": "la liste est vide.",
    "bool_type": "true ou false est attendu.",
    "bool_parsing": "true ou false est attendu.",
    "int_type": "un nombre entier est attendu.",
    "int_parsing": "un nombre entier est attendu.",
    "decimal_parsing": "un nombre est attendu.",
    "decimal_type": "un nombre est attendu.",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ est attendue.",
    "date_from_datetime_inexact": "une date AAAA-MM-JJ est attendue, sans heure.",
    "date_type": "une date AAAA-MM-JJ est attendue.",
    "invalid_key": "une clé est un mot.",
    "finite_number": "un nombre fini est attendu.",
    "int_from_float": "un nombre entier est attendu.",
    "greater_than": "le nombre est trop petit.",
    "enum": "valeur inconnue ; valeurs possibles : {expected}.",
    "literal_error": "valeur inconnue ; valeurs possibles : {expected}.",
    "model_type": "un objet (clé : valeur) est attendu.",
    "dict_type": "un objet (clé : valeur) est attendu.",
    "url_parsing": "l'adresse n'est pas valable.",
    "url_scheme": "l'adresse commence par http:// ou https://.",
    "greater_than_equal": "le nombre est trop petit ({ge} au moins).",
    "less_than_equal": "le nombre est trop grand ({le} au plus).",
}


def told(detail: dict) -> str:
    """What pydantic found, as a French sentence."""
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return str(context.get("error", detail["msg"]))
    template = _MESSAGES.get(detail["type"])
    return template.format(**context) if template else detail["msg"]
