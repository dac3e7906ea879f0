"""The API that checks a plan, for its schema.

The docstring of a serializer would show in the schema, in English: comments stand in for them.
"""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from pathways.plan import MAX_AMOUNT, MAX_STEPS
from pathways.plan_api_request import LONGEST_SLUG
from pathways.plan_case import LEVELS
from schemes.enums import DurationUnit
from schemes.models.fields import slug_validator
from schemes.serializers.fields import LinesField


@extend_schema_serializer(component_name="EtapeDePlan")
class PlanStepSerializer(serializers.Serializer):
    dispositif = serializers.RegexField(
        slug_validator.regex.pattern, max_length=LONGEST_SLUG, help_text="Son identifiant."
    )
    debut = serializers.DateField(
        required=False, allow_null=True, help_text="Absent : à la suite de l'étape précédente."
    )
    duree = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=MAX_AMOUNT,
        help_text="Absente : celle de la fiche.",
    )
    unite = serializers.ChoiceField(
        DurationUnit.choices, required=False, allow_null=True, help_text="Absente : mois."
    )


@extend_schema_serializer(
    component_name="DemandeDePlan",
    examples=[
        OpenApiExample(
            "Un conseil, puis une transition professionnelle",
            value={
                "etapes": [
                    {"dispositif": "cep", "debut": "2027-01-04", "duree": 3, "unite": "mois"},
                    {"dispositif": "ptp"},
                ]
            },
            request_only=True,
        )
    ],
)
class PlanRequestSerializer(serializers.Serializer):
    etapes = PlanStepSerializer(many=True, max_length=MAX_STEPS)


@extend_schema_serializer(component_name="Avertissement")
class PlanWarningSerializer(serializers.Serializer):
    type = serializers.CharField(help_text="Par exemple prerequis-manquant, temps-mort, validite.")
    niveau = serializers.ChoiceField(LEVELS)
    message = serializers.CharField()
    etapes = serializers.ListField(
        child=serializers.IntegerField(), help_text="Places des étapes concernées, à partir de 0."
    )


@extend_schema_serializer(component_name="Periode")
class PeriodSerializer(serializers.Serializer):
    # A date is null as long as nothing fixes it.
    dispositif = serializers.CharField()
    debut_au_plus_tot = serializers.DateField(allow_null=True)
    debut_au_plus_tard = serializers.DateField(allow_null=True)
    fin_au_plus_tot = serializers.DateField(allow_null=True)
    fin_au_plus_tard = serializers.DateField(allow_null=True)
    texte = serializers.CharField()
    statut = serializers.CharField(help_text="Pendant l'étape ; vide si la fiche ne le dit pas.")
    revenu = serializers.CharField(help_text="Pendant l'étape ; vide si la fiche ne le dit pas.")
    financeurs = LinesField()


@extend_schema_serializer(component_name="DureeDePlan")
class PlanLengthSerializer(serializers.Serializer):
    minimum_jours = serializers.IntegerField()
    maximum_jours = serializers.IntegerField(
        allow_null=True, help_text="null tant que la durée d'une étape n'est pas connue."
    )
    texte = serializers.CharField()


@extend_schema_serializer(component_name="PlanVerifie")
class PlanAnswerSerializer(serializers.Serializer):
    avertissements = PlanWarningSerializer(many=True)
    periodes = PeriodSerializer(many=True)
    duree = PlanLengthSerializer()


@extend_schema_serializer(component_name="PlanRefuse")
class PlanRefusalSerializer(serializers.Serializer):
    # Messages under the key that they are about, or one in `detail`.
    detail = serializers.CharField(required=False)
    etapes = LinesField(required=False)
