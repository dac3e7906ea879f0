"""Goes round the hosts: several at a time, one page at a time on each, until time is out."""

import logging
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Queue
from threading import Event
from urllib.parse import urlsplit

from schemes.links.outcome import Answer, Outcome
from schemes.links.probe import Probe

logger = logging.getLogger(__name__)

Result = tuple[str, Outcome | None]  # None: there was no time left to ask


@dataclass(frozen=True)
class Rounds:
    """`delay` seconds go by between two pages of a host; no page is begun after `seconds`."""

    probe: Probe
    hosts_at_once: int = 4
    delay: float = 1

    def results(self, urls: Iterable[str], seconds: float) -> Iterator[Result]:
        """One for each address, as they come. Closing the iterator ends the rounds."""
        urls, done = list(urls), Queue()
        walk = _Walk(self, done, Event(), time.monotonic() + seconds)
        with ThreadPoolExecutor(self.hosts_at_once) as pool:
            try:
                for pages in _by_host(urls).values():
                    pool.submit(walk.host, pages)
                for _ in urls:
                    yield done.get()
            finally:
                walk.stop.set()


@dataclass(frozen=True)
class _Walk:
    rounds: Rounds
    done: Queue
    stop: Event
    until: float

    def host(self, urls: list[str]) -> None:
        for position, url in enumerate(urls):
            if position:
                self.stop.wait(self.rounds.delay)
            self.done.put((url, self._ask(url)))

    def _ask(self, url: str) -> Outcome | None:
        if self.stop.is_set() or time.monotonic() >= self.until:
            return None
        try:
            return self.rounds.probe.ask(url, self.stop.wait)
        except Exception:
            logger.exception("A link could not be checked")
            return Outcome(Answer.UNSURE, "erreur imprévue")


def _by_host(urls: Iterable[str]) -> dict[str, list[str]]:
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    return hosts
