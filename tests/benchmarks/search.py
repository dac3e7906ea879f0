"""Times the search on the catalogue, then among 20,000 entries, on the database in use."""

import random
import time
from collections.abc import Iterator

from django.db import connection, transaction

from schemes.models import Scheme, SearchEntry, SearchKind
from schemes.search.api import search
from schemes.search.document import Document
from schemes.search.index import write
from schemes.search.sources import SOURCES

SIZE = 20_000
ROUNDS = 7
TEXTS = (
    "ptp", "formation", "appren", "bilan de compétences", "salarié en arrêt",
    "apprentisage", "je suis en arrêt et je ne pourrai pas reprendre mon poste",
)  # fmt: skip


def main() -> None:
    """Leaves the database as it was."""
    with transaction.atomic():
        small = {text: median(text) for text in TEXTS}
        few = SearchEntry.objects.count()
        written = fill()
        large = {text: median(text) for text in TEXTS}
        many = SearchEntry.objects.count()
        transaction.set_rollback(True)
    print(f"Search, {connection.vendor}: {many} entries beside {few}")
    print(f"{'text':<60} {'ratio':>6} {few:>7} {many:>7} (ms, median)")
    for text in TEXTS:
        low, high = small[text] * 1000, large[text] * 1000
        print(f"{text:<60} {high / low:>6.1f} {low:>7.1f} {high:>7.1f}")
    print(f"writing an entry: {written * 1000:.1f} ms")


def median(text: str) -> float:
    durations = []
    search(text)  # stems and plans are warm, as on a site that serves
    for _ in range(ROUNDS):
        start = time.perf_counter()
        search(text)
        durations.append(time.perf_counter() - start)
    return sorted(durations)[ROUNDS // 2]


def fill() -> float:
    """Seconds an entry: cards of shuffled lines of the real ones."""
    start = time.perf_counter()
    write(SearchKind.SCHEME, {d.object_id: d for d in made_up()})
    return (time.perf_counter() - start) / SIZE


def made_up() -> Iterator[Document]:
    ids = list(Scheme.objects.published().values_list("pk", flat=True))
    real = list(SOURCES[SearchKind.SCHEME](ids))
    names = [d.name for d in real]
    lines = [line for d in real for line in d.body]
    summaries = [line for d in real for line in d.summary]
    dice = random.Random(1)  # noqa: S311 - no secret
    for number in range(SIZE):
        yield Document(
            kind=SearchKind.SCHEME,
            object_id=10_000_000 + number,
            name=f"{dice.choice(names)} {number}",
            keyed=(f"{dice.choice(names)} {number}",),
            summary=tuple(dice.sample(summaries, 2)),
            body=tuple(dice.sample(lines, 12)),
        )


if __name__ == "__main__":
    main()
