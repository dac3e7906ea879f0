"""One request at a time where all threads share one connection: SQLite in memory."""

from threading import Lock

_turn = Lock()


def middleware(get_response):
    """Two requests would take each other's savepoints; on a file or a server they cannot."""

    def one_at_a_time(request):
        with _turn:
            return get_response(request)

    return one_at_a_time
