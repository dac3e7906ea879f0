"""What tests of pages share: counting queries, and rows enough to count them with."""

import re
from html import unescape

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from schemes.enums import ActorRole, CriterionType, LinkKind, Operator, ResourceKind, StageSlug
from schemes.models import Scheme
from schemes.search.index import batch
from tests.factories import (
    make_audience,
    make_condition,
    make_contact,
    make_criterion,
    make_organisation,
    make_scheme,
    make_source,
    make_term,
    make_territory,
)

# Every kind of odd text that a query string may bring; each one is answered, none is an error.
ODD_TEXTS = {
    "emoji": "😀👩🏽‍🦽",
    "control": "\x01\x02\x1b\x7f",
    "newlines": "a\r\nSet-Cookie: x=1",
    "sql": "'; DROP TABLE schemes_scheme; --",
    "html": "<script>alert(1)</script>",
    "template": "{{ 7|add:7 }}{% now 'Y' %}",
    "rtl": "\u202eabc\u202c",
    "wildcards": "%_\\",
    "spaces": "   ",
    "words": "a " * 5_000,
    "long": "é" * 10_000,
}


def text_of(response: HttpResponse) -> str:
    """What a reader sees of a page, on one line."""
    without_inline = re.sub(r"</?(?:a|span|strong)\b[^>]*>", "", response.content.decode())
    words = re.sub(r"<[^>]+>", " ", without_inline)
    return " ".join(unescape(words).split())


def queries_of(client: Client, address: str, data: dict | None = None) -> int:
    """How many queries the page at `address` takes."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, data)
    assert response.status_code == 200, address
    return len(captured)


def fill(count: int) -> list[Scheme]:
    """`count` cards with everything that may hang on one, each with its own organisation."""
    age = make_criterion("age", CriterionType.NUMBER)
    make_criterion("statuts", CriterionType.MULTIPLE, options=("inscrit", "salarie"))
    make_criterion("departement", CriterionType.TERRITORY)
    tool = make_scheme(nature="compensation")
    with batch():
        return [_whole_card(age, tool) for _ in range(count)]


def _whole_card(age, tool: Scheme) -> Scheme:
    scheme = make_scheme(stages=StageSlug.values, territory=make_territory("59"))
    organisation = make_organisation()
    contact = make_contact(organisation, territory=make_territory("59"))
    audience = make_audience(scheme)
    make_condition(scheme, age, Operator.BETWEEN, [16, None])
    make_condition(scheme, audience=audience)
    scheme.steps.create(text="Appeler.", organisation=organisation)
    scheme.tips.create(text="Bon à savoir.")
    scheme.figures.create(key="aide", label="Aide", minimum=1, maximum=2, unit="€")
    scheme.resources.create(label="Page", url="https://exemple.fr/", kind=ResourceKind.OFFICIAL)
    scheme.actors.create(role=ActorRole.CONTACT, organisation=organisation)
    scheme.actors.create(role=ActorRole.FUNDER, organisation=make_organisation())
    scheme.citations.create(source=make_source(), place="page 1")
    scheme.outgoing_links.create(kind=LinkKind.PREPARES, to_scheme=tool)
    scheme.incoming_links.create(kind=LinkKind.FINANCES, from_scheme=tool)
    scheme.compensations.add(tool)
    make_term(f"Terme {contact.pk}", slug=f"terme-{contact.pk}", scheme=scheme)
    return scheme
