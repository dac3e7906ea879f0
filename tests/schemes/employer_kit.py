"""Rows of the employer's entrance, for its tests."""

import re
from itertools import count
from typing import Any

from schemes.models import EmployerSituation, Organisation, Scheme
from tests.factories import make_organisation, make_source

_numbers = count(1)


def make_situation(slug: str = "", *, schemes: tuple[Scheme, ...] = (), **values: Any):
    """An event for private employees, with one point of each kind and a reason for each scheme."""
    slug = slug or f"situation-{next(_numbers)}"
    values = {
        "kind": "evenement",
        "label": f"Événement {slug}",
        "question": f"Que faire pour {slug} ?",
        "promise": f"Gagner avec {slug}.",
        "answer": f"Voici la réponse pour {slug}.",
        "statuses": ["salarie", "inscrit"],
    } | values
    situation = EmployerSituation.objects.create(slug=slug, **values)
    for kind, text in (
        ("gain", "Un gain."),
        ("devoir", "Un devoir."),
        ("etape", "Une étape."),
        ("cout", "Un coût."),
    ):
        situation.points.create(kind=kind, text=text, source=make_source(), place=f"page {kind}")
    for scheme in schemes:
        situation.proposals.create(scheme=scheme, why=f"Parce que {scheme.slug} convient.")
    return situation


def make_operator(slug: str = "opco-test", sectors: str = "Industrie, énergie.") -> Organisation:
    """An OPCO that serves `sectors`."""
    network = make_organisation("opco", name="Opérateurs de compétences")
    return make_organisation(slug, name=f"OPCO {slug}", network=network, sectors=sectors)


def offered(client, address: str = "/rh/arret/") -> dict[str, str]:
    """The schemes that the page proposes, each with its verdict, in their order."""
    html = client.get(address).content.decode()
    row = r'<li class="row-card ([\w-]+)">.*?<h3><a href="[^"]+/([\w-]+)/">'
    rows = re.findall(row, html, re.DOTALL)
    return {slug: verdict for verdict, slug in rows}
