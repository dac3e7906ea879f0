"""The portal while many read, an editor saves and another imports: errors, losses, durations.

Eight clients on a mix of pages, who report errors too; an editor who saves a card again and again;
another who imports tables. No answer may be an error, nothing that was written may be lost.
"""

import http.client
import itertools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.editor import Editor
from tests.served import Served

CLIENTS = 8
FOUND, BAD = 302, 400
PAGES = ("/", "/dispositifs/", "/dispositifs/?handicap=reconnu", "/dispositifs/?q=contrat",
         "/dispositifs/ptp/", "/glossaire/", "/contacts/", "/api/v1/dispositifs/",
         "/api/v1/dispositifs/ptp/", "/flux.atom", "/sitemap.xml")  # fmt: skip
ANEW = {"Cache_Control": "no-cache"}  # one request in two: the page is made again
VERDICTS = "/api/v1/eligibilite/"
PROFILE = {"profil": {}, "dispositifs": ["ptp"]}
EVERY = 20  # requests of a reader: one report, one evaluation
REPORTS_AN_ADDRESS = 20  # an hour: the portal takes no more
SAVED, IMPORTED = "Résumé de la sauvegarde {}.", "Carte {} de l'import {}"


@dataclass
class Held:
    """How long each answer took, what was answered as written, what went wrong."""

    seconds: float
    durations: list[float] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    saves: int = 0
    imports: int = 0
    faults: list[str] = field(default_factory=list)

    def centile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.durations)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000

    def __str__(self) -> str:
        rate = len(self.durations) / self.seconds
        times = " | ".join(f"{self.centile(share):.0f}" for share in (0.5, 0.95, 0.99))
        written = f"{self.saves} | {self.imports} | {len(self.reports)}"
        return f"{len(self.durations)} | {rate:.0f} | {times} | {written} | {len(self.faults)}"


@dataclass(frozen=True)
class Written:
    """What the database holds of what is written meanwhile."""

    cards: dict[str, tuple[str, str]]  # name and summary, by identifier
    saves: int
    reports: int


def written(query: Callable[[str], list[tuple]], card: str) -> Written:
    """`query` runs a statement and gives its rows."""
    cards = query("SELECT slug, name, summary FROM schemes_scheme")
    history = query("SELECT slug FROM schemes_historicalscheme")
    reports = query("SELECT id FROM schemes_report")
    return Written({row[0]: row[1:] for row in cards}, history.count((card,)), len(reports))


def hold(site: Served, session: str, key: int, imported: list[str], seconds: float) -> Held:
    """All of it at once: the editor saves the card `key`, the tables rename `imported`."""
    held, end = Held(seconds), time.monotonic() + seconds
    editor, visitor = Editor(site, session), Editor(site)
    work = [(_read, visitor, reader) for reader in range(CLIENTS)]
    work += [(_save, editor, key), (_import, editor, imported)]
    threads = [threading.Thread(target=_until, args=(end, held, *one)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return held


def _until(end: float, held: Held, do: Callable, *arguments) -> None:
    """Again and again; what goes wrong is told, and ends it."""
    try:
        for turn in itertools.count(1):
            do(held, turn, *arguments)
            if time.monotonic() > end:
                break
    except (AssertionError, OSError, http.client.HTTPException) as error:
        held.faults.append(f"{do.__name__}: {error!r:.500}")


def _read(held: Held, turn: int, visitor: Editor, reader: int) -> None:
    started = time.monotonic()
    status = _ask(held, turn, visitor, reader)
    held.durations.append(time.monotonic() - started)
    assert status < BAD, (turn, reader, status)


def _ask(held: Held, turn: int, visitor: Editor, reader: int) -> int:
    number, kind = divmod(turn, EVERY)
    if kind == 0 and number <= REPORTS_AN_ADDRESS:
        status = visitor.report(f"198.51.100.{reader}")[0]
        held.reports.append(status)
        return status
    if kind == 1:
        asked = json.dumps(PROFILE)
        return visitor.site.get(VERDICTS, "POST", asked, Content_Type="application/json")[0]
    headers = ANEW if turn % 2 else {}
    return visitor.site.get(PAGES[(turn // 2 + reader) % len(PAGES)], **headers)[0]


def _save(held: Held, turn: int, editor: Editor, key: int) -> None:
    editor.save(key, summary=SAVED.format(turn))
    held.saves = turn


def _import(held: Held, turn: int, editor: Editor, slugs: list[str]) -> None:
    status = editor.rename({slug: IMPORTED.format(slug, turn) for slug in slugs})
    assert status == FOUND, status
    held.imports = turn


def lost(held: Held, before: Written, after: Written, card: str, imported: list[str]) -> list[str]:
    """What was answered as written and is not there: what was said, what was found."""
    said = [
        (SAVED.format(held.saves), after.cards[card][1]),
        (held.saves, after.saves - before.saves),
        (held.reports.count(FOUND), after.reports - before.reports),
    ]
    said += [(IMPORTED.format(slug, held.imports), after.cards[slug][0]) for slug in imported]
    return [f"{told} / {found}" for told, found in said if told != found]
