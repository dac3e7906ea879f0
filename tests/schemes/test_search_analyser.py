"""Words and stems: what is typed on a phone finds what is written with care."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.search import analyser
from schemes.search.analyser import LONGEST_TOKEN, chunks_of, fold, keys_of, stems_of
from tests.pages import ODD_TEXTS


def tokens(text: str) -> set[str]:
    return {t for chunk in chunks_of(text) for word in chunk.meaningful for t in word.tokens}


def written(text: str) -> list[str]:
    return [word.written for chunk in chunks_of(text) for word in chunk.meaningful]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("salarie", "salarié"),
        ("salariee", "salariés"),
        ("SALARIÉE", "salarié"),
        ("handicapee", "handicap"),
        ("apprentie", "apprentis"),
        ("soignant", "soignante"),
        ("travailleuse", "travailleurs"),
        ("formatrices", "formateur"),
        ("conseillere", "conseiller"),
        ("infirmieres", "infirmier"),
        ("emplois", "emploi"),
        ("travaux", "travail"),
        ("reeducation", "rééducation"),
        ("oeuvre", "œuvre"),
        ("former", "formée"),
        ("professionnelle", "professionnels"),
    ],
)
def test_inflected_and_unaccented_forms_meet(typed: str, stored: str) -> None:
    assert tokens(typed) & tokens(stored)


@pytest.mark.parametrize(
    ("one", "other"),
    [("emploi", "formation"), ("apprenti", "appui"), ("ptp", "pmsmp"), ("vae", "rae")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert not tokens(one) & tokens(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'apprentissage d’un métier", ["apprentissage", "métier"]),
        ("jusqu'à l´emploi", ["emploi"]),
        ("l apprentissage", ["apprentissage"]),
        ("R.Q.T.H.", ["rqth"]),
        ("7 500 € et 2\u202f009", ["7500", "2009"]),
        ("03 59 61 62 63", ["03", "59", "61", "62", "63"]),
        ("aide-soignante", ["aide", "soignante"]),
        ("Pro-A", ["proa"]),
        ("AT/MP", ["at", "mp"]),
        ("en in\u00advi\u200bsible", ["invisible"]),
        ("\u202eC2P\u202c", ["c2p"]),
        ("عربي 漢字 😀 !?*", []),
    ],
)
def test_apostrophes_hyphens_digits_and_signs(text: str, words: list[str]) -> None:
    assert written(text) == words


def test_small_words_are_noise_and_acronyms_are_not() -> None:
    assert written("en EA et pour une RQTH") == ["ea", "rqth"]
    assert written("un DE dans la SIAE") == ["de", "siae"]
    assert written("FORMATION EN ALTERNANCE") == ["formation", "alternance"]
    assert written("est-ce que je puis-je ou existe-t-il") == ["existe"]


def test_a_name_keeps_its_stop_words_where_it_has_nothing_else() -> None:
    assert stems_of("DE") == ("de",)
    assert stems_of("mise en situation") == ("mis", "situat")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("duo day", "DuoDay"),
        ("duoday", "Duo-Day"),
        ("pro a", "Pro-A"),
        ("proa", "Pro-A"),
        ("bilans de competence", "Bilan de compétences"),
        ("bilan competences", "Bilan de compétences"),
        ("at mp", "AT/MP"),
        ("inclupro", "Inclu'Pro"),
        ("prepa-apprentissage", "Prépa apprentissage"),
    ],
)
def test_a_whole_name_is_known_however_it_is_spaced(typed: str, name: str) -> None:
    assert keys_of(typed) & keys_of(name)


def test_part_of_a_compound_does_not_name_it() -> None:
    assert not keys_of("pro") & keys_of("Pro-A")


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_gives_plain_tokens(text: str) -> None:
    check_plain(text)


@given(st.text())
def test_any_text_gives_plain_tokens(text: str) -> None:
    check_plain(text)


def check_plain(text: str) -> None:
    for chunk in chunks_of(text):
        for word in (*chunk.words, *filter(None, [chunk.joined])):
            for token in word.tokens:
                assert re.fullmatch(r"[a-z0-9]+", token), repr(token)
                assert len(token) <= LONGEST_TOKEN
    assert all(re.fullmatch(r"[a-z0-9]+", key) for key in keys_of(text))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêàùçôî'- ", max_size=40))
def test_accents_never_decide(text: str) -> None:
    """What is typed without accents finds what is stored with them."""
    for bare, whole in zip(chunks_of(fold(text)), chunks_of(text), strict=True):
        assert {word.stem for word in bare.words} == {word.stem for word in whole.words}


def test_threads_do_not_mix_their_words():
    """A server's threads analyse at once, and stems are kept: one mixed up would stay."""
    words = [f"{stem}{end}" for stem in ("recevabilit", "perfectionn", "y", "accompagn")
             for end in ("é", "ement", "euses", "aient", "ations", "")] * 8  # fmt: skip
    uncached = analyser._forms.__wrapped__  # the cache would hide the stemmer
    expected = [uncached(word) for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            runs = list(threads.map(lambda _: [uncached(word) for word in words], range(8)))
    finally:
        sys.setswitchinterval(interval)
    assert runs == [expected] * 8
