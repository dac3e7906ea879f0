"""The figures of a run: ratios first, growth, what got slower than the committed ones."""

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.client import CLIENTS, tool

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "docs" / "benchmark.json"
LAST = ROOT / "var" / "benchmark.json"
SLOWER = 0.8  # of the committed ratio: below, it is shown


@dataclass(frozen=True)
class Line:
    """One measure; `ratio` is the rate of the page over that of the constant one."""

    engine: str
    size: int
    name: str
    ratio: float = 0.0
    median: float = 0.0
    constant: float = 0.0
    length: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0

    @property
    def key(self) -> str:
        return f"{self.engine}, {self.size}, {self.name}"

    def __str__(self) -> str:
        where = f"| {self.engine} | {self.size} | {self.name} |"
        if self.megabytes:
            return f"{where} | {self.megabytes:.0f} MB | | |"
        if self.seconds:
            return f"{where} | {self.seconds:.1f} s | | |"
        if not self.ratio:
            return f"{where} no answer in the time given | | | |"
        measured = f"{self.median:.1f} | {self.constant:.1f} | {self.length / 1000:.0f}"
        return f"{where} {self.ratio:.3f} | {measured} |"


HEAD = """\
| engine | cards | page | ratio | median, ms | constant, ms | KB |
|---|---|---|---|---|---|---|"""


def show(lines: list[Line], mode: str) -> None:
    print(f"{machine()}; {CLIENTS} clients, {tool()}{', quick' if mode else ''}\n")
    print(HEAD)
    print("\n".join(map(str, lines)))
    print("\nGrowth, from the smallest catalogue to the largest, beside the constant page")
    print("\n".join(growth(lines)))
    print("\nSlower by more than 20 % than docs/benchmark.json")
    print("\n".join(regressions(lines)) or "nothing")
    LAST.parent.mkdir(exist_ok=True)
    LAST.write_text(json.dumps([asdict(line) for line in lines], indent=1), encoding="utf-8")
    print(f"\nKept in {LAST.relative_to(ROOT)}.")


def machine() -> str:
    names = {"Python": platform.python_version(), "system": platform.system()}
    told = ", ".join(f"{name} {value}" for name, value in names.items())
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {told}, load average {load:.1f}"


def growth(lines: Iterable[Line]) -> Iterable[str]:
    """Of the page over the constant one, so that a busy machine weighs on both."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.ratio:
            found.setdefault((line.engine, line.name), []).append(line)
    for (engine, name), same in found.items():
        first, last = same[0], same[-1]
        if first.size != last.size:
            yield f"{engine}, {name}: × {first.ratio / last.ratio:.1f} at {last.size} cards"


def regressions(lines: Iterable[Line]) -> Iterable[str]:
    if not COMMITTED.exists():
        return
    rows = json.loads(COMMITTED.read_text(encoding="utf-8"))
    before = {line.key: line for line in (Line(**row) for row in rows)}
    for line in lines:
        known = before.get(line.key)
        if known and known.ratio and line.ratio < known.ratio * SLOWER:
            yield f"{line.key}: {line.ratio:.2f}, was {known.ratio:.2f}"
