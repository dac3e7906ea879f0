"""The glossary's page: its terms under their letters, or those that a search finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from rapidfuzz import fuzz, process

from schemes.models import GlossaryTerm
from schemes.search.analyser import fold, keys_of, stems_of
from schemes.tolerant import TextFilter, TolerantFilterSet

SHORTEST_BEGINNING = 3  # letters from which a word may be the beginning of another
NEAR_ENOUGH = 75  # of 100, for a name to be proposed where nothing is found
MOST_PROPOSALS = 3


@dataclass(frozen=True)
class Letter:
    label: str
    anchor: str
    terms: list[GlossaryTerm]


class GlossaryFilter(TolerantFilterSet):
    """Terms by name, expansion, other forms and definition, accents and endings aside."""

    q = TextFilter(label="Mot cherché", method="filter_text")

    class Meta:
        model = GlossaryTerm
        fields = ()

    def filter_text(self, queryset, name, value):
        return queryset  # read in memory: three hundred terms, one query

    @property
    def text(self) -> str:
        return self.form.cleaned_data["q"] if self.form.is_valid() else ""

    @cached_property
    def all_terms(self) -> list[GlossaryTerm]:
        return sorted(self.qs.select_related("scheme"), key=lambda term: fold(term.term))

    @cached_property
    def found(self) -> list[GlossaryTerm]:
        """All terms without a search; else those named so first."""
        if not self.text:
            return self.all_terms
        wanted, keys = stems_of(self.text), keys_of(self.text)
        found = [term for term in self.all_terms if wanted and _holds(term, wanted)]
        return sorted(found, key=lambda term: not _is_named(term, keys))

    @property
    def letters(self) -> list[Letter]:
        groups = groupby(self.all_terms, key=lambda term: _initial(term.term))
        return [Letter(label, f"lettre-{label.lower()}", list(terms)) for label, terms in groups]

    @property
    def proposals(self) -> list[str]:
        """Names that resemble what was asked for, where nothing is found."""
        if self.found or not self.text:
            return []
        names = {term.term: fold(term.term) for term in self.all_terms}
        near = process.extract(
            fold(self.text), names, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=None
        )
        return [name for _, _, name in near[:MOST_PROPOSALS]]


def _initial(name: str) -> str:
    """The letter that a name stands under; numbers go together."""
    first = fold(name)[:1].upper()
    return first if first.isalpha() else "0-9"


def _names(term: GlossaryTerm) -> Iterable[str]:
    return (term.term, term.expansion, *term.aliases)


def _is_named(term: GlossaryTerm, keys: set[str]) -> bool:
    return any(keys & keys_of(name) for name in _names(term))


def _holds(term: GlossaryTerm, wanted: Iterable[str]) -> bool:
    """Whether each word of `wanted` is in the term, whole or as the beginning of one."""
    stems = {stem for text in (*_names(term), term.definition) for stem in stems_of(text)}
    return all(
        stem in stems
        or (len(stem) >= SHORTEST_BEGINNING and any(known.startswith(stem) for known in stems))
        for stem in wanted
    )
