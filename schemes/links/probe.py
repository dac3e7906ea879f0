"""Asks for one address: HEAD, then GET where HEAD does not settle it; never reads a page."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from threading import Timer
from urllib.parse import urljoin

import requests
from requests import exceptions
from urllib3.exceptions import HTTPError, NameResolutionError

from schemes.links.guard import ForbiddenAddress, Guard, GuardedAdapter, is_public
from schemes.links.outcome import Answer, Outcome

Wait = Callable[[float], object]

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
LASTING = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
MOST_HOPS = 5
TOO_LONG = "délai dépassé"
LONGEST = 1000  # characters of an address that is kept
WORDS: tuple[tuple[type[Exception], str], ...] = (
    (ForbiddenAddress, "adresse d'un réseau interne : non consultée"),
    (NameResolutionError, "nom de domaine introuvable"),
    (exceptions.TooManyRedirects, "trop de redirections"),
    (exceptions.SSLError, "certificat refusé"),
    (exceptions.Timeout, TOO_LONG),
    (exceptions.InvalidSchema, "redirection vers autre chose qu'une page web"),
    (exceptions.InvalidURL, "adresse mal formée"),
)


@dataclass(frozen=True)
class Probe:
    """How to ask; times in seconds. `longest` bounds one exchange whatever the other side does."""

    agent: str
    guard: Guard = is_public
    timeout: float = 10
    longest: float = 20
    retries: int = 1
    pause: float = 2

    def ask(self, url: str, wait: Wait) -> Outcome:
        """`wait` is called between exchanges: one host is asked one thing at a time."""
        outcome = self._exchange("HEAD", url)
        for attempt in range(self.retries + 1):
            if outcome.answer == Answer.OK or outcome.status == HTTPStatus.TOO_MANY_REQUESTS:
                break
            wait(self.pause * (attempt + 1))
            outcome = self._exchange("GET", url)
            if not outcome.is_passing:
                break
        return outcome

    def _exchange(self, method: str, url: str) -> Outcome:
        adapter = GuardedAdapter(self.guard)
        watchdog = Timer(self.longest, adapter.cut)
        watchdog.daemon = True
        watchdog.start()
        try:
            with closing(adapter), requests.Session() as session:
                session.trust_env = False  # no proxy, no password of this machine
                session.headers["User-Agent"] = self.agent
                session.mount("http://", adapter)
                session.mount("https://", adapter)
                outcome = self._follow(session, method, url)
            return Outcome(Answer.UNSURE, TOO_LONG) if adapter.was_cut else outcome
        except (OSError, HTTPError, ValueError) as error:
            return Outcome(Answer.UNSURE, _in_words(error))
        finally:
            watchdog.cancel()

    def _follow(self, session: requests.Session, method: str, url: str) -> Outcome:
        """Redirections are followed here: requests would read the page of each, to its end."""
        asked = lasting = url
        is_lasting = True
        for _ in range(MOST_HOPS + 1):
            with session.request(
                method, url, stream=True, allow_redirects=False, timeout=self.timeout
            ) as response:
                target = session.get_redirect_target(response)
            session.close()  # the next page over a connection of its own, which is checked anew
            if target is None:
                moved_to = "" if lasting == asked else lasting
                return told(response.status_code, moved_to[:LONGEST])
            url = urljoin(url, target)
            is_lasting = is_lasting and response.status_code in LASTING
            lasting = url if is_lasting else lasting
        raise exceptions.TooManyRedirects


def told(status: int, moved_to: str = "") -> Outcome:
    """What an answer's number says of the page; only 404 and 410 say that there is none."""
    if status < HTTPStatus.BAD_REQUEST:
        return Outcome(Answer.OK, status=status, moved_to=moved_to)
    answer = Answer.GONE if status in GONE else Answer.UNSURE
    return Outcome(answer, f"réponse {status}", status)


def _in_words(error: Exception) -> str:
    for cause in _causes(error):
        for kind, words in WORDS:
            if isinstance(cause, kind):
                return words
    return "connexion impossible"


def _causes(error: object) -> Iterator[Exception]:
    """Requests wraps what urllib3 raises, which wraps what happened."""
    if isinstance(error, Exception):
        yield from _causes(getattr(error, "reason", None))
        yield from _causes(error.args[0] if error.args else None)
        yield error
