"""Turns French text into words and stems, the same for what is stored and what is asked.

A token is made of a-z and 0-9 alone, whatever was typed: no query can be a syntax error.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from schemes.search.stopwords import STOP_WORDS

VERSION = 2  # raised with each change of what is stored: the rest is then rebuilt
LONGEST_TOKEN = 40
LONGEST_KEY = 120


class _Stemmer(threading.local):
    """A stemmer keeps the word at hand in itself: each thread of the server has its own."""

    def __init__(self):
        self.stem = snowballstemmer.stemmer("french").stemWord


_stemmer = _Stemmer()

_ELIDED = frozenset({*"ldjmtsnc", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"})
_UNACCENTED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_SIGNS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "´": "'", "`": "'", "‐": "-", "‑": "-"})
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_CHUNK = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_PART = re.compile(r"[^'-]+")
_NOT_TOKEN = re.compile(r"[^a-z0-9]+")

# What the stemmer leaves apart: feminine forms, and plurals that it takes for other words.
_IRREGULAR = {"travaux": "travail"}
_ENDINGS = (
    (re.compile(r"ees?$"), "e"),
    (re.compile(r"euses?$"), "eur"),
    (re.compile(r"trices?$"), "teur"),
    (re.compile(r"eres?$"), "er"),
    (re.compile(r"(?<=[^s])s$"), ""),
    (re.compile(r"(?<=[eo]u)x$"), ""),
)
_SHORTEST_INFLECTED = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the cleaned text, how it is written, what it is looked for by.

    `raw` has no accents; `stem` is that of `raw`; `others` are the stem of the word with its
    accents and `raw` itself, where they differ.
    """

    start: int
    end: int
    written: str
    raw: str
    stem: str
    others: tuple[str, ...] = ()
    is_stop: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        return (self.stem, *self.others)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A word, or the words that hyphens or apostrophes tie, with what they make `joined`."""

    words: tuple[Word, ...]
    joined: Word | None = None

    @property
    def meaningful(self) -> tuple[Word, ...]:
        """Without stop words; « Pro-A », of which a part would mean nothing alone, is joined."""
        words = tuple(word for word in self.words if not word.is_stop)
        dropped = [word for word in self.words if word.is_stop]
        is_name = self.joined and words and dropped and all(len(w.raw) == 1 for w in dropped)
        return (self.joined,) if is_name else words


def fold(text: str) -> str:
    """`text` in small letters, without accents."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(_UNACCENTED))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def clean(text: str) -> str:
    """`text` with plain apostrophes, hyphens and spaces, without invisible signs."""
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = "".join(" " if c.isspace() else c for c in text if unicodedata.category(c) != "Cf")
    return _DOTTED.sub(lambda found: found[0].replace(".", ""), _THOUSANDS.sub("", text))


def chunks_of(text: str) -> list[Chunk]:
    """The words of `text` in their order, stop words included and marked."""
    text = clean(text)
    shouted = text.isupper()  # then capitals are no sign of an acronym
    return [chunk for found in _CHUNK.finditer(text) if (chunk := _chunk(found, shouted)).words]


def _chunk(found: re.Match, shouted: bool) -> Chunk:
    parts = list(_PART.finditer(found[0]))
    while len(parts) > 1 and fold(parts[0][0]) in _ELIDED and found[0][parts[0].end()] == "'":
        del parts[0]
    read = (_word(part[0], found.start() + part.start(), shouted) for part in parts)
    words = tuple(word for word in read if word)
    return Chunk(words, _joined(words) if len(words) > 1 else None)


def _word(text: str, start: int, shouted: bool) -> Word | None:
    written = text.lower()
    raw, stem, others = _forms(written)
    if not raw:
        return None
    is_acronym = len(text) > 1 and text.isupper() and not shouted
    is_stop = not is_acronym and _is_common(raw)
    return Word(start, start + len(text), written, raw, stem, others, is_stop)


def _joined(words: tuple[Word, ...]) -> Word:
    """« aide-soignante » as « aidesoignante », which ends as its last word does."""
    *first, last = words
    start = "".join(word.raw for word in first)
    written = "".join(word.written for word in words)
    stem, *others = dict.fromkeys((start + token)[:LONGEST_TOKEN] for token in last.tokens)
    return Word(words[0].start, last.end, written, start + last.raw, stem, tuple(others))


def _is_common(raw: str) -> bool:
    return raw in STOP_WORDS or (len(raw) == 1 and raw.isalpha())


@lru_cache(maxsize=50_000)
def _forms(written: str) -> tuple[str, str, tuple[str, ...]]:
    """Without accents; its stem; the other forms."""
    raw = _token(written)
    stem = _stemmer.stem(_without_ending(raw))
    others = {_token(_stemmer.stem(written)), raw} - {stem, ""}
    return raw, stem, tuple(sorted(others))


def _token(text: str) -> str:
    return _NOT_TOKEN.sub("", fold(text))[:LONGEST_TOKEN]


def _without_ending(raw: str) -> str:
    if raw in _IRREGULAR or len(raw) < _SHORTEST_INFLECTED:
        return _IRREGULAR.get(raw, raw)
    for ending, replacement in _ENDINGS:
        if ending.search(raw):
            return ending.sub(replacement, raw)
    return raw


def stems_of(name: str) -> tuple[str, ...]:
    """The stems of a name: of its stop words too where it has nothing else (« DE »)."""
    chunks = chunks_of(name)
    words = [word for chunk in chunks for word in chunk.meaningful]
    return tuple(word.stem for word in words or (word for c in chunks for word in c.words))


def keys_of(name: str) -> set[str]:
    """What a whole name is recognised by, spaces and hyphens aside: « Duo Day », « DuoDay ».

    With and without its stop words: « bilan compétences » names the « bilan de compétences ».
    """
    chunks = chunks_of(name)
    keys = {_key(word for chunk in chunks for word in chunk.words)}
    keys.add(_key(word for chunk in chunks for word in chunk.meaningful))
    return keys - {""}


def _key(words: Iterable[Word]) -> str:
    return "".join(_without_ending(word.raw) for word in words)[:LONGEST_KEY]
