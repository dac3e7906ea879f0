"""A card as schema.org describes it (JSON-LD), for search engines and assistants."""

import json
from typing import Any

from schemes.enums import ActorRole
from schemes.models import Scheme

# Inside <script>, nothing may look like a tag.
ESCAPES = str.maketrans({"<": r"\u003C", ">": r"\u003E", "&": r"\u0026"})


def card_data(scheme: Scheme, address: str) -> dict[str, Any]:
    """`address` is absolute."""
    service = {
        "@type": "GovernmentService",
        "name": scheme.name,
        "alternateName": scheme.acronym,
        "description": scheme.summary,
        "serviceType": scheme.get_nature_display(),
        "areaServed": {"@type": "AdministrativeArea", "name": scheme.territory.name},
        "audience": scheme.for_whom and {"@type": "Audience", "audienceType": scheme.for_whom},
        "provider": _organisations(scheme, ActorRole.OPERATOR),
        "funder": _organisations(scheme, ActorRole.FUNDER),
    }
    page = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": address,
        "inLanguage": "fr",
        "name": scheme.title,
        "dateModified": scheme.updated_at.date().isoformat(),
        "lastReviewed": scheme.verified_on and scheme.verified_on.isoformat(),
        "mainEntity": _filled(service),
    }
    return _filled(page)


def as_script(data: dict[str, Any]) -> str:
    """`data` as JSON that can stand inside a <script>."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def _organisations(scheme: Scheme, role: str) -> list[dict[str, str]]:
    names = [actor.name for actor in scheme.actors.all() if actor.role == role]
    return [{"@type": "Organization", "name": name} for name in names]


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
