"""Where a text names a term of the glossary, and what is put there: once, and escaped."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.explaining import Lexicon, Term
from schemes.templatetags.glossary import mark_terms

RQTH = Term("rqth", "RQTH", "Reconnaissance de la qualité de travailleur handicapé")
TERMS = [
    RQTH,
    Term("are", "ARE", "Allocation d'aide au retour à l'emploi"),
    Term("vae", "VAE", "Validation des acquis de l'expérience"),
    Term("vae-inversee", "VAE inversée"),
    Term("contrat-apprentissage", "Contrat d'apprentissage"),
    Term("bloc", "Bloc de compétences"),
    Term("c2p", "C2P", "Compte professionnel de prévention"),
    Term("atmp", "AT/MP", "Accident du travail ou maladie professionnelle"),
    Term("tpe", "TPE / PME", "Très petite entreprise / petite et moyenne entreprise"),
    Term("ass-aide", "ASS (allocation)", "Allocation de solidarité spécifique"),
    Term("ass-metier", "ASS (assistant)", "Assistant de service social"),
    Term("siae", "SIAE", "Structure d'insertion", ("insertion", "chantier d'insertion")),
    Term("esrp", "ESRP", "Établissement de réadaptation", ("CRP",)),
]
LEXICON = Lexicon(TERMS)


def named(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.slug) for m in LEXICON.mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La RQTH ouvre des droits.", [("RQTH", "rqth")]),
        ("Les rqth", []),
        ("Elles sont ici, l'ARE aussi.", [("ARE", "are")]),
        ("une VAE inversée", [("VAE inversée", "vae-inversee")]),
        ("une VAE simple", [("VAE", "vae")]),
        ("Contrats d’apprentissage", [("Contrats d’apprentissage", "contrat-apprentissage")]),
        ("des blocs\nde\xa0compétences", [("blocs\nde\xa0compétences", "bloc")]),
        ("le C2P.", [("C2P", "c2p")]),
        ("accident (AT/MP)", [("AT/MP", "atmp")]),
        ("une PME", [("PME", "tpe")]),
        ("l'ASS", []),
        ("par l'insertion", []),
        ("un chantier d'insertion", [("chantier d'insertion", "siae")]),
        ("un CRP", [("CRP", "esrp")]),
        ("RQTHs et XRQTH", []),
        ("", []),
    ],
)
def test_a_text_names_terms(text, expected):
    assert named(text) == expected


def test_an_alias_is_not_given_the_expansion_of_the_term():
    assert [m.expansion for m in LEXICON.mentions("CRP, PME, RQTH")] == ["", "", RQTH.expansion]


def test_a_word_that_everybody_knows_is_left_alone():
    assert list(Lexicon([Term("competence", "Compétence")]).mentions("une compétence")) == []


def test_a_mention_becomes_a_link_that_keyboard_and_touch_reach():
    text = "La RQTH."
    assert mark_terms(text, list(LEXICON.mentions(text)), "/glossaire/") == (
        'La <a class="term" href="/glossaire/#rqth">'
        f'<abbr title="{RQTH.expansion}">RQTH</abbr></a>.'
    )


PIECES = st.sampled_from([term.name for term in TERMS] + ["<b>", '"', "'", "&", "&amp;", "</a>"])
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join)
MARKUP = re.compile(r'<a class="term" href="/g/#[a-z0-9-]+">|</a>|<abbr title="[^"<>]*">|</abbr>')


@given(TEXTS)
def test_no_text_breaks_out_and_none_is_lost(text):
    marked = mark_terms(text, list(LEXICON.mentions(text)), "/g/")
    bare = MARKUP.sub("", marked)
    assert not re.search(r"[<>\"']", bare)
    assert unescape(bare) == text


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_entry_of_the_glossary_breaks_out(slug, expansion):
    lexicon = Lexicon([Term(slug, "RQTH", expansion)])
    marked = mark_terms("la RQTH", list(lexicon.mentions("la RQTH")), "/g/")
    assert marked.count("<") in (2, 4)
    assert not re.search(r"<(?!/?(a|abbr)\b)", marked)


@given(TEXTS)
def test_mentions_come_in_order_and_apart(text):
    ends = [0]
    for mention in LEXICON.mentions(text):
        assert ends[-1] <= mention.start < mention.end <= len(text)
        ends.append(mention.end)
