"""Filters that keep personal data out of the log."""

import logging
import re

QUERY_STRING = re.compile(r"\?\S*")
PLAN_TOKEN = re.compile(r"/plans/[^/\s]{20,}")  # a shared plan's address holds its notes


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
