"""What is looked for: the words that were typed, as groups of equivalent expressions.

A result holds every group, in one of its alternatives. No database here: stores read a `Query`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from schemes.search.analyser import Chunk, chunks_of, keys_of

LONGEST_TEXT = 400  # of what is typed; the rest is not read
MOST_GROUPS = 12
LONGEST_NAME = 7  # chunks of a name of the thesaurus
SHORTEST_BEGINNING = 4  # letters: a shorter word is taken whole, as acronyms are

# How near to what was typed an alternative is.
TYPED, NAMED, BEGUN = 10, 7, 6


@dataclass(frozen=True, slots=True)
class Term:
    """One word: any of its `tokens`, or any token that starts with `beginning`."""

    tokens: tuple[str, ...]
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """All of the terms, side by side where they are a phrase."""

    terms: tuple[Term, ...]
    factor: int = TYPED
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What stands for one word or one name of the query; `written` are its words as typed."""

    alternatives: tuple[Alternative, ...]
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """`keys` recognise an entry by its whole name; `is_common` says that all are stop words."""

    text: str = ""
    groups: tuple[Group, ...] = ()
    keys: tuple[str, ...] = ()
    is_common: bool = False

    def __bool__(self) -> bool:
        return bool(self.groups)


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Other names of a name: its stems without spaces, to the stems of each other name."""

    others: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def of(self, units: Iterable["_Unit"]) -> tuple[tuple[str, ...], ...]:
        return self.others.get("".join(stem for unit in units for stem in unit.stems), ())


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is to be found of a chunk: all of `terms`, or what they are `joined`."""

    terms: tuple[Term, ...]
    stems: tuple[str, ...]
    written: tuple[str, ...]
    raw: str  # its last word
    joined: Term | None = None


def parse(
    text: str, thesaurus: Thesaurus | None = None, shortest: int = SHORTEST_BEGINNING
) -> Query:
    """Read `text`; its last word, from `shortest` letters on, may be the beginning of another."""
    text = text[:LONGEST_TEXT]
    chunks = chunks_of(text)
    kept = [chunk for chunk in chunks if chunk.meaningful]
    units = [_unit(chunk) for chunk in kept or chunks]
    if kept and kept[-1] is chunks[-1]:
        units[-1] = _begun(units[-1], shortest)
    groups = {g.alternatives: g for g in _groups(units, thesaurus or Thesaurus())}
    return Query(
        text,
        tuple(groups.values())[:MOST_GROUPS],
        tuple(sorted(keys_of(text))),
        is_common=bool(chunks) and not kept,
    )


def _unit(chunk: Chunk) -> _Unit:
    words = chunk.meaningful or chunk.words
    return _Unit(
        terms=tuple(Term(word.tokens) for word in words),
        stems=tuple(word.stem for word in words),
        written=tuple(word.written for word in words),
        raw=words[-1].raw,
        joined=Term(chunk.joined.tokens) if chunk.joined and len(words) > 1 else None,
    )


def _begun(unit: _Unit, shortest: int) -> _Unit:
    """`unit` with a last word that may be the beginning of another."""
    if len(unit.raw) < shortest:
        return unit
    *first, last = unit.terms
    return replace(unit, terms=(*first, replace(last, beginning=unit.raw)))


def _groups(units: list[_Unit], thesaurus: Thesaurus) -> Iterator[Group]:
    """The longest names that the thesaurus knows, and the other units one by one."""
    while units:
        sizes = range(min(len(units), LONGEST_NAME), 1, -1)
        size = next((n for n in sizes if thesaurus.of(units[:n])), 1)
        yield _group(units[:size], thesaurus)
        units = units[size:]


def _group(units: list[_Unit], thesaurus: Thesaurus) -> Group:
    terms = tuple(term for unit in units for term in unit.terms)
    whole = tuple(Term(term.tokens) for term in terms)
    alternatives = [Alternative(whole)]
    alternatives += [Alternative((unit.joined,)) for unit in units if unit.joined]
    if terms[-1].beginning:
        alternatives.append(Alternative((*whole[:-1], terms[-1]), BEGUN))
    for stems in thesaurus.of(units):
        terms = tuple(Term((stem,)) for stem in stems)
        alternatives.append(Alternative(terms, NAMED, is_phrase=len(stems) > 1))
    return Group(tuple(alternatives), tuple(word for unit in units for word in unit.written))
