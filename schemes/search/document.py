"""What is stored of one object: its texts in four columns, as tokens."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from schemes.search.analyser import VERSION, Chunk, chunks_of, fold, keys_of

GAP = "_"  # a place that no token takes: no phrase runs over it
LONGEST_TITLE = 200
SHORTEST_WORD, LONGEST_WORD = 3, 60


@dataclass(frozen=True)
class Document:
    """The lines of each column (see `plan`); `keyed` and `also_keyed` are whole names."""

    kind: str
    object_id: int
    name: str
    keyed: tuple[str, ...]
    also_keyed: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    is_historic: bool = False

    @cached_property
    def columns(self) -> tuple[list[str], ...]:
        """The tokens of the columns a, b, c and d."""
        names, other_names, *texts = self._analysed
        return (
            _tokens(names, self.keyed),
            _tokens(other_names, self.also_keyed),
            *(_tokens(lines) for lines in texts),
        )

    @cached_property
    def _analysed(self) -> tuple[list[list[Chunk]], ...]:
        """For each column the words of each of its lines."""
        columns = (
            (*self.keyed, *self.names),
            (*self.also_keyed, *self.other_names),
            self.summary,
            self.body,
        )
        return tuple([chunks_of(line) for line in lines] for lines in columns)

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines of which an extract may be shown."""
        return tuple(line for line in (*self.summary, *self.body) if line)

    @property
    def title(self) -> str:
        return sort_key(self.name)

    @property
    def length(self) -> int:
        return len(chunks_of(self.name))

    @cached_property
    def digest(self) -> str:
        parts = (str(VERSION), str(self.is_historic), self.title, *map(" ".join, self.columns))
        return sha256("\n".join((*parts, *self.shown)).encode()).hexdigest()

    @property
    def words(self) -> dict[str, str]:
        """The words that may be proposed, as written, with their form without accents."""
        return {
            word.written: word.raw
            for lines in self._analysed
            for line in lines
            for chunk in line
            for word in chunk.meaningful
            if SHORTEST_WORD <= len(word.written) <= LONGEST_WORD and not word.raw.isdigit()
        }


def sort_key(name: str) -> str:
    """The name without anything that two databases would sort differently."""
    letters = (c for c in fold(name) if c.isascii() and c.isalnum())
    return "".join(letters)[:LONGEST_TITLE]


def _tokens(lines: Iterable[list[Chunk]], keyed: Iterable[str] = ()) -> list[str]:
    """Stems in their order, a gap after each line; then other forms and keys, once each."""
    tokens: list[str] = []
    others: set[str] = {f"_{key}" for name in keyed for key in keys_of(name)}
    for line in lines:
        for chunk in line:
            tokens += [word.stem for word in chunk.meaningful]
            others.update(token for word in chunk.meaningful for token in word.others)
            others.update(chunk.joined.tokens if chunk.joined else ())
        tokens.append(GAP)
    return tokens + sorted(others)
