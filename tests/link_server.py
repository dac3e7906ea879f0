"""A web server on this machine that answers in every way that a link may."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

PATIENCE = 30  # seconds that an odd page would go on for, if nobody hung up
CHUNK = b"x" * 65536


class Handler(BaseHTTPRequestHandler):
    """`/404` answers 404; the other names are methods `page_…`."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def log_message(self, *args):
        pass

    def _answer(self):
        with self.server.lock:
            self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
            self.server.waiting.add(self)
            self.server.busiest = max(self.server.busiest, len(self.server.waiting))
        try:
            self._page(self.path.split("?")[0].strip("/"))
        except OSError:
            self.close_connection = True

    def send_response(self, *args):
        """Nobody waits any more, before a byte leaves: who has it may ask the next page at once."""
        with self.server.lock:
            self.server.waiting.discard(self)
        super().send_response(*args)

    def _page(self, name: str):
        if name.isdigit():
            self._send(int(name))
        else:
            getattr(self, f"page_{name}")()

    def _send(self, status: int, **headers: str):
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def page_moved(self):
        self._send(301, Location="/200")

    def page_elsewhere(self):
        self._send(302, Location="/200")

    def page_to(self):
        """Sends to the address after the question mark."""
        self._send(302, Location=self.path.partition("?")[2])

    def page_moved_to_nothing(self):
        self._send(301, Location="/404")

    def page_loop(self):
        self._send(302, Location="/loop")

    def page_out(self):
        self._send(302, Location="file:///etc/passwd")

    def page_no_head(self):
        self._send(405 if self.command == "HEAD" else 200)

    def page_head_lies(self):
        self._send(404 if self.command == "HEAD" else 200)

    def page_mended(self):
        """Fails at the first GET alone."""
        gets = [path for method, path, _ in self.server.asked if method == "GET"]
        self._send(200 if gets.count(self.path) > 1 else 503)

    def page_slow(self):
        time.sleep(self.server.slowness)
        self._send(200)

    def page_dripping(self):
        """Headers that never end, one now and then."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(PATIENCE * 10):
            self.wfile.write(b"X-%d: x\r\n" % number)
            time.sleep(0.1)

    def page_endless(self):
        self._pour(405 if self.command == "HEAD" else 200)

    def page_endless_redirection(self):
        self._pour(302, Location="/200")

    def _pour(self, status: int, **headers: str):
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.end_headers()
        self.close_connection = True
        until = time.monotonic() + PATIENCE
        while self.command == "GET" and time.monotonic() < until:
            self.wfile.write(CHUNK)
            self.server.poured += len(CHUNK)


@contextmanager
def link_server(slowness: float = 5) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    server.lock, server.asked, server.slowness = Lock(), [], slowness
    server.waiting, server.busiest, server.poured = set(), 0, 0
    server.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
