"""Keeps the index true to the objects: what they say is read, analysed and written.

`signals` calls it after each save and deletion, in the same transaction. What goes round signals
(`update()`, `bulk_create()`, SQL) ends with `refresh(kind, ids)` or `manage.py reindex`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import local

from django.db import transaction

from schemes import listing_index, versions
from schemes.models.listing import ListedCard, OpeningsTable
from schemes.models.search import SearchEntry, SearchKind, SearchWord
from schemes.search.analyser import VERSION
from schemes.search.document import Document
from schemes.search.sources import SOURCES
from schemes.search.store import store

AT_ONCE = 200  # objects in memory
LISTED = "liste"  # beside the kinds of the search: cards whose rows of the list may have changed
Key = tuple[str, int]  # kind and id
Progress = Callable[[str, int, int], None]  # kind, how many are done, of how many

_waiting = local()


@contextmanager
def batch() -> Iterator[None]:
    """Indexes what is touched inside once, at the end, in the same transaction."""
    if getattr(_waiting, "keys", None) is not None:
        yield
        return
    _waiting.keys = set()
    try:
        with transaction.atomic(), versions.batch():
            yield
            _refresh_all(_waiting.keys)
    finally:
        _waiting.keys = None


def touch(keys: Iterable[Key]) -> None:
    """These objects have changed, or are gone."""
    if getattr(_waiting, "keys", None) is None:
        _refresh_all(set(keys))
    else:
        _waiting.keys.update(keys)


def _refresh_all(keys: set[Key]) -> None:
    for kind in (LISTED, *SearchKind.values):
        if ids := {pk for own, pk in keys if own == kind}:
            _refresh(kind, ids)


def refresh(kind: str, ids: Iterable[int]) -> None:
    """Make the entries of these objects what the objects say; those not public leave the index.

    Of cards, the rows of the list too. What was found before is forgotten.
    """
    keys = {(kind, pk) for pk in ids}
    with transaction.atomic():
        _refresh_all(keys | {(LISTED, pk) for kind, pk in keys if kind == SearchKind.SCHEME})
        versions.renew()


def _refresh(kind: str, ids: Iterable[int]) -> None:
    with transaction.atomic():
        for some in _by_parts(sorted(ids)):
            if kind == LISTED:
                listing_index.refresh(some)
                continue
            documents = {document.object_id: document for document in SOURCES[kind](some)}
            gone = [pk for pk in some if pk not in documents]
            if gone:
                SearchEntry.objects.filter(kind=kind, object_id__in=gone).delete()
            write(kind, documents)


def write(kind: str, documents: dict[int, Document]) -> None:
    """Create or change the entries of these documents, by id; those that say the same are left."""
    found = SearchEntry.objects.filter(kind=kind, object_id__in=documents)
    known = dict(found.values_list("object_id", "digest"))
    changed = [d for d in documents.values() if known.get(d.object_id) != d.digest]
    if not changed:
        return
    SearchEntry.objects.bulk_create(
        [_entry(document) for document in changed],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["is_historic", "length", "title", "text", "version", "digest"],
    )
    ids = dict(found.values_list("object_id", "pk"))
    store().write((ids[document.object_id], document) for document in changed)
    _learn_words(changed)


def _entry(document: Document) -> SearchEntry:
    return SearchEntry(
        kind=document.kind,
        object_id=document.object_id,
        is_historic=document.is_historic,
        length=document.length,
        title=document.title,
        text="\n".join(document.shown),
        version=VERSION,
        digest=document.digest,
    )


def _learn_words(documents: Iterable[Document]) -> None:
    """In alphabetical order, so that two who write at once never wait for each other."""
    words = {word: raw for document in documents for word, raw in document.words.items()}
    for some in _by_parts(sorted(words)):
        known = set(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
        rows = [
            SearchWord(word=word, raw=words[word], length=len(words[word]))
            for word in some
            if word not in known
        ]
        if rows:
            SearchWord.objects.bulk_create(rows, ignore_conflicts=True)


def rebuild(progress: Progress | None = None) -> dict[str, int]:
    """Write the whole index anew, in one transaction; the number of entries of each kind."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
        ListedCard.objects.all().delete()
        OpeningsTable.objects.all().delete()
        return {kind: _rebuild(kind, progress) for kind in SearchKind.values}


def _rebuild(kind: str, progress: Progress | None) -> int:
    ids, done = list(SOURCES[kind].ids()), 0
    for some in _by_parts(ids):
        refresh(kind, some)
        done += len(some)
        if progress:
            progress(kind, done, len(ids))
    return SearchEntry.objects.filter(kind=kind).count()


def is_outdated() -> bool:
    """Something is not indexed, or is as an older version of the analysis did it."""
    entries = SearchEntry.objects.all()
    if not entries.exists() or SOURCES[SearchKind.SCHEME].ids().filter(listed=None).exists():
        return True
    return entries.exclude(version=VERSION).exists()


def _by_parts(items: Sequence) -> Iterator[Sequence]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
