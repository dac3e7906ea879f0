"""One card of the database written into another: a copy, a duplicate, a change that is published.

What an export would tell of a card is what goes over, and nothing else.
"""

import hashlib
import json
from datetime import date
from typing import Any

from pydantic import ValidationError

from schemes.catalogue.export_cards import card_of, whole_cards
from schemes.catalogue.faults import CardUnreadable
from schemes.catalogue.reader import told
from schemes.catalogue.schema_scheme import SchemeSpec
from schemes.catalogue.sync import upsert
from schemes.catalogue.write_schemes import PartsWriter, columns, tell_change
from schemes.catalogue.writing import by_slug
from schemes.models import Scheme, Territory
from schemes.search.index import batch


def spec_of(scheme: Scheme, **changes: Any) -> SchemeSpec:
    """What the card says, with `changes` to some of its keys. Raises CardUnreadable."""
    card = card_of(whole_cards(Scheme.objects.all()).get(pk=scheme.pk))
    card.pop("changes", None)
    try:
        return SchemeSpec.model_validate({**card, **changes})
    except ValidationError as error:
        faults = {f"{'.'.join(map(str, e['loc']))} : {told(e)}" for e in error.errors()}
        raise CardUnreadable(
            f"La fiche ne peut pas être copiée telle quelle. {' '.join(sorted(faults))}"
        ) from error


def create_card(spec: SchemeSpec, **own: Any) -> Scheme:
    """A new row; `own` are columns that no file holds, or its own slug.

    Raises django's ValidationError where a value does not fit its column.
    """
    scheme = Scheme(**{"slug": spec.slug, **columns(spec, by_slug(Territory)), **own})
    scheme.clean_fields(exclude={"slug"})  # that of a working copy is like no other
    scheme.validate_constraints()
    with batch():
        scheme.save()
        PartsWriter().write(scheme, spec)
    return scheme


def update_card(scheme: Scheme, spec: SchemeSpec, today: date) -> None:
    """Make `scheme` what `spec` says, its row and slug kept, and tell its readers what changed."""
    with batch():
        values = columns(spec, by_slug(Territory))
        row, outcome = upsert(Scheme, {"slug": scheme.slug}, values)
        tell_change(row, outcome, PartsWriter().write(row, spec), today)


def digest_of(scheme: Scheme) -> str:
    """Changes when what the card says does; that it was verified once more is no change."""
    card = card_of(whole_cards(Scheme.objects.all()).get(pk=scheme.pk))
    for key in ("changes", "verified_on", "publication"):
        card.pop(key, None)
    rules = card.get("rules", {})
    groups = [rules.get("base", []), *(a["conditions"] for a in rules.get("audiences", []))]
    for condition in (condition for group in groups for condition in group):
        condition.pop("checked_on", None)
    return hashlib.sha256(json.dumps(card, default=str, sort_keys=True).encode()).hexdigest()
