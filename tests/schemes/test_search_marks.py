"""What was looked for is marked in what is shown, and nothing that is shown is markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.search.marks import LONGEST_EXTRACT, Marker
from schemes.search.query import Thesaurus, parse


def mark(query: str, text: str) -> str:
    return Marker.of(parse(query)).mark(text)


def unmarked(text: str) -> str:
    return text.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("salarie", "Les salariés.", "Les <mark>salariés</mark>."),
        ("appren", "L’apprentissage", "L’<mark>apprentissage</mark>"),
        ("aide soignante", "Aide-soignant", "<mark>Aide</mark>-<mark>soignant</mark>"),
        ("pro-a", "La Pro-A, pro", "La <mark>Pro-A</mark>, pro"),
        ("formation en alternance", "En formation", "En <mark>formation</mark>"),
        ("rqth", "Sans rapport", "Sans rapport"),
        ("euro", "L'euro… 7 500 €", "L&#x27;<mark>euro</mark>… 7 500 €"),
    ],
)
def test_words_are_marked_as_they_are_written(query: str, text: str, marked: str) -> None:
    assert mark(query, text) == marked


def test_other_names_are_marked_too() -> None:
    thesaurus = Thesaurus({"ptp": (("projet", "transit"),)})
    marker = Marker.of(parse("ptp", thesaurus))
    assert marker.mark("Projet de transition") == "<mark>Projet</mark> de <mark>transition</mark>"


@given(st.text(), st.text())
def test_whatever_the_text_only_marks_are_markup(query: str, text: str) -> None:
    marked = unmarked(mark(query or "a", text))
    assert not set("<>\"'") & set(marked)


def test_markup_in_a_text_or_a_query_is_escaped() -> None:
    assert mark("script", "<script>x</script>") == (
        "&lt;<mark>script</mark>&gt;x&lt;/<mark>script</mark>&gt;"
    )


def test_an_extract_is_the_line_that_holds_the_most() -> None:
    marker = Marker.of(parse("zinzolin rare"))
    lines = ["Rien.", "Un zinzolin.", "Un zinzolin rare.", "Rare."]
    assert marker.extract(lines) == "Un <mark>zinzolin</mark> <mark>rare</mark>."
    assert marker.extract(["Rien."]) == ""


@pytest.mark.parametrize("before", [0, 40, 100, 500])
@pytest.mark.parametrize("after", [0, 40, 100, 500])
def test_a_long_line_is_cut_between_words_around_the_first_found(before: int, after: int) -> None:
    text = "mot " * before + "zinzolin" + " mot" * after
    extract = Marker.of(parse("zinzolin")).extract([text])
    assert "<mark>zinzolin</mark>" in extract
    bare = unmarked(extract).strip("…")
    assert len(bare) <= LONGEST_EXTRACT
    assert set(bare.split()) <= {"mot", "zinzolin"}


def test_a_word_without_end_is_cut_too() -> None:
    extract = Marker.of(parse("a")).extract(["zinzolin " + "x" * 10_000])
    assert extract == ""
    extract = Marker.of(parse("zinzolin")).extract(["zinzolin " + "x" * 10_000])
    assert extract == "<mark>zinzolin</mark>…"
