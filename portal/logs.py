"""Filters that keep personal data out of the log."""

import logging
import re

QUERY_STRING = re.compile(r"\?\S*")


class WithoutQueryString(logging.Filter):
    """Cuts the query string from the request lines that the development server prints."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(map(_cut, record.args))
        return True


def _cut(argument: object) -> object:
    return QUERY_STRING.sub("", argument) if isinstance(argument, str) else argument
