"""Finds the glossary's terms in a text. Pure: knows words, no page and no database.

A word in capitals is compared as written (« ARE » is not « are »), any other without its capital
and its plural. A form that two terms share names neither.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# Words that everybody knows, or that mean something else in most sentences.
LEFT_ALONE = frozenset({"competence", "competences-transversales", "equal", "trajectoire"})

_WORD = re.compile(r"[^\W_]+")
_ALTERNATIVES = re.compile(r"\s+/\s+")
_PRECISION = re.compile(r"\s*\(.*\)$")
_PLURAL = re.compile(r"(?<=\w{3})[sx]$")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary, as far as marking it needs."""

    slug: str
    name: str
    expansion: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a term; the expansion is told where the text has the term's own name."""

    start: int
    end: int
    slug: str
    expansion: str


class Lexicon:
    """The forms of all terms, each leading to its term."""

    def __init__(self, terms: Iterable[Term]):
        self._forms = _forms_of(term for term in terms if term.slug not in LEFT_ALONE)
        self._longest: dict[str, int] = {}
        for form in self._forms:
            words = _WORD.findall(form)
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def mentions(self, text: str) -> Iterator[Mention]:
        """In their order, the longest first where one holds another."""
        words = list(_WORD.finditer(text))
        index = 0
        while index < len(words):
            found = self._mention(text, words, index)
            if found:
                yield found[0]
            index += found[1] if found else 1

    def _mention(self, text: str, words: list, index: int) -> tuple[Mention, int] | None:
        start = words[index].start()
        most = self._longest.get(_word_key(words[index][0]), 0)
        for count in range(min(most, len(words) - index), 0, -1):
            end = words[index + count - 1].end()
            if known := self._forms.get(_key(text[start:end])):
                return Mention(start, end, *known), count
        return None


def _forms_of(terms: Iterable[Term]) -> Mapping[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    shared = set()
    for term in terms:
        for form, expansion in _names_of(term):
            if forms.setdefault(form, (term.slug, expansion))[0] != term.slug:
                shared.add(form)
    return {form: known for form, known in forms.items() if form not in shared}


def _names_of(term: Term) -> Iterator[tuple[str, str]]:
    """« EI / AI » is two names; a name of several words is no abbreviation."""
    name = _PRECISION.sub("", term.name)
    names = _ALTERNATIVES.split(name)
    expansion = "" if " " in name else term.expansion
    yield from ((_key(name), expansion) for name in names if _key(name))
    yield from ((_key(alias), "") for alias in term.aliases if _stands_alone(alias))


def _stands_alone(alias: str) -> bool:
    """Aliases are for the search: « insertion » in a sentence means no entry of the glossary."""
    words = _WORD.findall(alias)
    return len(words) > 1 or any(map(_is_acronym, words))


def _key(text: str) -> str:
    """`text` without capitals and plurals, with one kind of space and apostrophe."""
    spaced = " ".join(text.translate(_APOSTROPHES).split())
    return _WORD.sub(lambda word: _word_key(word[0]), spaced)


def _word_key(word: str) -> str:
    return word if _is_acronym(word) else _PLURAL.sub("", word.casefold())


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.upper() == word and not word.isdecimal()
