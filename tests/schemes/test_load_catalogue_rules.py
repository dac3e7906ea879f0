"""Rules, cases and figures that cannot be true stop the load, on the line where they stand."""

import pytest

from tests.schemes.catalogue_kit import RULES, card, check_refused, load, refusal, write_folder

pytestmark = pytest.mark.django_db

NEVER = "Cette condition ne décide jamais"
ANOTHER = "{criterion: handicap, in: [aucun], wording: x, source: guide, place: x}"
FAULTS = {
    "operator": ("between: [16, null]", "in: [reconnu]", "ne convient pas au critère « age »."),
    "domain": ("between: [16, null]", "between: [16, 150]", "hors du domaine de « age »"),
    "order": ("between: [16, null]", "between: [29, 16]", "borne haute est sous la borne basse"),
    "no bound": ("between: [16, null]", "between: [null, null]", "au moins une borne"),
    "every age": ("between: [16, null]", "between: [14, 99]", NEVER),
    "every answer": ("in: [reconnu]", "in: [reconnu, aucun]", NEVER),
    "value": ("in: [reconnu]", "in: [martien]", "Réponse inconnue de « handicap » : martien."),
    "empty": ("in: [reconnu]", "in: []", "la liste est vide"),
    "criterion": ("criterion: handicap", "criterion: taille", "« taille » n'est pas un critère."),
    "two tests": ("in: [reconnu]", "in: [reconnu]\n          is: true", "un seul test"),
    "no test": ("          in: [reconnu]\n", "", "Un critère va avec un test"),
    "source": ("source: guide", "source: lune", "« lune » n'existe pas (sources)."),
    "exception": (
        "place: page 1",
        "place: page 1\n      unless: {criterion: age, in: [reconnu], wording: x}",
        "ne convient pas au critère « age ».",
    ),
    "open to all": (
        "place: page 2",
        "place: page 2\n          scope: a-confirmer",
        "Ce public n'a pas de condition requise",
    ),
    "nobody": (
        "place: page 2",
        f"place: page 2\n        - {ANOTHER}",
        "Personne ne peut appartenir à ce public : « Avoir un handicap reconnu. » contredit « x ».",
    ),
    "key": (
        "place: page 2",
        f"place: page 2\n    - {{key: reconnu, label: B, conditions: [{ANOTHER}]}}",
        "Le public « reconnu » est répété.",
    ),
}


@pytest.mark.parametrize(("old", "new", "words"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_rule_is_refused(tmp_path, old, new, words):
    assert old in RULES
    write_folder(tmp_path, schemes__ptp=card(more=RULES.replace(old, new, 1)))
    ((file, line, message),) = refusal(tmp_path)
    assert file == "schemes/ptp.yaml"
    assert line > card().count("\n"), "the line is one of the rules"
    assert words in message


@pytest.mark.parametrize(
    ("old", "new", "needle"),
    [
        ("in: [reconnu]", "in: [martien]", "criterion: handicap"),
        ("in: [reconnu]", "in: [reconnu, aucun]", "criterion: handicap"),
        ("between: [16, null]", "between: [14, 99]", "criterion: age"),
    ],
)
def test_the_line_is_that_of_the_condition(tmp_path, old, new, needle):
    text = card(more=RULES.replace(old, new, 1))
    check_refused(tmp_path, "schemes__ptp", text, needle, "")


CASE = "{slug: a, label: Jeune, profile: {age: 15}, verdict: %s}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", "« Jeune » attend « oui », les règles donnent « non »."),
        ("age: 15", "age: abc", "age : Donnez un nombre entier."),
        ("age: 15", "taille: 1", "taille : Cette question n'existe pas."),
        ("verdict: oui", "verdict: bof", "valeur inconnue"),
    ],
)
def test_a_case_that_the_rules_do_not_give_is_refused(tmp_path, old, new, words):
    text = card(more=f"{RULES}cases:\n  - {(CASE % 'oui').replace(old, new)}\n")
    check_refused(tmp_path, "schemes__ptp", text, "slug: a", words)


def test_a_case_that_the_rules_do_give_is_loaded(tmp_path):
    load(write_folder(tmp_path, schemes__ptp=card(more=f"{RULES}cases:\n  - {CASE % 'non'}\n")))


FIGURE = "figures:\n  - {key: aide, label: Aide, value: %s, unit: €}\n"


def test_the_same_figure_with_two_values_is_refused(tmp_path):
    write_folder(tmp_path, schemes__ptp=card("ptp", FIGURE % 500))
    text, words = card("vae", FIGURE % 800), "« aide » a une autre valeur dans ptp.yaml."
    check_refused(tmp_path, "schemes__vae", text, "key: aide", words)


def test_the_same_figure_with_the_same_value_is_loaded(tmp_path):
    load(write_folder(tmp_path, schemes__ptp=card("ptp", FIGURE % 500)))
    load(write_folder(tmp_path, schemes__vae=card("vae", FIGURE % "500.00")))


def test_a_figure_twice_on_a_card_is_refused(tmp_path):
    text = card(more=FIGURE % 500 + "  - {key: aide, label: B, value: 500, unit: €}\n")
    check_refused(tmp_path, "schemes__ptp", text, "label: B", "Le chiffre « aide » est répété.")


def test_the_same_case_on_two_cards_is_refused(tmp_path):
    case = "cases:\n  - {slug: a, label: A, profile: {}, verdict: a-verifier}\n"
    write_folder(tmp_path, schemes__ptp=card("ptp", case))
    words = "Le cas type « a » existe déjà."
    check_refused(tmp_path, "schemes__vae", card("vae", case), "slug: a", words)
