"""The documentation of the API tells the truth: its examples are run."""

import json
import re
from typing import NamedTuple

import pytest
from django.conf import settings
from django.test import Client

PAGE = settings.BASE_DIR / "docs" / "api.md"
EXAMPLE = re.compile(r"```http\n(.+?)\n```\s+```json\n(.+?)\n```", re.DOTALL)


class Example(NamedTuple):
    method: str
    address: str
    body: str
    status: int
    told: dict


def examples() -> list[Example]:
    return [read(request, told) for request, told in EXAMPLE.findall(PAGE.read_text("utf-8"))]


def read(request: str, told: str) -> Example:
    """« GET address », perhaps a body, perhaps the status, which is 200 unless said."""
    first, *others = request.splitlines()
    method, address = first.split(" ", 1)
    status = int(others.pop()) if others and others[-1].isdigit() else 200
    return Example(method, address, "\n".join(others), status, json.loads(told))


def holds(answer: object, told: object) -> bool:
    """Whether `answer` says all that `told` does, and perhaps more."""
    if isinstance(told, dict):
        return all(key in answer and holds(answer[key], value) for key, value in told.items())
    if isinstance(told, list) and told and isinstance(told[0], dict):
        return len(answer) == len(told) and all(map(holds, answer, told))
    return answer == told


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("example", examples(), ids=lambda e: f"{e.method} {e.address} {e.body}")
def test_an_example_answers_what_the_documentation_says(client: Client, example: Example) -> None:
    send = client.post if example.method == "POST" else client.get
    given = {"data": example.body, "content_type": "application/json"} if example.body else {}
    response = send(example.address, **given)
    content = b"".join(response) if response.streaming else response.content
    assert response.status_code == example.status
    answer = json.loads(content)
    assert holds(answer, example.told), answer


def test_examples_were_found() -> None:
    assert len(examples()) > 7


def test_every_public_address_is_told() -> None:
    text = PAGE.read_text("utf-8")
    files = ("dispositifs.csv", "dispositifs.json", "data-inclusion.json")
    assert all(f"/exports/{file}" in text for file in files)
