"""Cards and organisations as data·inclusion v1 services and structures.

The standard: https://data.inclusion.gouv.fr/, its schema: the package `data-inclusion-schema`.
"""

import logging
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data_inclusion.schema.v1 import Service, Structure
from django.utils import timezone
from pydantic import BaseModel, ValidationError

from schemes.enums import TerritoryKind
from schemes.exports import inclusion_words as words
from schemes.exports.inclusion_contact import Reach, reach_of, who_asks
from schemes.exports.reading import Cards
from schemes.models import Organisation, Scheme
from schemes.rules_in_words import in_words

SOURCE = "itineraire-formation"
OWN_NAME = "Itinéraire formation"
LONGEST_NAME = 150
LONGEST_DESCRIPTION = 1999  # what the quality score calls ideal ends before 2000
STRICT = {"ignore_warnings": False}

log = logging.getLogger(__name__)


@dataclass
class Writer:
    """Services one after the other, then the structures that they belong to.

    What the schema refuses (a courriel that no server could have…) is left out and told, so that
    one faulty row does not cost a reader the others.
    """

    cards: Cards
    absolute: Callable[[str], str]
    structures: dict[str, dict[str, Any]] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)

    def services(self) -> Iterator[dict[str, Any]]:
        for scheme in self.cards:
            reach = reach_of(scheme, self.absolute(scheme.get_absolute_url()))
            service = self.service(scheme, reach)
            if self._is_valid(Service, service) and self._has_structure(service, reach):
                yield service

    def service(self, scheme: Scheme, reach: Reach) -> dict[str, Any]:
        rules = self.cards.rules(scheme)
        return filled(
            source=SOURCE,
            id=identifier(scheme.slug),
            structure_id=identifier(structure_slug(reach.organisation)),
            nom=name(scheme.title),
            description=description(scheme),
            lien_source=reach.card_page,
            date_maj=checked(scheme, self.cards.today).isoformat(),
            type=words.TYPES.get(scheme.nature),
            thematiques=words.themes((s.slug for s in scheme.stages.all()), scheme.nature),
            publics=words.publics(rules, scheme.legal_regime),
            publics_precisions=scheme.for_whom,
            conditions_acces=in_words(rules),
            frais=words.fees(scheme.cost_left),
            frais_precisions=scheme.cost_left,
            zone_eligibilite=self.zone(scheme),
            telephone=reach.phone,
            courriel=reach.email,
            lien_mobilisation=reach.link,
            modes_mobilisation=reach.modes,
            mobilisable_par=who_asks(scheme),
            mobilisation_precisions="\n".join(step.text for step in scheme.steps.all()),
        )

    def zone(self, scheme: Scheme) -> list[str]:
        """The standard has no code for a region: its departments; none where it is no more."""
        if scheme.territory.kind == TerritoryKind.COUNTRY:
            return ["france"]
        return sorted(self.cards.areas.departments(scheme.territory))

    def _has_structure(self, service: dict[str, Any], reach: Reach) -> bool:
        """Keeps the structure of a service, dated from the last of its services."""
        slug = structure_slug(reach.organisation)
        day = service["date_maj"]
        structure = self.structures.get(slug) or structure_of(reach.organisation, self.absolute)
        structure["date_maj"] = max(day, structure.get("date_maj", day))
        if not self._is_valid(Structure, structure):
            return False
        self.structures[slug] = structure
        return True

    def _is_valid(self, model: type[BaseModel], payload: dict[str, Any]) -> bool:
        try:
            model.model_validate(payload, context=STRICT)
        except ValidationError as error:
            fields = ", ".join(sorted({str(fault["loc"][0]) for fault in error.errors()}))
            self.messages.append(f"{payload['id']} est laissé de côté : {fields} non conforme.")
            log.warning("data-inclusion refuses %s of %s", fields, payload["id"])
            return False
        return True


def structure_of(body: Organisation | None, absolute: Callable[[str], str]) -> dict[str, Any]:
    """The portal itself answers for cards that name nobody."""
    common = {"source": SOURCE, "id": identifier(structure_slug(body))}
    if body is None:
        return {**common, "nom": OWN_NAME, "site_web": absolute("/")}
    network = words.NETWORKS.get(body.slug)
    return common | filled(
        nom=name(body.name),
        description=shortened(body.description, LONGEST_DESCRIPTION),
        site_web=body.url,
        reseaux_porteurs=[network.value] if network else [],
    )


def structure_slug(body: Organisation | None) -> str:
    return body.slug if body else "portail"


def identifier(slug: str) -> str:
    return f"{SOURCE}--{slug}"


def name(text: str) -> str:
    return shortened(text.rstrip(". "), LONGEST_NAME)


def description(scheme: Scheme) -> str:
    """What it is, for whom, what for; as much of the card as the standard calls readable."""
    parts = (scheme.summary, scheme.measure, scheme.for_whom, *scheme.objectives)
    told = list(dict.fromkeys(filter(None, (*parts, *scheme.specifics, *scheme.value_person))))
    return shortened("\n".join(told), LONGEST_DESCRIPTION)


def shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return textwrap.shorten(text, longest, placeholder="…")


def checked(scheme: Scheme, today: date) -> date:
    """When the card was last compared with its sources, or else changed; never in the future."""
    return min(scheme.verified_on or timezone.localdate(scheme.updated_at), today)


def filled(**values: Any) -> dict[str, Any]:
    """Without what is empty: the standard refuses an empty list, and takes no null for it."""
    return {key: value for key, value in values.items() if value}
