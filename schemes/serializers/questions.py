"""The vocabulary of a person's answers."""

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from schemes.enums import CriterionType
from schemes.models import Criterion
from schemes.serializers.fields import LinesField
from schemes.vocabulary import Question


@extend_schema_field({"type": ["string", "boolean"]})
class AnswerValueField(serializers.Field):
    """A value as the profile takes it: a text, or true and false for a « oui-non »."""

    def to_representation(self, value: str | bool) -> str | bool:
        return value


@extend_schema_serializer(component_name="Reponse")
class OptionSerializer(serializers.Serializer):
    valeur = AnswerValueField(source="value")
    libelle = serializers.CharField(source="label")
    libelle_court = serializers.CharField(source="short")
    aide = serializers.CharField(source="hint")


@extend_schema_serializer(component_name="PoseeSi")
class AskedWhenSerializer(serializers.Serializer):
    critere = serializers.CharField(source="criterion")
    valeurs = serializers.SerializerMethodField()
    sauf = serializers.BooleanField(
        source="negated", help_text="Vrai : se pose pour toute autre réponse que celles-là."
    )

    def get_valeurs(self, condition) -> list[str]:
        return sorted(condition.values)


@extend_schema_serializer(component_name="Critere")
class CriterionSerializer(serializers.Serializer):
    # A `Question` of the vocabulary; `context["about"]` says by key whom or what it is about.
    cle = serializers.CharField(source="key")
    libelle = serializers.CharField(source="label")
    type = serializers.ChoiceField(CriterionType.choices)
    groupe = serializers.ChoiceField(Criterion.Group.choices, source="group")
    porte_sur = serializers.SerializerMethodField()
    sensible = serializers.BooleanField(
        source="sensitive", help_text="Réponse de santé ou sociale, à ne pas conserver."
    )
    modifiable = serializers.BooleanField(source="changeable")
    question = serializers.CharField(help_text="Telle qu'elle se pose à un conseiller.")
    question_directe = serializers.CharField(
        source="question_self", help_text="Telle qu'elle se pose à la personne."
    )
    aide = serializers.CharField(source="hint")
    pourquoi = serializers.CharField(source="why")
    unite = serializers.CharField(source="unit")
    min = serializers.SerializerMethodField()
    max = serializers.SerializerMethodField()
    options = OptionSerializer(many=True)
    exclusifs = serializers.ListField(
        source="exclusive", child=LinesField(), help_text="Réponses qui ne vont pas ensemble."
    )
    posee_si = AskedWhenSerializer(source="asked_when", allow_null=True)

    def get_porte_sur(self, question: Question) -> str:
        return self.context["about"][question.key]

    def get_min(self, question: Question) -> int | None:
        return question.minimum if question.is_number else None

    def get_max(self, question: Question) -> int | None:
        return question.maximum if question.is_number else None
