"""Which backend a shared cache has; the backend, and Redis, are loaded where there is one."""

from typing import Any, Final

SHARED: Final = "django.core.cache.backends.redis.RedisCache"
FORGIVING: Final = "portal.redis_cache.RedisCache"


def forgiving(config: dict[str, Any]) -> dict[str, Any]:
    """The setting that CACHE_URL makes, with our backend where it names a Redis."""
    return {**config, "BACKEND": FORGIVING} if config["BACKEND"] == SHARED else config
