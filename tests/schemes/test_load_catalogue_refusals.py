"""A faulty file stops the whole load: file, line, reason, and nothing half loaded."""

import re

import pytest

from schemes.catalogue.faults import CatalogueError
from schemes.catalogue.reader import read_catalogue
from schemes.models import CatalogueLoad, Scheme
from tests.schemes.catalogue_kit import (
    FILES,
    card,
    check_refused,
    load,
    named,
    refusal,
    write_folder,
)

pytestmark = pytest.mark.django_db

PAGE = "resources:\n  - {label: a, url: '%s', kind: outil}\n"
FIELDS = {
    "bad YAML": ("objectives: [a\n\tb]\n", "\tb", "YAML illisible"),
    "braces": ("measure: {{ texte }}\n", "{{ texte", ""),
    "repeated key": ("name: Autre\n", "name: Autre", "La clé « name » est répétée."),
    "no date": ("verified_on: 2026-13-45\n", "verified_on", ""),
    "unknown field": ("nom: Autre\n", "nom: Autre", "nom : ce champ n'existe pas."),
    "wrong enum": ("publication: oui\n", "publication", "valeur inconnue ; valeurs possibles"),
    "wrong type": ("needs_review: peut-être\n", "needs_review", "true ou false est attendu."),
    "text for a list": ("tips: Un conseil.\n", "tips", "une liste est attendue."),
    "number": ("review_every_months: 0\n", "review", "trop petit (1 au moins)"),
    "long text": (f"for_whom: {'a' * 221}\n", "for_whom", "trop long (220 caractères au plus)"),
    "long column": (f"acronym: {'A' * 41}\n", "acronym", "40"),
    "empty text": ("tips:\n  - Bon.\n  - ''\n", "- ''", "le texte est vide."),
    "max below min": (
        "duration:\n  min: 12\n  max: 6\n  unit: mois\n",
        "duration",
        "Le maximum (6) est plus petit que le minimum (12).",
    ),
    "hours": ("duration:\n  weekly_hours: [30, 20]\n", "duration", "(20) est plus petit"),
    "no unit": ("duration: {min: 6}\n", "duration", "Une durée a une unité."),
    "dates": ("valid_from: 2026-02-01\nvalid_until: 2026-01-01\n", "slug", "précède le début"),
    "figure": ("figures: [{key: a, label: A}]\n", "figures", "Un chiffre clé a une valeur"),
    "link": ("links:\n  - {kind: follows, to: x}\n", "to: x", "« x » n'existe pas (dispositifs)."),
    "itself": ("links:\n  - {kind: follows, to: ptp}\n", "to: ptp", "n'est pas lié à lui-même"),
    "body": (
        "actors:\n  - {role: contact, organisation: x}\n",
        "organisation: x",
        "« x » n'existe pas (organismes).",
    ),
    "nobody": ("actors:\n  - {role: contact}\n", "role: contact", "Un acteur est un organisme"),
    "no address": (PAGE % "pas une adresse", "pas une", "l'adresse"),
    "ftp": (PAGE % "ftp://exemple.fr", "ftp", "http"),
    "javascript": (PAGE % "javascript:alert(1)", "javascript", "http"),
    "same page": (
        PAGE % "https://a.fr" + "  - {label: b, url: 'https://a.fr', kind: outil}\n",
        "label: b",
        "Cette adresse est répétée.",
    ),
    "no tool": ("compensation:\n  - ptp\n", "- ptp", "« ptp » n'est pas une compensation."),
}


@pytest.mark.parametrize(("more", "needle", "words"), FIELDS.values(), ids=FIELDS)
def test_a_faulty_card_is_refused_on_the_line_of_its_fault(tmp_path, more, needle, words):
    check_refused(tmp_path, "schemes__ptp", card(more=more), needle, words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("territory: national", "territory: lune", "« lune » n'existe pas (territoires)."),
        ("source: guide", "source: lune", "« lune » n'existe pas (sources)."),
        ("stages: [formation]", "stages: [lune]", "valeur inconnue ; valeurs possibles"),
        ("stages: [formation]", "stages: []", "la liste est vide."),
        ("nature: formation", "nature: fusée", "valeur inconnue ; valeurs possibles"),
        ("state: actif", "state: oui", "valeur inconnue"),
        ("summary: Une phrase.", "summary: ", "summary : un texte est attendu."),
        ("name: Dispositif ptp", f"name: {'a' * 201}", "200"),
        ("slug: ptp", "slug: vae", "Le fichier s'appelle « ptp », pas « vae »."),
        ("slug: ptp", "slug: Été 26", "lettres sans accent"),
    ],
    ids=lambda text: text[:30],
)
def test_a_faulty_value_of_a_required_field_is_refused(tmp_path, old, new, words):
    write_folder(tmp_path, glossary="- {slug: a, term: A, definition: Un mot.}\n")
    check_refused(tmp_path, "schemes__ptp", card().replace(old, new, 1), new, words)


def test_a_missing_field_is_told(tmp_path):
    write_folder(tmp_path, schemes__ptp=card().replace("nature: formation\n", ""))
    assert refusal(tmp_path) == [("schemes/ptp.yaml", 1, "nature : ce champ manque.")]


