"""Words of the index that resemble a word that it does not hold."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from schemes.models.search import SearchWord
from schemes.search.analyser import fold

MOST_WORDS = 4
SURE_LENGTH = 4  # from this length on, one slip of the finger leaves little doubt
SLIPS = {3: 1, 6: 2, 10: 3}  # letters wrong, missing, too many or swapped, by length of word


def slips_allowed(word: str) -> int:
    return max((slips for length, slips in SLIPS.items() if len(word) >= length), default=0)


def words_like(word: str) -> list[str]:
    """Up to four words of the index, nearest first; among equals those that begin alike.

    One query, over the words whose length is near enough.
    """
    raw = fold(word)
    allowed = slips_allowed(raw)
    if not allowed:
        return []
    near = SearchWord.objects.filter(length__range=(len(raw) - allowed, len(raw) + allowed))
    known = dict(near.order_by("word").values_list("word", "raw"))
    found = process.extract(raw, known, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    ordered = sorted((slips, other[:1] != raw[:1], w) for other, slips, w in found)
    return [w for _, _, w in ordered][:MOST_WORDS]


def is_sure(word: str, other: str) -> bool:
    """So near that what the other finds may be shown without asking."""
    slips = OSA.distance(fold(word), fold(other))
    return len(word) >= SURE_LENGTH and slips <= max(1, slips_allowed(word) - 1)


def with_words(words: Iterable[str], others: dict[str, str]) -> str:
    return " ".join(others.get(word, word) for word in words)
