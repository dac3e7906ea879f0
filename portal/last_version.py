"""The version of the catalogue as this process last read it, for while the database is away."""

import time
from typing import Final

from django.db import DatabaseError, InterfaceError

from schemes import versions
from schemes.models.version import Version

PAUSE: Final = 2  # seconds: a page that is kept does not wait, each time, for what does not answer


class LastVersion:
    """Pages made from it are still true: what cannot be reached does not change."""

    def __init__(self) -> None:
        self._version: Version | None = None
        self._away_until = 0.0

    def read(self) -> tuple[Version | None, bool]:
        """The version, and whether the database has just told it."""
        if time.monotonic() < self._away_until:
            return self._version, False
        try:
            self._version = versions.current()
        except (DatabaseError, InterfaceError):
            self._away_until = time.monotonic() + PAUSE
            return self._version, False
        return self._version, True
