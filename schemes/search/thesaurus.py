"""Other names, read from the glossary and the synonyms: an edit counts at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from schemes.models.reference import GlossaryTerm
from schemes.models.search import Synonym
from schemes.search.analyser import stems_of
from schemes.search.query import Thesaurus
from schemes.versions import per_version

Stems = tuple[str, ...]
MOST_NAMES = 12  # for one name: a query stays of a reasonable size


@per_version
def load_thesaurus() -> Thesaurus:
    """Two queries, where something has changed."""
    others: dict[str, dict[Stems, None]] = defaultdict(dict)
    for stems, other in (*_of_glossary(), *_of_synonyms()):
        if other and other != stems:
            others["".join(stems)][other] = None
    return Thesaurus({key: tuple(found)[:MOST_NAMES] for key, found in others.items() if key})


def _of_glossary() -> Iterator[tuple[Stems, Stems]]:
    """All names of a term stand for each other, save that none stands for a lone everyday word.

    « insertion » finds SIAE; SIAE does not find all that speaks of insertion.
    """
    for term, expansion, aliases in GlossaryTerm.objects.values_list(
        "term", "expansion", "aliases"
    ):
        acronyms = [name for name in names_in(term) if name]
        names = [*acronyms, *_texts([expansion, *aliases])]
        wide = {name for name in _texts(aliases) if name.islower() and len(_stems(name)) == 1}
        yield from _pairs(names, [name for name in names if name not in wide])


def _of_synonyms() -> Iterator[tuple[Stems, Stems]]:
    for words, finds in Synonym.objects.values_list("words", "finds"):
        yield from _pairs(_texts(words), _texts(finds))


def _pairs(names: Iterable[str], others: Iterable[str]) -> Iterator[tuple[Stems, Stems]]:
    others = list(others)
    return ((_stems(name), _stems(other)) for name in names for other in others)


def _texts(items: Iterable) -> list[str]:
    """Editors' lists are JSON: what is no text is passed over."""
    return [item for item in items if isinstance(item, str) and item]


def names_in(term: str) -> list[str]:
    """« BAFA / BAFD » is two names; « ASS (allocation) » is « ASS »."""
    return [name.split(" (")[0].strip() for name in term.split(" / ")]


@lru_cache(maxsize=5_000)
def _stems(name: str) -> Stems:
    return stems_of(name)
