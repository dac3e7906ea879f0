"""Rows of field experience for tests."""

from itertools import count
from typing import Any

from schemes.models import Initiative, Scheme
from tests.factories import make_source, make_stage, make_territory

_numbers = count(1)


def make_initiative(
    slug: str = "", *, stages: tuple[str, ...] = (), schemes: tuple[Scheme, ...] = (), **values: Any
) -> Initiative:
    """A case of the whole country, without text beyond what the model asks for."""
    slug = slug or f"experience-{next(_numbers)}"
    values = {
        "title": f"Expérience {slug}",
        "carrier": "Une association",
        "summary": f"Ce que fait {slug}.",
        "territory": values.pop("territory", None) or make_territory(),
        "source": values.pop("source", None) or make_source(),
        "place": "partie 1",
    } | values
    initiative = Initiative.objects.create(slug=slug, **values)
    initiative.stages.set([make_stage(stage) for stage in stages])
    initiative.schemes.set(schemes)
    return initiative
