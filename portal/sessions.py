"""Sessions in the database, of which nothing outlives its two idle hours."""

import logging

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import InterfaceError, OperationalError

log = logging.getLogger(__name__)


class SessionStore(DatabaseSessionStore):
    """Deletes the expired sessions each time one is created.

    Django alone leaves their rows, and the answers in them, until somebody runs
    `clearsessions`. One indexed DELETE for each new session.
    """

    def create(self) -> None:
        self.clear_expired()
        super().create()

    def save(self, must_create: bool = False) -> None:
        """Where nothing can be written, who only reads goes on; who answers is told the truth.

        Django alone would say of a full disk that the session was deleted.
        """
        try:
            super().save(must_create)
        except (UpdateError, InterfaceError, OperationalError) as error:
            failure = error.__context__ if isinstance(error, UpdateError) else error
            if not isinstance(failure, InterfaceError | OperationalError):
                raise
            if self.modified or must_create:
                raise failure from failure.__cause__
            log.warning("session not prolonged: %s", type(failure).__name__)
