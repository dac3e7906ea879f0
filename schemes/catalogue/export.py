"""Writes the catalogue of the database as the folder of files that `load_catalogue` reads."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from schemes.catalogue import export_examples as examples
from schemes.catalogue import export_reference as reference
from schemes.catalogue.export_cards import SECTIONS, card_of, whole_cards
from schemes.catalogue.reader import KINDS
from schemes.catalogue.yaml_writing import as_yaml, in_sections
from schemes.models import Scheme

LISTS: dict[str, Callable] = {
    "territories.yaml": reference.territories,
    "sources.yaml": reference.sources,
    "stages.yaml": reference.stages,
    "criteria.yaml": reference.criteria,
    "glossary.yaml": reference.glossary,
    "journeys.yaml": examples.journeys,
    "employer.yaml": examples.employer,
    "situations.yaml": reference.situations,
    "synonyms.yaml": reference.synonyms,
    "cases.yaml": reference.shared_cases,
}
FOLDERS: dict[str, Callable] = {
    "organisations": reference.organisations,
    "experiences": examples.initiatives,
    "comparisons": examples.comparisons,
}


class FolderRefused(Exception):
    """The folder holds something else than a catalogue, or one that nobody said to replace."""


def export_catalogue(folder: Path, *, replace: bool = False) -> int:
    """Write the whole catalogue into `folder`, and say how many files that made.

    The folder changes at once: it is written beside, then takes its place. Raises FolderRefused.
    """
    check_folder(folder, replace=replace)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        count = _write(beside)
        beside.chmod(0o755)  # mkdtemp is for its owner alone
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return count


def check_folder(folder: Path, *, replace: bool) -> None:
    if folder.is_file() or folder.is_symlink():
        raise FolderRefused(f"{folder} n'est pas un dossier.")
    held = {path for path in folder.rglob("*") if not path.is_dir()} if folder.exists() else set()
    ours = {path for kind in KINDS for path in folder.glob(kind.pattern)}
    if held - ours:
        name = min(held - ours).relative_to(folder)
        raise FolderRefused(
            f"{folder} contient autre chose qu'un catalogue ({name}) : choisissez un autre dossier."
        )
    if held and not replace:
        raise FolderRefused(f"{folder} contient déjà un catalogue : --replace le remplace.")


def _write(folder: Path) -> int:
    count = 0
    for name, text in catalogue_files():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        count += 1
    return count


def catalogue_files() -> Iterator[tuple[str, str]]:
    """The name of each file, and its text; of an empty list, only where the reader asks for it."""
    asked = {kind.pattern for kind in KINDS if not kind.is_optional}
    for name, rows_of in LISTS.items():
        rows = rows_of()
        if rows or name in asked:
            yield name, as_yaml(rows)
    for name, rows_of in FOLDERS.items():
        for slug, row in rows_of().items():
            yield f"{name}/{slug}.yaml", as_yaml(row)
    for slug, card in cards().items():
        yield f"schemes/{slug}.yaml", in_sections(card, SECTIONS)


def cards() -> dict[str, dict]:
    """Every card but the working copies; of its case types, those that it alone holds."""
    shared = {case["slug"] for case in reference.shared_cases()}
    found = {row.slug: card_of(row) for row in whole_cards(Scheme.objects.originals())}
    for card in found.values():
        own = [case for case in card.get("cases", []) if case["slug"] not in shared]
        card.update(cases=own) if own else card.pop("cases", None)
    return found
