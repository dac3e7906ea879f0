"""What is wrong in the files of the catalogue, said with file and line."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake; `line` counts from 1, `message` is a French sentence."""

    path: Path
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line} : {self.message}"


class CatalogueError(Exception):
    """The files cannot be loaded; `faults` says why, nothing was written."""

    def __init__(self, faults):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


class CardUnreadable(Exception):
    """The card holds what no file could; the message is a French sentence."""
