"""The forms that ask: every type of question, every bad value told in French."""

import re
from types import SimpleNamespace

import pytest
from django.utils.datastructures import MultiValueDict

from pathways.forms import AllQuestionsForm, QuestionForm, StartForm
from schemes.profile import Profile
from tests.pathways.kit import VOCABULARY

UNKNOWN_CHOICE = "Cette réponse n'existe pas : choisissez dans la liste."
NO_CHOICE = "Choisissez une réponse, ou « Je ne sais pas »."
NO_NUMBER = "Écrivez un nombre, ou choisissez « Je ne sais pas »."
BAD_NUMBER = "Écrivez un nombre entre 14 et 99, en chiffres."


def ask(key: str, *given: str) -> QuestionForm:
    form = QuestionForm(VOCABULARY[key], MultiValueDict({"answer": list(given)}))
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("key", "given", "answer"),
    [
        ("age", ["45"], 45),
        ("age", [" 45 "], 45),
        ("age", ["14"], 14),
        ("age", ["99"], 99),
        ("csp", ["oui"], True),
        ("csp", ["non"], False),
        ("handicap", ["reconnu"], "reconnu"),
        ("niveau", ["bac"], "bac"),
        ("departement", ["59"], "59"),
        ("statuts", ["salarie"], frozenset({"salarie"})),
        ("statuts", ["salarie", "inscrit", "inscrit"], frozenset({"salarie", "inscrit"})),
    ],
)
def test_a_good_value_becomes_an_answer_of_its_type(key, given, answer):
    form = ask(key, *given)
    assert form.errors == {}
    assert form.cleaned_data["answer"] == answer
    assert type(form.cleaned_data["answer"]) is type(answer)


@pytest.mark.parametrize(
    ("key", "given", "message"),
    [
        ("age", [], NO_NUMBER),
        ("age", ["  "], BAD_NUMBER),
        ("age", ["abc"], BAD_NUMBER),
        ("age", ["300"], BAD_NUMBER),
        ("age", ["13"], BAD_NUMBER),
        ("age", ["-45"], BAD_NUMBER),
        ("age", ["45,5"], BAD_NUMBER),
        ("age", ["4e1"], BAD_NUMBER),
        ("age", ["9" * 5000], BAD_NUMBER),
        ("age", ["😀"], BAD_NUMBER),
        ("csp", [], NO_CHOICE),
        ("csp", ["true"], UNKNOWN_CHOICE),
        ("handicap", [], NO_CHOICE),
        ("handicap", ["'; DROP TABLE"], UNKNOWN_CHOICE),
        ("niveau", ["doctorat"], UNKNOWN_CHOICE),
        ("departement", [""], NO_CHOICE),
        ("departement", ["2A"], UNKNOWN_CHOICE),
        ("statuts", [], NO_CHOICE),
        ("statuts", ["inscrit", "autre"], UNKNOWN_CHOICE),
        (
            "statuts",
            ["inscrit", "non-inscrit"],
            "« Libellé inscrit » et « Libellé non-inscrit » ne vont pas ensemble.",
        ),
    ],
)
def test_a_bad_value_is_told_in_french(key, given, message):
    assert ask(key, *given).errors == {"answer": [message]}


@pytest.mark.parametrize(
    ("key", "known", "shown"),
    [
        ("age", 45, 'value="45"'),
        ("csp", False, 'value="non"'),
        ("handicap", "reconnu", 'value="reconnu"'),
        ("departement", "59", 'value="59" selected'),
        ("statuts", frozenset({"salarie"}), 'value="salarie"'),
    ],
)
def test_a_known_answer_is_shown_to_be_changed(key, known, shown):
    html = str(QuestionForm(VOCABULARY[key], known=known)["answer"])
    assert shown in html
    checked = html.count("checked") + html.count("selected")
    assert checked == (0 if key == "age" else 1)


def test_no_answer_is_chosen_beforehand():
    html = "".join(str(QuestionForm(question)["answer"]) for question in VOCABULARY)
    assert "checked" not in html
    assert 'value="" selected' in html, "the list of departments starts with none"


def test_departments_of_the_region_come_first():
    html = str(QuestionForm(VOCABULARY["departement"])["answer"])
    assert html.index("Hauts-de-France") < html.index('"59"') < html.index("Autres départements")
    assert html.index("Autres départements") < html.index('"75"')


def start(**given) -> StartForm:
    journeys = [SimpleNamespace(slug="salarie", title="Salarié")]
    form = StartForm(
        MultiValueDict({key: [value] for key, value in given.items()}), journeys=journeys
    )
    form.is_valid()
    return form


@pytest.mark.parametrize("given", [{}, {"voix": ""}])
def test_for_whom_is_asked_for_in_french(given):
    assert start(**given).errors == {"voix": ["Dites d'abord pour qui vous répondez."]}


def test_only_for_whom_must_be_said():
    assert start(voix="moi").errors == {}
    whole = start(voix="conseil", parcours="salarie", etape="formation")
    assert whole.cleaned_data == {"voix": "conseil", "parcours": "salarie", "etape": "formation"}


@pytest.mark.parametrize("name", ["voix", "parcours", "etape"])
@pytest.mark.parametrize("value", ["robot", "😀", "'; DROP TABLE"])
def test_a_start_that_does_not_exist_is_told_in_french(name, value):
    (message,) = start(**{"voix": "moi", name: value}).errors[name]
    assert re.search(r"n'existe pas|n’est pas un choix valide|Choisissez|Sélectionnez", message)


def all_of(known: dict | None = None, **given) -> AllQuestionsForm:
    data = MultiValueDict({key: v if isinstance(v, list) else [v] for key, v in given.items()})
    form = AllQuestionsForm(VOCABULARY, data, profile=Profile(known or {}))
    form.is_valid()
    return form


def test_on_the_whole_page_what_is_left_empty_was_not_asked():
    form = all_of(age="45", csp="", handicap="", departement="")
    assert form.errors == {}
    assert form.cleaned_data == {"age": 45}


def test_the_whole_page_reads_every_type():
    form = all_of(age="45", csp="non", handicap="aucun", departement="59", statuts=["inscrit"])
    assert form.cleaned_data == {
        "age": 45,
        "csp": False,
        "handicap": "aucun",
        "departement": "59",
        "statuts": frozenset({"inscrit"}),
    }


def test_the_whole_page_tells_every_fault_beside_its_question():
    form = all_of(age="abc", handicap="x", statuts=["inscrit", "non-inscrit"], csp="oui")
    assert set(form.errors) == {"age", "handicap", "statuts"}
    assert form.errors["age"] == [BAD_NUMBER]
    assert form.errors["statuts"] == [
        "« Libellé inscrit » et « Libellé non-inscrit » ne vont pas ensemble."
    ]


def test_the_whole_page_shows_what_is_known_and_nothing_else():
    form = AllQuestionsForm(VOCABULARY, profile=Profile({"age": 45, "csp": True}))
    assert form.initial == {"age": 45, "csp": "oui"}
