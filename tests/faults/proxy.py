"""A small TCP proxy that is cut, held up and opened again: what happens to a database's network."""

import socket
import threading
import time
from contextlib import suppress


class Proxy:
    """Listens on `port` and passes on to `target`; `late` is how long each piece takes."""

    def __init__(self, target: tuple[str, int]):
        self.target = target
        self.late = 0.0
        self._passes = threading.Event()
        self._passes.set()
        self._sockets: set[socket.socket] = set()
        self.port = 0
        self.open()

    def open(self) -> None:
        """As it was: on the same port, passing on at once."""
        self.late = 0.0
        self._passes.set()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """Nobody listens any more, and who was connected is so no longer."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes up the thread that accepts
        self._listener.close()
        self._drop()

    def hold(self) -> None:
        """Whoever connects from now on gets no byte; who was connected is so no longer."""
        self._passes.clear()
        self._drop()

    def release(self) -> None:
        self._passes.set()
        self._drop()

    def _drop(self) -> None:
        for one in tuple(self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        self._sockets.add(client)
        self._passes.wait()
        with suppress(OSError), socket.create_connection(self.target) as server:
            self._sockets.add(server)
            back = threading.Thread(target=self._pass_on, args=(server, client), daemon=True)
            back.start()
            self._pass_on(client, server)
            back.join()
            self._sockets.discard(server)
        client.close()
        self._sockets.discard(client)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while part := source.recv(65536):
                time.sleep(self.late)
                target.sendall(part)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
