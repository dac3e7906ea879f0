"""The shared cache: while it does not answer, it is an empty one, and the portal goes on.

Nothing that must last is in it: what it counts, so as to slow down whoever asks too often, is
counted again once it is back.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import redis
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

SECONDS: Final = 1  # to connect, and to answer: a page waits for it
ONCE_MORE: Final = Retry(NoBackoff(), 1)  # the server may have closed a connection that was kept
LIMITS: Final = {
    "socket_connect_timeout": SECONDS,
    "socket_timeout": SECONDS,
    "retry": ONCE_MORE,
}

log = logging.getLogger(__name__)


def _otherwise(answer: Callable[..., Any]) -> Callable:
    """While the server is away, `answer` is asked instead."""

    def decorate(method: Callable) -> Callable:
        @wraps(method)
        def wrapper(self, *arguments):
            try:
                return method(self, *arguments)
            except redis.AuthenticationError:
                raise  # a wrong setting, which does not mend itself
            except (redis.ConnectionError, redis.TimeoutError) as error:
                log.warning("cache out of reach: %s", type(error).__name__)
                return answer(*arguments)

        return wrapper

    return decorate


class ForgivingClient(RedisCacheClient):
    """What an empty cache says that keeps nothing; a lock asked of it (`add`) is given."""

    add = _otherwise(lambda key, value, timeout: True)(RedisCacheClient.add)
    get = _otherwise(lambda key, default: default)(RedisCacheClient.get)
    set = _otherwise(lambda key, value, timeout: None)(RedisCacheClient.set)
    touch = _otherwise(lambda key, timeout: False)(RedisCacheClient.touch)
    delete = _otherwise(lambda key: False)(RedisCacheClient.delete)
    get_many = _otherwise(lambda keys: {})(RedisCacheClient.get_many)
    has_key = _otherwise(lambda key: False)(RedisCacheClient.has_key)
    incr = _otherwise(lambda key, delta: delta)(RedisCacheClient.incr)
    set_many = _otherwise(lambda data, timeout: None)(RedisCacheClient.set_many)
    delete_many = _otherwise(lambda keys: None)(RedisCacheClient.delete_many)


class RedisCache(DjangoRedisCache):
    """Django's, with the client that forgives."""

    def __init__(self, server, params):
        super().__init__(server, {**params, "OPTIONS": LIMITS | params.get("OPTIONS", {})})
        self._class = ForgivingClient
