"""The API, fuzzed from its own schema: it answers what it promises, whatever it is sent."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

from portal.wsgi import application
from tests.fuzz.conftest import EXAMPLES
from tests.pages import fill

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


@pytest.fixture
def operations(db) -> Iterator[list]:
    """Nothing closes the test's own connection between requests, as Django's client sees to."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    fill(3)
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    yield [found.ok() for found in schema.get_all_operations()]
    for signal in signals:
        signal.connect(close_old_connections)


def test_the_api_keeps_its_promises(operations) -> None:
    assert len(operations) > 6
    for operation in operations:
        fuzz(operation)


def fuzz(operation) -> None:
    """Valid and invalid values alike: of strings, numbers, shapes, bodies."""

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in MODES)))
    def send(case) -> None:
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    send()
