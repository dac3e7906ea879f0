"""What the schema of the API says that code alone does not tell: parameters and refusals."""

from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema_serializer,
)
from rest_framework import serializers

from schemes.enums import ActorRole, LegalRegime, Nature, StageSlug, State
from schemes.filters import SORTS


@extend_schema_serializer(component_name="Erreur")
class ErrorSerializer(serializers.Serializer):
    detail = serializers.CharField()


REFUSALS = {
    400: "La demande n'est pas valide ; le message dit pourquoi.",
    404: "Cette page ou cette fiche n'existe pas.",
    406: "Seul le JSON est proposé.",
    413: "Le corps de la requête est trop volumineux.",
    415: "Le corps de la requête n'est pas annoncé comme du JSON.",
    429: "Trop de demandes ; l'en-tête Retry-After dit quand revenir.",
}


def refusals(*codes: int) -> dict[int, OpenApiResponse]:
    """The answers of these codes, and those that every address can give."""
    return {
        code: OpenApiResponse(ErrorSerializer, REFUSALS[code])
        for code in sorted({400, 406, 429, *codes})
    }


def one(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, description=description)


def several(name: str, description: str, values: list[str] | None = None) -> OpenApiParameter:
    """A parameter that can be repeated.

    Its values are told, not enumerated: an unknown one is left aside with a message, and a
    schema that forbade it would lie.
    """
    told = f" Valeurs : {', '.join(values)}." if values else ""
    text = f"{description}{told} Peut être répété."
    return OpenApiParameter(name, str, many=True, description=text)


AREA = one("departement", "Code d'un département, par exemple 59.")

CATALOGUE_PARAMETERS = [
    one("q", "Mots cherchés."),
    several("etape", "Étape du parcours.", StageSlug.values),
    several("nature", "Nature du dispositif.", Nature.values),
    several("droit", "Droit commun ou spécifique.", LegalRegime.values),
    several("statut", "Situation de la personne : une valeur du critère « statuts »."),
    several("handicap", "Une valeur du critère « handicap »."),
    AREA,
    several(
        "etat", "État ; les fiches historiques ne viennent que si on les demande.", State.values
    ),
    one("tri", f"Ordre. Valeurs : {', '.join(SORTS)}."),
]

DIRECTORY_PARAMETERS = [one("role", f"Rôle. Valeurs : {', '.join(ActorRole.values)}."), AREA]
