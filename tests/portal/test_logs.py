"""The log tells which page was asked for, never what was asked."""

import logging

import pytest

from portal.logs import WithoutQueryString


@pytest.mark.parametrize(
    ("line", "logged"),
    [
        ("GET /dispositifs/?q=epilepsie&age=45 HTTP/1.1", "GET /dispositifs/ HTTP/1.1"),
        ("GET /parcours/ HTTP/1.1", "GET /parcours/ HTTP/1.1"),
        (f"GET /plans/{'aB:1' * 9}/ HTTP/1.1", "GET /plans/…/ HTTP/1.1"),
    ],
)
def test_what_was_asked_is_cut_from_request_lines(line: str, logged: str) -> None:
    record = logging.LogRecord("django.server", 20, "", 1, '"%s" %s', (line, 200), None)
    assert WithoutQueryString().filter(record)
    assert record.getMessage() == f'"{logged}" 200'


def test_no_handler_mails_requests() -> None:
    handlers = [*logging.getLogger("django").handlers, *logging.getLogger().handlers]
    assert not [handler for handler in handlers if "Email" in type(handler).__name__]
