"""What is worked out of the catalogue is kept in each process for as long as the catalogue stays.

Each save renews the version in its own transaction (`CatalogueVersion`), so that no process ever
shows what another has changed for longer than a request. What goes round signals (`update()`,
`bulk_create()`, SQL) ends with `renew()` or `manage.py reindex`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from threading import RLock
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from schemes.models.version import CatalogueVersion, Version

# Written by the portal for itself, or by visitors: no page shows them to the public.
SILENT = {"CatalogueLoad", "CatalogueVersion", "LinkCheck", "ListedCard", "OpeningsTable",
          "Passage", "Report", "SearchEntry", "SearchWord", "UnmetNeed", "UnmetSearch"}  # fmt: skip
MOST_VERSIONS = 2  # at once: that of a replica may lag behind
MOST_RESULTS = 64  # of one function, a version: the first to come goes first
PATIENCE = 5  # seconds that a thread waits for another's result before it works it out as well
MISSING = object()
HISTORY = "Historical"  # how django-simple-history begins the names of its models

_pinned: ContextVar[list[Version | None] | None] = ContextVar("pinned", default=None)
_batch: ContextVar[set[str] | None] = ContextVar("batch", default=None)


def current() -> Version | None:
    """Read once in a request that only reads."""
    pinned = _pinned.get()
    if pinned is None:
        return CatalogueVersion.read()
    if not pinned:
        pinned.append(CatalogueVersion.read())
    return pinned[0]


@contextmanager
def pinned() -> Iterator[None]:
    """Inside, the version is read once: for requests that write nothing."""
    token = _pinned.set([])
    try:
        yield
    finally:
        _pinned.reset(token)


@contextmanager
def batch() -> Iterator[None]:
    """Many writes renew the version once, at the end; until then nothing is kept."""
    if _batch.get() is not None:
        yield
        return
    changed: set[str] = set()
    token = _batch.set(changed)
    try:
        yield
        if changed:
            CatalogueVersion.renew()
    finally:
        _batch.reset(token)


def renew() -> None:
    CatalogueVersion.renew()


def per_version(work_out: Callable | None = None, *, most: int = MOST_RESULTS) -> Callable:
    """Keeps the last results of `work_out`, by arguments, a version of the catalogue at a time.

    `most` of them: fewer where they are large.
    """
    if work_out is None:
        return partial(per_version, most=most)
    kept: dict[str, _Results] = {}

    @wraps(work_out)
    def wrapper(*arguments):
        version = None if _batch.get() is not None else current()
        if version is None:
            return work_out(*arguments)
        results = kept.get(version.stamp)
        if results is None:
            while len(kept) >= MOST_VERSIONS:
                kept.pop(next(iter(kept)), None)
            results = kept.setdefault(version.stamp, _Results(most))
        return results.get(arguments, work_out)

    return wrapper


class _Results:
    """Of one function and one version.

    After a save everybody asks for the same ones at once: one thread works each out, the others
    wait for it, though not for ever.
    """

    def __init__(self, most: int):
        self.most = most
        self.found: dict[tuple, Any] = {}
        self.locks: dict[tuple, RLock] = {}

    def get(self, arguments: tuple, work_out: Callable) -> Any:
        if (found := self.found.get(arguments, MISSING)) is not MISSING:
            return found
        with self._alone(arguments):
            if (found := self.found.get(arguments, MISSING)) is MISSING:
                found = work_out(*arguments)
                self._keep(arguments, found)
        return found

    def _keep(self, arguments: tuple, found: Any) -> None:
        while len(self.found) >= self.most:
            self.found.pop(next(iter(self.found)), None)
        self.found[arguments] = found

    @contextmanager
    def _alone(self, arguments: tuple) -> Iterator[None]:
        lock = self.locks.setdefault(arguments, RLock())
        had = lock.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            self.locks.pop(arguments, None)
            if had:
                lock.release()


def _changed(sender: type[Model], **kwargs: Any) -> None:
    name, writes = sender.__name__, kwargs.get("action", "post_").startswith("post_")
    own = sender._meta.app_label == "schemes"  # noqa: SLF001 - documented API
    if not own or not writes or name in SILENT or name.startswith(HISTORY):
        return
    if (changed := _batch.get()) is not None:
        changed.add(name)
    else:
        renew()


def connect() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid="catalogue-version")
