"""The one way in: `search(text)`."""

from collections.abc import Collection
from dataclasses import replace

from schemes.models.search import SearchKind
from schemes.search.plan import Counts, Plan, make_plan
from schemes.search.query import SHORTEST_BEGINNING, Group, Query, parse
from schemes.search.results import Results, by_kind
from schemes.search.store import rank, store
from schemes.search.suggest import is_sure, with_words, words_like
from schemes.search.thesaurus import load_thesaurus
from schemes.versions import per_version

SHOWN_BESIDE = 4  # of each kind but cards
MOST_CARDS = 2_000  # the best ones: nobody turns a hundred pages, and filters look among them
WORDS_OF_A_SENTENCE = 3  # from so many groups on, to hold half of their weight is enough
MOST_OF_A_SENTENCE = 0.5
SITUATIONS = {SearchKind.SITUATION: 2, SearchKind.EMPLOYER: 1}  # how many are shown
MOST_OF_A_SITUATION = 0.6
COMMON_SHARE, COMMON_COUNT = 0.13, 5  # of the entries: from there on a lone word names none
SHORT_BEGINNING = 2
MOST_PROPOSALS = 3


def search(
    text: str, kinds: Collection[str] = tuple(SearchKind.values), *, historic: bool = False
) -> Results:
    """Search the public objects of `kinds`: the best ids of cards, the first few of the others.

    Historic cards are told apart in the results; only if `historic` do they count as an answer.
    Five queries for what is found as typed, some more where nothing is and it must be mended.
    Never raises, whatever the text.
    """
    return _found(text, tuple(kinds), historic)


@per_version
def _found(text: str, kinds: tuple[str, ...], historic: bool) -> Results:
    """Kept: who ticks a filter or turns a page asks for the same words again."""
    with store().by_the_index():
        return _Search(kinds, historic=historic).run(text)


class _Search:
    """One search: what it looks among, and the attempts that it makes in turn.

    The `main` kind, cards unless others were asked for, is the one that must not stay empty.
    """

    def __init__(self, kinds: Collection[str], *, historic: bool):
        self.thesaurus = load_thesaurus()
        self.kinds = [kind for kind in kinds if kind not in SITUATIONS]
        self.situations = {kind: most for kind, most in SITUATIONS.items() if kind in kinds}
        self.main = next(iter([k for k in self.kinds if k == SearchKind.SCHEME] or self.kinds), "")
        self.historic = historic
        self.counted: dict[tuple[Group, ...], Counts] = {}

    def run(self, text: str) -> Results:
        query = self._read(text)
        if not query:
            return Results(text, query)
        counts = self._count(query)
        found = self._strict(query, counts)
        for attempt in (self._begun, self._mended, self._partial):
            if not self._is_empty(found):
                break
            found = attempt(query, counts) or found
        if self._is_empty(found):
            found = replace(found, proposals=self._proposals(query, counts))
        return self._with_situations(found)

    def _read(self, text: str, shortest: int = SHORTEST_BEGINNING) -> Query:
        return parse(text, self.thesaurus, shortest)

    def _count(self, query: Query) -> Counts:
        if query.groups not in self.counted:
            self.counted[query.groups] = store().count(query.groups)
        return self.counted[query.groups]

    def _is_empty(self, found: Results) -> bool:
        hits = found.of(self.main)
        return not (hits if self.historic else hits.current).count

    def _strict(self, query: Query, counts: Counts) -> Results:
        return self._ranked(query, make_plan(query, counts))

    def _ranked(self, query: Query, plan: Plan) -> Results:
        limits = dict.fromkeys(self.kinds, SHOWN_BESIDE)
        if SearchKind.SCHEME in limits:
            limits[SearchKind.SCHEME] = MOST_CARDS
        return Results(query.text, query, by_kind(rank(plan, limits)))

    def _find(self, query: Query) -> Results:
        return self._strict(query, self._count(query))

    def _begun(self, query: Query, counts: Counts) -> Results | None:
        """A short last word may be the beginning of another."""
        begun = self._read(query.text, SHORT_BEGINNING)
        return self._find(begun) if begun != query else None

    def _mended(self, query: Query, counts: Counts) -> Results | None:
        """Words that nothing holds, replaced by those that they surely stand for."""
        near = _near(query, counts).items()
        sure = {word: likes[0] for word, likes in near if likes and is_sure(word, likes[0])}
        if not sure:
            return None
        mended = self._read(with_words(_written(query.groups), sure))
        counts = self._count(mended)
        found = self._strict(mended, counts)
        if self._is_empty(found):
            found = self._partial(mended, counts) or found
        return None if self._is_empty(found) else _corrected(found, query)

    def _partial(self, query: Query, counts: Counts) -> Results | None:
        """Of a sentence, what holds most of it: neither unknown words nor numbers count."""
        if len(query.groups) < WORDS_OF_A_SENTENCE:
            return None
        kept, counts = _telling(query, counts)
        if not kept:
            return None
        found = self._ranked(kept, make_plan(kept, counts, MOST_OF_A_SENTENCE))
        return replace(found, query=query, is_partial=True)

    def _proposals(self, query: Query, counts: Counts) -> tuple[str, ...]:
        """What else could be asked, tried beforehand."""
        texts = dict.fromkeys(_other_texts(query, counts))
        found = (text for text in texts if not self._is_empty(self._find(self._read(text))))
        return tuple(text for text, _ in zip(found, range(MOST_PROPOSALS), strict=False))

    def _with_situations(self, found: Results) -> Results:
        """Those that are told by most of what was typed."""
        counts = self._count(found.query)
        kept, counts = _telling(found.query, counts)
        if not (self.situations and kept) or _is_common(counts):
            return found
        plan = make_plan(kept, counts, MOST_OF_A_SITUATION)
        situations = by_kind(rank(plan, self.situations))
        return replace(found, hits={**found.hits, **situations})


def _corrected(found: Results, query: Query) -> Results:
    return replace(found, text=query.text, corrected=found.query.text)


def _telling(query: Query, counts: Counts) -> tuple[Query, Counts]:
    """Without the groups that nothing holds, and without numbers."""
    kept = [
        (group, count)
        for group, count in zip(query.groups, counts.groups, strict=True)
        if count and not all(word.isdigit() for word in group.written)
    ]
    groups, held = tuple(group for group, _ in kept), tuple(count for _, count in kept)
    return replace(query, groups=groups), Counts(counts.entries, held)


def _is_common(counts: Counts) -> bool:
    """A lone word that is everywhere (« formation »)."""
    most = max(COMMON_COUNT, COMMON_SHARE * counts.entries)
    return len(counts.groups) == 1 and counts.groups[0] > most


def _written(groups: Collection[Group]) -> list[str]:
    return [word for group in groups for word in group.written]


def _near(query: Query, counts: Counts) -> dict[str, list[str]]:
    """For each word that nothing holds, those that resemble it."""
    pairs = zip(query.groups, counts.groups, strict=True)
    unknown = [group for group, count in pairs if not count]
    return {word: words_like(word) for word in _written(unknown)}


def _other_texts(query: Query, counts: Counts) -> list[str]:
    """Each unknown word in another way; then the text without one of its words."""
    written = _written(query.groups)
    near = _near(query, counts)
    texts = [with_words(written, {word: like}) for word, likes in near.items() for like in likes]
    less = near or (written if len(written) > 1 else [])
    return texts + [text for word in less if (text := " ".join(w for w in written if w != word))]
