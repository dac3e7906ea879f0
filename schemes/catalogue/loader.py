"""Loads the folder of fixtures, whole or not at all."""

import hashlib
from datetime import date
from pathlib import Path

from django.db import transaction

from schemes.catalogue.employer_checks import employer_faults
from schemes.catalogue.faults import CatalogueError
from schemes.catalogue.reader import Catalogue, read_catalogue
from schemes.catalogue.references import reference_faults
from schemes.catalogue.rule_checks import rule_faults
from schemes.catalogue.sync import Report
from schemes.catalogue.write_employer import write_employer
from schemes.catalogue.write_initiatives import (
    write_comparisons,
    write_initiatives,
    write_journeys,
)
from schemes.catalogue.write_reference import (
    write_criteria,
    write_glossary,
    write_option_helpers,
    write_organisations,
    write_sources,
    write_stages,
    write_territories,
)
from schemes.catalogue.write_schemes import write_schemes, write_shared_cases
from schemes.catalogue.write_search import write_situations, write_synonyms
from schemes.history.recorder import LOADING, recording
from schemes.search.index import batch, is_outdated, rebuild

WRITERS = (
    write_territories,
    write_sources,
    write_stages,
    write_criteria,
    write_organisations,
    write_schemes,
    write_shared_cases,
    write_option_helpers,
    write_glossary,
    write_initiatives,
    write_comparisons,
    write_journeys,
    write_employer,
    write_situations,
    write_synonyms,
)


def load_catalogue(folder: Path, today: date) -> Report:
    """Write all the files of `folder` in one transaction.

    Raises CatalogueError, with every fault that was found, and then writes nothing.
    """
    catalogue = read_catalogue(folder)
    if faults := list(reference_faults(catalogue)):
        raise CatalogueError(faults)
    with transaction.atomic():
        with batch(), recording(LOADING):
            report = _write(catalogue, today)
        if is_outdated():
            rebuild()
    return report


def _write(catalogue: Catalogue, today: date) -> Report:
    report = Report(today)
    for write in WRITERS:
        write(catalogue, report)
    if faults := [*rule_faults(catalogue, today), *employer_faults(catalogue)]:
        raise CatalogueError(faults)
    return report


def folder_digest(folder: Path) -> str:
    """A digest of names and contents, to know whether the files changed since they were loaded."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
