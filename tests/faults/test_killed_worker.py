"""A worker is killed in the middle of a write: nothing of it is there, and the next one serves."""

import http.client
import os
import signal
import sqlite3
import threading
import time
from contextlib import suppress

from tests.faults.site import IS_POSTGRESQL, Site
from tests.served import wait_until

CARDS = [f"carte-{number}" for number in range(60)]
LONG_ENOUGH = 0.2  # seconds that a write lasts before its worker is killed
WRITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_xid IS NOT NULL AND clock_timestamp() - xact_start > make_interval(secs => %s)"
)


def is_writing(site: Site) -> bool:
    """Whether one transaction has been writing for a while: not that of a session."""
    if IS_POSTGRESQL:
        with site.database.open() as other:
            return other.execute(WRITING, [LONG_ENOUGH]).fetchone()[0] > 0
    until = time.monotonic() + LONG_ENOUGH
    while _is_locked(site):
        if time.monotonic() > until:
            return True
        time.sleep(0.005)
    return False


def _is_locked(site: Site) -> bool:
    with sqlite3.connect(site.database.path, timeout=0) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        other.rollback()
    return False


def test_a_worker_killed_in_an_import_leaves_nothing_half_written(site: Site) -> None:
    before = site.names()
    renamed = {slug: f"Renommé {slug}" for slug in CARDS}
    hidden = site.editor.preview(renamed)

    def confirm() -> None:
        with suppress(http.client.HTTPException, OSError):  # its worker dies under it
            site.editor.confirm(hidden)

    asking = threading.Thread(target=confirm)
    asking.start()
    wait_until(lambda: is_writing(site), "the import is over, or has not begun")
    killed = site.workers()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    asking.join()
    wait_until(lambda: not killed & site.workers() and site.is_ready())
    assert site.names() == before
    assert "Renommé" not in site.get("/dispositifs/?q=carte")[2].decode()

    assert site.editor.confirm(site.editor.preview(renamed)) == 302
    assert site.names() == before | renamed
