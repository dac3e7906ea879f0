"""The log: to the console, as JSON outside DEBUG, without personal data and without noise.

No body, no answer, no query string, no address of a reader; nothing is sent by e-mail.
"""

import logging
import re
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

QUERY_STRING = re.compile(r"\?\S*")
PLAN_TOKEN = re.compile(r"/plans/[^/\s]{20,}")  # a shared plan's address holds its notes

# `request` shows its query, and the rest is in the line already.
LEFT_OUT = [*RESERVED_ATTRS, "request", "status_code", "server_time"]

FILTERS = {
    "without_query_string": {"()": "portal.logs.WithoutQueryString"},
    "refusals_in_one_line": {"()": "portal.logs.RefusalsInOneLine"},
    "request_id": {"()": "portal.request_id.WithRequestId"},
}


def configuration(*, debug: bool) -> dict[str, Any]:
    """For Django's LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "{asctime} {levelname} {name} {message} {request_id}",
                "style": "{",
                "json_ensure_ascii": False,
                "reserved_attrs": LEFT_OUT,
            },
        },
        "filters": FILTERS,
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line" if debug else "json",
                "filters": list(FILTERS),
            },
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},  # its own would mail whole requests
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
            # One line a request, which runserver writes already.
            "portal.request_id": {"level": "WARNING" if debug else "INFO"},
        },
    }


class WithoutQueryString(logging.Filter):
    """Cuts query strings, and the tokens of shared plans, from what is logged of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(map(_cut, record.args))
        return True


def _cut(argument: object) -> object:
    if not isinstance(argument, str):
        return argument
    return PLAN_TOKEN.sub("/plans/…", QUERY_STRING.sub("", argument))


class RefusalsInOneLine(logging.Filter):
    """A forged host or a broken form is a refusal that works: told, without its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True
