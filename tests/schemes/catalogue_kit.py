"""A whole catalogue in a few lines of YAML, to be written to a folder and broken on purpose."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from schemes.models import CatalogueLoad

RULES = """\
rules:
  base:
    - criterion: age
      between: [16, null]
      wording: Avoir 16 ans ou plus.
      source: guide
      place: page 1
  audiences:
    - key: reconnu
      label: Handicap reconnu
      conditions:
        - criterion: handicap
          in: [reconnu]
          wording: Avoir un handicap reconnu.
          source: guide
          place: page 2
"""


def card(slug: str = "ptp", more: str = "") -> str:
    return f"""\
slug: {slug}
name: Dispositif {slug}
nature: formation
legal_regime: commun
state: actif
stages: [formation]
territory: national
summary: Une phrase.
sources:
  - {{source: guide, place: page 1}}
{more}"""


FILES = {
    "territories.yaml": """\
- {slug: national, code: FR, kind: pays, name: France}
- {slug: hauts-de-france, code: "32", kind: region, name: Hauts-de-France, parent: national}
- {slug: "59", code: "59", kind: departement, name: Nord, parent: hauts-de-france}
""",
    "sources.yaml": "- {slug: guide, title: Guide pratique, year: 2025}\n",
    "stages.yaml": "- {slug: formation, name: Formation, position: 1, needs: [Apprendre.]}\n",
    "criteria.yaml": """\
- {key: age, label: Âge, type: nombre, min: 14, max: 99, group: situation, question: Quel âge}
- key: handicap
  label: Handicap
  type: choix
  group: sante
  question: Le handicap est-il reconnu ?
  options:
    - {value: reconnu, label: Reconnu}
    - {value: aucun, label: Aucun}
""",
    "organisations/mdph.yaml": """\
slug: mdph
name: MDPH
kind: prescripteur
contacts:
  - {label: Accueil, role: contact, phone: 03 59 61 62 63}
""",
    "schemes/ptp.yaml": card("ptp", RULES),
    "glossary.yaml": "- {slug: ptp, term: PTP, definition: Un congé., scheme: ptp}\n",
}


def named(key: str) -> str:
    """`schemes__ptp` for the file `schemes/ptp.yaml`."""
    return f"{key.replace('__', '/')}.yaml"


def write_folder(folder: Path, **files: str) -> Path:
    """Write `files` to `folder`, beside what it holds or else the minimal catalogue."""
    changed = {named(key): text for key, text in files.items()}
    for name, text in {**FILES, **changed}.items():
        path = folder / name
        if name in changed or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, *options: str) -> str:
    """What the command tells; raises CommandError where it refuses."""
    out = StringIO()
    call_command("load_catalogue", str(folder), *options, stdout=out)
    return out.getvalue()


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of the catalogue, with its keys and times, less the trace of the loads."""
    models = apps.get_app_config("schemes").get_models(include_auto_created=True)
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in models
        if model is not CatalogueLoad
    }


def refusal(folder: Path) -> list[tuple[str, int, str]]:
    """What the command says is wrong: file, line and reason; nothing was written."""
    before = rows()
    with pytest.raises(CommandError) as caught:
        load(folder)
    assert rows() == before, "something was written"
    assert not CatalogueLoad.objects.exists()
    head, *told = str(caught.value).splitlines()
    count = "1 faute" if len(told) == 1 else f"{len(told)} fautes"
    assert head == f"Rien n'a été chargé : {count} dans {folder}."
    faults = [re.match(rf"  {folder}/(.+?):(\d+) : (.+)$", line) for line in told]
    assert all(faults), told
    return [(f[1], int(f[2]), f[3]) for f in faults]


def check_refused(folder: Path, key: str, text: str, needle: str, words: str) -> None:
    """The one fault is in file `key`, on the line where `needle` stands, and says `words`."""
    write_folder(folder, **{key: text})
    line = next(n for n, content in enumerate(text.splitlines(), 1) if needle in content)
    ((file, number, message),) = refusal(folder)
    assert (file, number) == (named(key), line), message
    assert words in message
