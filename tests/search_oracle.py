"""What a search should find, worked out by reading every entry: both databases must agree."""

from collections.abc import Callable, Iterable
from functools import reduce

from schemes.models import SearchEntry, SearchKind
from schemes.search.document import GAP, Document
from schemes.search.plan import COLUMNS, WHOLE_NAME, Counts, Part, Plan
from schemes.search.query import Alternative, Group, Term
from schemes.search.sources import SOURCES
from schemes.search.store import Found

Key = tuple[str, int]


def corpus() -> list[Document]:
    """Every document that the index should hold, read from the objects themselves."""
    return [d for kind in SearchKind.values for d in SOURCES[kind](list(SOURCES[kind].ids()))]


class Oracle:
    """Reads all documents again for each term; remembers nothing but what a term gave."""

    def __init__(self, documents: Iterable[Document]):
        self.documents = {
            (d.kind, d.object_id): dict(zip(COLUMNS, d.columns, strict=True)) for d in documents
        }
        self.tokens = {
            key: {column: set(tokens) - {GAP} for column, tokens in columns.items()}
            for key, columns in self.documents.items()
        }
        entries = SearchEntry.objects.defer("text")
        self.entries = {(entry.kind, entry.object_id): entry for entry in entries}
        self.seen: dict[tuple, set[Key]] = {}

    def count(self, groups: Iterable[Group]) -> Counts:
        counts = tuple(len(self._any(group.alternatives, COLUMNS)) for group in groups)
        return Counts(len(self.documents), counts)

    def rank(self, plan: Plan, limits: dict[str, int]) -> list[Found]:
        found = [self._row(key, score) for key, score in self._scores(plan).items()]
        return [row for kind in sorted(limits) for row in _of_kind(found, kind, limits)]

    def _row(self, key: Key, score: int) -> tuple:
        entry = self.entries[key]
        return key[0], -score, entry.length, entry.title, key[1], entry.is_historic

    def _scores(self, plan: Plan) -> dict[Key, int]:
        scores = dict.fromkeys(self.documents, 0)
        weights = dict.fromkeys(self.documents, 0)
        for column, score in reversed(WHOLE_NAME.items()):
            for key in self._with(column, lambda token: token in plan.keys, plan.keys):
                scores[key], weights[key] = score, plan.total
        for part in plan.parts:
            for key in self._any(part.group.alternatives, COLUMNS):
                weights[key] += part.weight
            for key, score in self._grades(part).items():
                scores[key] += score
        return {key: score for key, score in scores.items() if weights[key] >= plan.needed}

    def _grades(self, part: Part) -> dict[Key, int]:
        best: dict[Key, int] = {}
        for grade in sorted(part.grades, key=lambda grade: grade.score):
            best |= dict.fromkeys(self._any(grade.alternatives, [grade.column]), grade.score)
        return best

    def _any(self, alternatives: Iterable[Alternative], columns: Iterable[str]) -> set[Key]:
        return set().union(*(self._alternative(a, columns) for a in alternatives))

    def _alternative(self, alternative: Alternative, columns: Iterable[str]) -> set[Key]:
        held = [
            set().union(*(self._term(term, column) for column in columns))
            for term in alternative.terms
        ]
        keys = reduce(set.intersection, held)
        if not alternative.is_phrase:
            return keys
        phrase = [term.tokens[0] for term in alternative.terms]
        documents = self.documents
        return {k for k in keys if any(_runs(phrase, documents[k][column]) for column in columns)}

    def _term(self, term: Term, column: str) -> set[Key]:
        start = term.beginning or None
        return self._with(
            column,
            lambda token: token in term.tokens or bool(start and token.startswith(start)),
            term,
        )

    def _with(self, column: str, is_sought: Callable, name: object) -> set[Key]:
        if (column, name) not in self.seen:
            keys = {
                key
                for key, tokens in self.tokens.items()
                if any(is_sought(token) for token in tokens[column])
            }
            self.seen[column, name] = keys
        return self.seen[column, name]


def _of_kind(found: list[tuple], kind: str, limits: dict[str, int]) -> list[Found]:
    rows = sorted(row for row in found if row[0] == kind)
    return [Found(kind, row[4], row[5], len(rows)) for row in rows[: limits[kind]]]


def _runs(phrase: list[str], tokens: list[str]) -> bool:
    """Whether the tokens of `phrase` stand side by side."""
    size = len(phrase)
    return any(tokens[i : i + size] == phrase for i in range(len(tokens) - size + 1))
