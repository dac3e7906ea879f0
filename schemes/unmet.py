"""Which counts of needs without an answer may be shown, and which searched words kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from schemes.search.analyser import chunks_of

LEAST = 5  # a number below is never shown
MONTHS_KEPT = 12
MOST_WORDS = 4  # more is a story, which may tell of somebody
LONGEST_WORD = 25
MOST_DIGITS = 2  # more may be a telephone or a security number


@dataclass(frozen=True)
class Cell:
    """What is counted together; an empty value is not known, or was blurred."""

    month: date
    stage: str
    status: str = ""
    department: str = ""


BLURRED: tuple[Callable[[Cell], Cell], ...] = (
    lambda cell: cell,
    lambda cell: replace(cell, department=""),
    lambda cell: replace(cell, department="", status=""),
)


def released(counts: Mapping[Cell, int]) -> Counter[Cell]:
    """Groups of LEAST or more; each count is in one of them at most.

    A smaller one is told without its department, then without its status, together with others
    like it; what is still smaller is left out. All that a page shows is a sum of these groups:
    no total can give away what was left out.
    """
    shown: Counter[Cell] = Counter()
    left = dict(counts)
    for blurred in BLURRED:
        groups: Counter[Cell] = Counter()
        for cell, count in left.items():
            groups[blurred(cell)] += count
        shown.update({cell: count for cell, count in groups.items() if count >= LEAST})
        left = {cell: count for cell, count in groups.items() if count < LEAST}
    return shown


def by(groups: Mapping[Cell, int], name: str) -> Counter:
    """The sums of `groups` for each value of one of their fields."""
    sums: Counter = Counter()
    for cell, count in groups.items():
        sums[getattr(cell, name)] += count
    return sums


def kept_words(text: str) -> str:
    """What is kept of a search: its telling words, without accents, in alphabetical order.

    Nothing where the text may tell of somebody: an address, a number, a whole story.
    """
    words = sorted(
        {word.raw for chunk in chunks_of(text) for word in chunk.words if not word.is_stop}
    )
    if "@" in text or sum(map(str.isdigit, text)) > MOST_DIGITS or len(words) > MOST_WORDS:
        return ""
    return "" if any(len(word) > LONGEST_WORD for word in words) else " ".join(words)


def one_of(values: Iterable[str] | None) -> str:
    """A lone value, « plusieurs » for more: a set of them would begin to draw a person."""
    found = list(values or ())
    return "plusieurs" if len(found) > 1 else "".join(found)
