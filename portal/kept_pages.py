"""The public pages that were asked for last, as this process made them."""

from collections import OrderedDict
from threading import Lock

from django.http import HttpResponse

MOST_BYTES = 6 * 1024 * 1024  # a worker holds under 90 MB in all


class KeptPages:
    """The least recently asked for goes first; a key holds all that its page depends on."""

    def __init__(self, most_pages: int, most_bytes: int = MOST_BYTES):
        self.most_pages, self.most_bytes = most_pages, most_bytes
        self._pages: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> HttpResponse | None:
        with self._lock:
            found = self._pages.get(key)
            if found is None:
                return None
            self._pages.move_to_end(key)
        content, headers = found
        return HttpResponse(content, headers=headers)

    def keep(self, key: str, response: HttpResponse) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = (response.content, dict(response.headers))
            self._bytes += len(response.content)
            while self._bytes > self.most_bytes or len(self._pages) > self.most_pages:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: str) -> None:
        if key in self._pages:
            self._bytes -= len(self._pages.pop(key)[0])
