"""Shows where the words were found: marked titles and extracts, of the page at hand alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from schemes.search.analyser import Word, chunks_of
from schemes.search.query import Query, Term

LONGEST_EXTRACT = 170  # characters
ELLIPSIS = "…"
MOST_WORDS = 8_192  # kept as they were read: cards say the same ones again and again

_COMPOUND = re.compile(r"[^\W_]+(?:['’‐‑-][^\W_]+)*")
_SIMPLE = re.compile(r"[^\W_]+")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """What is to be marked of any text, for one query; `known` are the words met so far."""

    tokens: frozenset[str]
    beginnings: tuple[str, ...]
    known: dict[str, tuple[Place, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, query: Query) -> "Marker":
        terms = list(_terms(query))
        return cls(
            frozenset(token for term in terms for token in term.tokens),
            tuple({term.beginning for term in terms if term.beginning}),
        )

    def mark(self, text: str) -> SafeString:
        """`text`, escaped, its words that were looked for between <mark> and </mark>."""
        return _marked(text, list(self._places(text)))

    def extract(self, lines: Iterable[str]) -> SafeString:
        """The line that holds the most of what was looked for, cut around it; or nothing."""
        found = [(line, places) for line in lines if (places := list(self._places(line)))]
        if not found:
            return SafeString("")
        line, places = max(found, key=lambda pair: len({pair[0][a:b] for a, b in pair[1]}))
        return _cut(line, places)

    def _places(self, text: str) -> Iterator[Place]:
        """Where the words stand in `text` as it is written."""
        for compound in _COMPOUND.finditer(text):
            start = compound.start()
            for first, last in self._places_in(compound[0]):
                yield start + first, start + last

    def _places_in(self, compound: str) -> tuple[Place, ...]:
        if compound not in self.known:
            self.known[compound] = tuple(self._sought_in(compound))
        return self.known[compound]

    def _sought_in(self, compound: str) -> Iterator[Place]:
        if self._is_sought(_joined(compound)):
            yield 0, len(compound)
            return
        for simple in _SIMPLE.finditer(compound):
            if any(self._is_sought(word) for word in _words(simple[0])):
                yield simple.span()

    def _is_sought(self, word: Word | None) -> bool:
        if word is None or word.is_stop:
            return False
        return not self.tokens.isdisjoint(word.tokens) or word.raw.startswith(self.beginnings)


@lru_cache(maxsize=MOST_WORDS)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(word for chunk in chunks_of(text) for word in chunk.words)


@lru_cache(maxsize=MOST_WORDS)
def _joined(text: str) -> Word | None:
    return next((chunk.joined for chunk in chunks_of(text)), None)


def _terms(query: Query) -> Iterator[Term]:
    for group in query.groups:
        for alternative in group.alternatives:
            yield from alternative.terms


def _marked(text: str, places: Iterable[Place]) -> SafeString:
    parts, last = [], 0
    for start, end in places:
        parts += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308 - each part is escaped


def _cut(text: str, places: list[Place]) -> SafeString:
    first = places[0][0]
    start = _word_start(text, first - LONGEST_EXTRACT // 3)
    stop = _word_end(text, start)
    kept = [(a - start, b - start) for a, b in places if b <= stop]
    return format_html(
        "{}{}{}",
        ELLIPSIS if start else "",
        _marked(text[start:stop], kept),
        ELLIPSIS if stop < len(text) else "",
    )


def _word_start(text: str, place: int) -> int:
    return text.find(" ", place) + 1 if place > 0 else 0


def _word_end(text: str, start: int) -> int:
    stop = start + LONGEST_EXTRACT
    if stop >= len(text):
        return len(text)
    space = text.rfind(" ", start, stop)
    return space if space > start else stop
