"""Answers as they come from a session or the API: every type, every fault told in French."""

import json

import pytest

from schemes.profile import UNKNOWN, Profile, ProfileError, read_profile
from tests.pathways.kit import VOCABULARY

EVERY_TYPE = {
    "statuts": ["inscrit", "salarie"],
    "age": 45,
    "departement": "59",
    "handicap": "reconnu",
    "niveau": "bac",
    "csp": False,
}


def errors_of(raw) -> dict:
    with pytest.raises(ProfileError) as caught:
        read_profile(raw, VOCABULARY)
    return caught.value.errors


def test_every_type_is_read():
    profile = read_profile(EVERY_TYPE, VOCABULARY)
    assert dict(profile.answers) == {
        **EVERY_TYPE,
        "statuts": frozenset({"inscrit", "salarie"}),
    }


def test_reading_and_writing_back_changes_nothing():
    raw = {**EVERY_TYPE, "contrat": None}
    assert read_profile(raw, VOCABULARY).as_json() == raw


def test_what_is_written_is_json():
    profile = read_profile({"statuts": [], "csp": None}, VOCABULARY)
    assert json.dumps(profile.as_json()) == '{"statuts": [], "csp": null}'


def test_null_is_asked_and_not_known():
    profile = read_profile({"age": None}, VOCABULARY)
    assert profile.answers["age"] is UNKNOWN
    assert profile.is_asked("age")
    assert not profile.is_known("age")
    assert profile.value("age") is None


def test_a_missing_key_was_not_asked():
    profile = read_profile({}, VOCABULARY)
    assert not profile.is_asked("age")
    assert profile.value("age") is None


def test_false_and_nothing_ticked_are_known():
    profile = read_profile({"csp": False, "statuts": []}, VOCABULARY)
    assert profile.is_known("csp")
    assert profile.value("statuts") == frozenset()


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("age", "45", "Donnez un nombre entier."),
        ("age", 45.0, "Donnez un nombre entier."),
        ("age", True, "Donnez un nombre entier."),
        ("age", [45], "Donnez un nombre entier."),
        ("age", 13, "Donnez un nombre entre 14 et 99 ans."),
        ("age", 300, "Donnez un nombre entre 14 et 99 ans."),
        ("age", 10**400, "Donnez un nombre entre 14 et 99 ans."),
        ("csp", "oui", "Répondez par oui ou par non (true ou false)."),
        ("csp", 1, "Répondez par oui ou par non (true ou false)."),
        ("handicap", "inconnu", "« inconnu » n'est pas une réponse possible."),
        ("handicap", ["reconnu"], "Donnez une seule valeur, sous forme de texte."),
        ("handicap", {}, "Donnez une seule valeur, sous forme de texte."),
        ("niveau", 3, "Donnez une seule valeur, sous forme de texte."),
        ("departement", 59, "Donnez une seule valeur, sous forme de texte."),
        ("departement", "2A", "« 2A » n'est pas une réponse possible."),
        ("statuts", "inscrit", "Donnez une liste de valeurs."),
        ("statuts", {"inscrit": True}, "Donnez une liste de valeurs."),
        ("statuts", ["inscrit", None], "Donnez une seule valeur, sous forme de texte."),
        ("statuts", ["retraite"], "« retraite » n'est pas une réponse possible."),
        (
            "statuts",
            ["inscrit", "non-inscrit"],
            "« Libellé inscrit » et « Libellé non-inscrit » ne vont pas ensemble.",
        ),
    ],
)
def test_a_bad_value_is_told_in_french(key, value, message):
    assert errors_of({key: value}) == {key: [message]}


def test_every_fault_is_told_at_once():
    raw = {"age": "abc", "csp": 0, "inconnue": 1, "handicap": "reconnu"}
    assert set(errors_of(raw)) == {"age", "csp", "inconnue"}


def test_an_unknown_question_is_told_and_cut_short():
    assert errors_of({"x" * 500: 1}) == {"x" * 80: ["Cette question n'existe pas."]}


def test_a_long_wrong_value_is_cut_short():
    (message,) = errors_of({"handicap": "x" * 500})["handicap"]
    assert len(message) < 120


@pytest.mark.parametrize("raw", [None, [], "profil", 3])
def test_a_profile_that_is_no_object_is_told(raw):
    assert errors_of(raw) == {"profil": ["Le profil est un objet JSON : une clé par question."]}


def test_a_profile_never_changes():
    profile = Profile({"age": 45})
    older = profile.with_answer("age", 46)
    assert (profile.value("age"), older.value("age")) == (45, 46)
    assert not older.without("age").is_asked("age")
    assert older.is_asked("age")
    with pytest.raises(TypeError):
        read_profile({"age": 45}, VOCABULARY).answers["age"] = 46
