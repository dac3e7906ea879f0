"""Sessions in the database, of which nothing outlives its two idle hours."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore


class SessionStore(DatabaseSessionStore):
    """Deletes the expired sessions each time one is created.

    Django alone leaves their rows, and the answers in them, until somebody runs
    `clearsessions`. One indexed DELETE for each new session.
    """

    def create(self) -> None:
        self.clear_expired()
        super().create()
