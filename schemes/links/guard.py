"""Connections that only talk to the public Internet, and that can be cut.

The address is read from the open socket, before a byte is sent: a name that changes its address
between a check and the connection gains nothing.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

Guard = Callable[[str], bool]


class ForbiddenAddress(HTTPError):
    """A name of the catalogue leads inside: this machine, or the network around it."""


def is_public(address: str) -> bool:
    ip = ip_address(address.partition("%")[0])
    return ip.is_global and not ip.is_multicast


def anywhere(address: str) -> bool:
    """Tests and a developer's machine have servers of their own to ask."""
    return True


class GuardedAdapter(HTTPAdapter):
    """For one exchange: refuses the addresses that `guard` does; `cut` ends it from elsewhere."""

    def __init__(self, guard: Guard):
        self.guard = guard
        self.was_cut = False
        self._sockets: list[socket.socket] = []
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _pool(HTTPConnectionPool, HTTPConnection, self.watch),
            "https": _pool(HTTPSConnectionPool, HTTPSConnection, self.watch),
        }

    def watch(self, opened: socket.socket) -> None:
        address = opened.getpeername()[0]
        if not self.guard(address):
            opened.close()
            raise ForbiddenAddress(address)
        self._sockets.append(opened.dup())  # TLS takes the other one over

    def cut(self) -> None:
        """What comes back may then look whole: headers cut short are headers that ended."""
        self.was_cut = True
        for opened in self._sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        super().close()
        while self._sockets:
            self._sockets.pop().close()


def _pool(pool_class: type, connection_class: type, watch: Callable) -> type:
    class Watched(connection_class):
        def _new_conn(self) -> socket.socket:
            opened = super()._new_conn()
            watch(opened)
            return opened

    return type("WatchedPool", (pool_class,), {"ConnectionCls": Watched})
