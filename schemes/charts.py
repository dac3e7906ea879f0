"""Bars drawn on the server: where each one goes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, ROW = 340, 40  # units of the drawing: about pixels on a telephone
LONGEST = 290  # room is left for the number
LABEL, BAR = 14, 20  # below the top of the row


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    top: int
    length: int

    @property
    def label_y(self) -> int:
        return self.top + LABEL

    @property
    def bar_y(self) -> int:
        return self.top + BAR

    @property
    def number_x(self) -> int:
        return self.length + 6


@dataclass(frozen=True)
class Chart:
    """`key` makes the ids of its title and description."""

    key: str
    title: str
    column: str
    bars: tuple[Bar, ...]

    @property
    def frame(self) -> str:
        return f"0 0 {WIDTH} {ROW * len(self.bars)}"

    @property
    def description(self) -> str:
        most = max(self.bars, key=lambda bar: bar.value)
        return f"Barres horizontales. La plus longue : {most.label}, {most.value}."


def chart(key: str, title: str, column: str, rows: Iterable[tuple[str, int]]) -> Chart:
    rows = list(rows)
    most = max((value for _, value in rows), default=1)
    bars = (
        Bar(label, value, number * ROW, max(1, LONGEST * value // most))
        for number, (label, value) in enumerate(rows)
    )
    return Chart(key, title, column, tuple(bars))
