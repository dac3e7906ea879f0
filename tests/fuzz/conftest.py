"""How many requests are made up, and how they were answered."""

import os
from collections import Counter

import pytest
from django.core.signals import request_started

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "12"))  # for each thing that is fuzzed
AT_LEAST = int(os.environ.get("FUZZ_AT_LEAST", "0"))

_counts: Counter[str] = Counter()


def _count_one(**kwargs) -> None:
    _counts["requests"] += 1


request_started.connect(_count_one)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _counts["requests"] < AT_LEAST:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter) -> None:
    terminalreporter.write_line(f"fuzz: {_counts['requests']} requests (at least {AT_LEAST})")
