"""Production's settings, with a clock that a test sets and a disk that it can fill."""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.utils import timezone

from tests.served_settings import *  # noqa: F403
from tests.served_settings import DATABASES

CLOCK = Path(os.environ["FAULTS_CLOCK"])


def now() -> datetime:
    """What the file says, read each time; without one, the time that it is."""
    return datetime.fromisoformat(CLOCK.read_text()) if CLOCK.exists() else datetime.now(UTC)


timezone.now = now

if most := os.environ.get("FAULTS_MOST_PAGES"):  # SQLite keeps this limit with each connection
    DATABASES["default"]["OPTIONS"]["init_command"] += f" PRAGMA max_page_count={most};"
