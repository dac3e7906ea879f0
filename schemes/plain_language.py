"""How easily a French text reads: length of sentences, acronyms, Kandel-Moles score. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

MOST_WORDS = 12  # of a sentence in a plain version

# Said and read as a name by those who run them: nothing is gained by spelling them out.
PROPER_NAMES = {
    "AFTRAL", "AKTO", "DEFI", "FOCALE", "IPSHO", "OASISS", "OCAPIAT", "PACE", "PASS", "RECTEC",
    "SESAME", "SFER",
}  # fmt: skip

_END = re.compile(r"(?<=[.!?…])\s+")
_ELIDED = r"(?:(?:[cdjlmnst]|qu|jusqu|lorsqu)['’])?"
_ACRONYM = re.compile(rf"(?<![\w@.'’])(?i:{_ELIDED})([A-ZÀ-Ý0-9]{{2,}})(?![\w@])")
_WRITTEN_OUT = r"\w+[\s'’]\w+[»\s]+\({}\)"  # two words at least, then the acronym

Syllables = Callable[[str], int]


def words(text: str) -> list[str]:
    """What stands between spaces; a sign alone (« ? ») is no word."""
    return [word for word in text.split() if any(c.isalnum() for c in word)]


def sentences(lines: Iterable[str]) -> list[str]:
    return [sentence for line in lines for sentence in _END.split(line.strip()) if words(sentence)]


def acronyms(line: str) -> Iterator[str]:
    """Words of capitals and digits with two capitals at least: « C2P », « l'ESRP »."""
    found = (match[1] for match in _ACRONYM.finditer(line))
    return (word for word in found if sum(map(str.isalpha, word)) > 1)


def unexplained(lines: Iterable[str]) -> list[str]:
    """Acronyms whose first mention is not « written out (ACRONYM) », once each."""
    met: dict[str, bool] = {}
    for line in lines:
        for acronym in acronyms(line):
            explained = re.search(_WRITTEN_OUT.format(re.escape(acronym)), line) is not None
            met.setdefault(acronym, explained or acronym in PROPER_NAMES)
    return [acronym for acronym, explained in met.items() if not explained]


@dataclass(frozen=True)
class Reading:
    """A text to be read, line by line."""

    lines: tuple[str, ...]

    @cached_property
    def sentences(self) -> list[str]:
        return sentences(self.lines)

    @property
    def longest(self) -> str:
        """The sentence with most words; nothing where there is no text."""
        return max(self.sentences, key=lambda sentence: len(words(sentence)), default="")

    @property
    def most_words(self) -> int:
        return len(words(self.longest))

    def kandel_moles(self, syllables: Syllables) -> float:
        """From 0 (hard) to 100 and more (easy): Flesch's score, with the weights of French.

        Kandel and Moles, 1958: 207 - 1.015 words a sentence - 73.6 syllables a word.
        Raises ValueError where there is no text.
        """
        found = [word for sentence in self.sentences for word in words(sentence)]
        if not found:
            raise ValueError("There is nothing to read.")
        spoken = sum(syllables(word) for word in found)
        return 207 - 1.015 * len(found) / len(self.sentences) - 73.6 * spoken / len(found)
