"""The eligibility API for its schema; the profile is described from the criteria themselves.

The docstring of a serializer would show in the schema, in English: comments stand in for them.
"""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from schemes.enums import CriterionType, Scope, VerdictValue
from schemes.rulebook import load_vocabulary
from schemes.serializers.fields import LinesField
from schemes.vocabulary import Question

Schema = dict[str, Any]


@extend_schema_serializer(component_name="Profil")
class ProfileSerializer(serializers.Serializer):
    pass  # described by `ProfileSchema`, read by `schemes.profile.read_profile`


class ProfileSchema(OpenApiSerializerExtension):
    """One property a criterion, read from the database each time the schema is asked for."""

    target_class = "pathways.api_schema.ProfileSerializer"

    def map_serializer(self, auto_schema, direction) -> Schema:
        return {
            "type": "object",
            "description": (
                "Les réponses connues, par clé de critère. Une clé absente n'a pas été demandée ; "
                "null : demandée, et la personne ne sait pas."
            ),
            "properties": {question.key: _property(question) for question in load_vocabulary()},
            "additionalProperties": False,
        }


def _property(question: Question) -> Schema:
    return {"description": question.question, **_answer(question)}


def _answer(question: Question) -> Schema:
    if question.is_number:
        bounds = {"minimum": question.minimum, "maximum": question.maximum}
        return {"type": ["integer", "null"], **bounds}
    if question.type == CriterionType.BOOLEAN:
        return {"type": ["boolean", "null"]}
    if question.is_multiple:
        items = {"type": "string", "enum": list(question.values)}
        return {"type": ["array", "null"], "items": items}
    return {"type": ["string", "null"], "enum": [*question.values, None]}


@extend_schema_serializer(
    component_name="Demande",
    examples=[
        OpenApiExample(
            "45 ans, handicap reconnu",
            value={
                "profil": {"age": 45, "handicap": "reconnu"},
                "dispositifs": ["contrat-apprentissage"],
            },
            request_only=True,
        )
    ],
)
class RequestSerializer(serializers.Serializer):
    profil = ProfileSerializer()
    dispositifs = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Identifiants ; absent : tous ceux qui sont publiés et en vigueur.",
    )


@extend_schema_serializer(component_name="ConditionJugee")
class ConditionSerializer(serializers.Serializer):
    critere = serializers.CharField(
        allow_null=True, help_text="null quand aucune question ne couvre la condition."
    )
    libelle = serializers.CharField()
    verdict = serializers.ChoiceField(VerdictValue.choices)
    portee = serializers.ChoiceField(Scope.choices)
    sauf_si = serializers.CharField(help_text="L'exception à la condition, vide s'il n'y en a pas.")
    par_exception = serializers.BooleanField(help_text="Remplie par sa seule exception.")
    source = serializers.CharField()
    lieu = serializers.CharField(help_text="Endroit dans la source.")


@extend_schema_serializer(component_name="PublicJuge")
class PublicSerializer(serializers.Serializer):
    libelle = serializers.CharField()
    verdict = serializers.ChoiceField(VerdictValue.choices)
    conditions = ConditionSerializer(many=True)


@extend_schema_serializer(component_name="Resultat")
class ResultSerializer(serializers.Serializer):
    slug = serializers.CharField()
    verdict = serializers.ChoiceField(VerdictValue.choices)
    sous_reserve = LinesField(
        help_text="Ce qui reste à confirmer d'un « oui » ; complète « à confirmer : … »."
    )
    prioritaire = serializers.BooleanField()
    publics = PublicSerializer(
        many=True, help_text="Il suffit d'être d'un public ; chacun porte toutes ses conditions."
    )
    manquants = LinesField(help_text="Critères sans réponse qui peuvent encore décider.")
    changement = LinesField(help_text="Pour un « non » : le plus petit changement qui ouvrirait.")


@extend_schema_serializer(component_name="ProchaineQuestion")
class NextQuestionSerializer(serializers.Serializer):
    critere = serializers.CharField()
    question = serializers.CharField()
    departage = serializers.IntegerField(
        help_text="Dispositifs encore à vérifier qu'une réponse peut trancher."
    )


@extend_schema_serializer(component_name="Reponses")
class AnswerSerializer(serializers.Serializer):
    resultats = ResultSerializer(many=True)
    prochaine_question = NextQuestionSerializer(allow_null=True)


@extend_schema_serializer(component_name="DemandeRefusee")
class RefusalSerializer(serializers.Serializer):
    # Messages under the key that they are about, or one in `detail`.
    detail = serializers.CharField(required=False)
    profil = serializers.JSONField(
        required=False, help_text="Messages par critère, ou liste de messages."
    )
    dispositifs = LinesField(required=False)