CONTACT = "{label: Accueil, role: contact, phone: 03 59 61 62 63}"
OTHER_FILES = [
    ("organisations__mdph", CONTACT, "{label: A, role: contact, phone: 12 34 56}", "téléphone"),
    ("organisations__mdph", CONTACT, "{label: A, role: contact, email: a.fr}", "électronique"),
    ("organisations__mdph", CONTACT, "{label: A, role: contact, form_url: a b}", "l'adresse"),
    ("organisations__mdph", CONTACT, "{label: A, role: contact}", "un téléphone, un courriel"),
    ("organisations__mdph", CONTACT, "{label: A, role: roi, phone: 39 49}", "valeur inconnue"),
    ("organisations__mdph", "kind: prescripteur", "kind: contact\nnetwork: lune", "« lune »"),
    ("territories", "parent: national", "parent: lune", "« lune » n'existe pas (territoires)."),
    ("criteria", "max: 99", "max: 9", "Un nombre a un minimum et un maximum plus grand."),
    ("criteria", "value: aucun", "value: reconnu", "Cette réponse existe déjà."),
    ("stages", "needs: [Apprendre.]", "needs: ['']", "le texte est vide."),
    ("sources", "year: 2025", "year: bientôt", "un nombre entier est attendu."),
    ("glossary", "scheme: ptp", "scheme: lune", "« lune » n'existe pas (dispositifs)."),
]


@pytest.mark.parametrize(
    ("key", "old", "new", "words"), OTHER_FILES, ids=[f"{c[0]}-{c[2][:40]}" for c in OTHER_FILES]
)
def test_a_fault_in_another_file_is_refused(tmp_path, key, old, new, words):
    text = FILES[named(key)]
    assert old in text
    write_folder(tmp_path, schemes__ptp=card(), **{key: text.replace(old, new, 1)})
    ((file, _, message),) = refusal(tmp_path)
    assert file == named(key)
    assert words in message


def test_an_object_written_twice_is_refused(tmp_path):
    write_folder(tmp_path, sources=FILES["sources.yaml"] * 2)
    ((file, line, message),) = refusal(tmp_path)
    assert (file, line) == ("sources.yaml", 2)
    assert "« guide » existe déjà" in message


@pytest.mark.parametrize("name", ["criteria.yaml", "schemes/ptp.yaml", "glossary.yaml"])
def test_a_file_that_is_missing_empty_or_unreadable_is_refused(tmp_path, name):
    path = write_folder(tmp_path) / name
    path.unlink()
    assert [message for *_, message in refusal(tmp_path)] == ["Le fichier manque."]
    path.write_text("# rien\n", encoding="utf-8")
    assert refusal(tmp_path) == [(name, 1, "Le fichier est vide.")]
    path.write_bytes("name: é".encode("latin-1"))
    assert refusal(tmp_path) == [(name, 1, "Le fichier n'est pas en UTF-8.")]


@pytest.mark.parametrize("text", ["bonjour\n", "- bonjour\n", "42\n", "un: 1\n"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    write_folder(tmp_path, schemes__ptp=text, glossary="- {slug: a, term: A, definition: A.}\n")
    assert {file for file, *_ in refusal(tmp_path)} == {"schemes/ptp.yaml"}


def test_every_fault_is_told_at_once_in_the_order_of_files_and_lines(tmp_path):
    write_folder(
        tmp_path,
        schemes__ptp=card("ptp", "nom: x\npublication: parfois\n"),
        schemes__vae=card("vae", "nom: x\n"),
        sources="- {slug: guide, titre: Guide}\n",
    )
    assert [(file, line) for file, line, _ in refusal(tmp_path)] == [
        ("schemes/ptp.yaml", 11),
        ("schemes/ptp.yaml", 12),
        ("schemes/vae.yaml", 11),
        ("sources.yaml", 1),
        ("sources.yaml", 1),
    ]


def test_what_was_loaded_stays_as_it_was_when_the_next_load_is_refused(tmp_path):
    """The fault shows only once everything is written: the transaction takes it all back."""
    load(write_folder(tmp_path))
    CatalogueLoad.objects.all().delete()
    changed = FILES["schemes/ptp.yaml"].replace("Une phrase.", "Une autre phrase.")
    write_folder(tmp_path, schemes__ptp=changed.replace("in: [reconnu]", "in: [reconnu, aucun]"))
    ((*_, message),) = refusal(tmp_path)
    assert "ne décide jamais" in message
    assert Scheme.objects.get().summary == "Une phrase."


ENGLISH = re.compile(r"\b(?:input|should|valid|field|value|error|must|keys?)\b", re.IGNORECASE)
ODD = ("3.5", "-1", "[]", "[1]", "[1, 2, 3]", "{}", "{a: b}", "{1: b}", "oui", "2026-01-01")
ODDER = ("2026-01-01 12:30:00", "12:30", "99999999999", ".nan", ".inf", "'😀'", "~", "true")


@pytest.mark.parametrize(
    "field",
    [
        "name", "stages", "needs_review", "verified_on", "review_every_months", "duration",
        "figures", "steps", "tips", "actors", "links", "rules", "cases", "plain", "certifying",
    ],
)  # fmt: skip
def test_whatever_stands_in_a_field_the_reason_is_french(tmp_path, field):
    others = [line for line in card().splitlines() if not line.startswith(f"{field}:")]
    told = []
    for value in (*ODD, *ODDER):
        write_folder(tmp_path, schemes__ptp="\n".join([*others, f"{field}: {value}"]))
        try:
            read_catalogue(tmp_path)
        except CatalogueError as error:
            told += [fault.message.split(" : ", 1)[-1] for fault in error.faults]
    assert told
    assert sorted({message for message in told if ENGLISH.search(message)}) == []
