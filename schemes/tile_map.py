"""A map of the departments as tiles: our own drawing, near to where each one lies. Pure.

Hauts-de-France come first and large; the others are squares of one size, overseas below.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PITCH, GAP = 30, 2  # units of the drawing; a unit is about a pixel on a phone
COLUMNS = 12

LARGE = {"62": (0, 0), "59": (1, 0), "80": (0, 1), "02": (1, 1), "60": (0, 2)}
LARGE_WIDTH, LARGE_HEIGHT, LARGE_LEFT = 150, 60, 30
_BELOW_LARGE = 3 * LARGE_HEIGHT + 10

# One row of tiles a line, from west to east; a dot is an empty place.
SMALL = """
.   50  14  76  27  95  93  77  08  55  57  67
29  22  35  61  78  92  75  94  51  54  88  68
.   56  53  72  28  91  45  10  52  70  90  .
.   44  49  37  41  18  89  21  39  25  .   .
.   85  79  86  36  03  58  71  01  74  .   .
.   17  16  87  23  63  42  69  38  73  .   .
.   33  24  19  15  43  07  26  05  .   .   .
.   40  47  46  12  48  30  84  04  06  .   .
.   64  32  82  81  34  .   13  83  .   2B  .
.   .   65  31  11  .   .   .   .   .   2A  .
.   .   .   09  66  .   .   .   .   .   .   .
971 972 973 974 976 .   .   .   .   .   .   .
"""
_ROWS = SMALL.split("\n")[1:-1]
# The viewBox: all tiles, with room for the outline of those at the edge.
FRAME = f"{-GAP} {-GAP} {COLUMNS * PITCH + GAP} {_BELOW_LARGE + len(_ROWS) * PITCH + GAP}"


@dataclass(frozen=True, slots=True)
class Tile:
    """One department: where it is drawn, its name, how many bodies are on the spot."""

    slug: str
    name: str
    x: int
    y: int
    width: int
    height: int
    count: int = 0
    is_large: bool = False
    is_current: bool = False

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def label(self) -> str:
        """What a screen reader says: « 59 Nord, 6 organismes sur place »."""
        bodies = "organisme" if self.count == 1 else "organismes"
        told = f", {self.count} {bodies} sur place" if self.count else ""
        return f"{self.slug} {self.name}{told}"


def places() -> dict[str, tuple[int, int, int, int]]:
    """Left, top, width and height of each department."""
    found = {
        slug: (
            LARGE_LEFT + column * LARGE_WIDTH,
            row * LARGE_HEIGHT,
            LARGE_WIDTH - 2 * GAP,
            LARGE_HEIGHT - 2 * GAP,
        )
        for slug, (column, row) in LARGE.items()
    }
    for row, line in enumerate(_ROWS):
        for column, slug in enumerate(line.split()):
            if slug != ".":
                top = _BELOW_LARGE + row * PITCH
                found[slug] = (column * PITCH, top, PITCH - GAP, PITCH - GAP)
    return found


def tiles(names: Mapping[str, str], counts: Mapping[str, int], current: str = "") -> list[Tile]:
    """The departments of `names` (slug to name) that have a place, large ones first."""
    return [
        Tile(
            slug,
            names[slug],
            *place,
            count=counts.get(slug, 0),
            is_large=slug in LARGE,
            is_current=slug == current,
        )
        for slug, place in places().items()
        if slug in names
    ]
