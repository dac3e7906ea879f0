"""Conditions of access: in words, as a test, and where they were read."""

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from schemes.enums import Operator, Scope
from schemes.models import Condition, Scheme
from schemes.serializers.fields import OptionalChoiceField

VALUE_HELP = (
    "Liste de réponses (in, not_in), deux bornes comprises dont l'une peut être nulle (between), "
    "true ou false (is), null (always)."
)


@extend_schema_serializer(component_name="Exception")
class ExceptionSerializer(serializers.Serializer):
    critere = serializers.CharField(source="unless_criterion.key")
    operateur = serializers.ChoiceField(Operator.choices, source="unless_operator")
    valeur = serializers.JSONField(source="unless_value", help_text=VALUE_HELP)
    libelle = serializers.CharField(source="unless_wording")


@extend_schema_serializer(component_name="Condition")
class ConditionSerializer(serializers.Serializer):
    libelle = serializers.CharField(source="wording")
    portee = serializers.ChoiceField(Scope.choices, source="scope")
    critere = serializers.CharField(
        source="criterion.key",
        allow_null=True,
        help_text="Clé de /criteres/ ; null quand aucune question ne la couvre.",
    )
    operateur = OptionalChoiceField(Operator.choices, source="operator")
    valeur = serializers.JSONField(source="value", help_text=VALUE_HELP)
    sauf_si = serializers.SerializerMethodField()
    source = serializers.CharField(source="source.title")
    lieu = serializers.CharField(source="place", help_text="Endroit dans la source.")
    verifiee_le = serializers.DateField(source="checked_on", allow_null=True)

    @extend_schema_field(ExceptionSerializer(allow_null=True))
    def get_sauf_si(self, condition: Condition):
        return ExceptionSerializer(condition).data if condition.unless_operator else None


@extend_schema_serializer(component_name="Public")
class AudienceSerializer(serializers.Serializer):
    cle = serializers.CharField(source="key")
    libelle = serializers.CharField(source="label")
    conditions = serializers.SerializerMethodField()

    @extend_schema_field(ConditionSerializer(many=True))
    def get_conditions(self, audience):
        return _written(c for c in self.context["conditions"] if c.audience_id == audience.pk)


@extend_schema_serializer(component_name="Acces")
class AccessSerializer(serializers.Serializer):
    communes = serializers.SerializerMethodField(help_text="À remplir toutes.")
    publics = serializers.SerializerMethodField(
        help_text="Il suffit d'être de l'un d'eux et d'en remplir toutes les conditions."
    )

    @extend_schema_field(ConditionSerializer(many=True))
    def get_communes(self, scheme: Scheme):
        return _written(c for c in scheme.conditions.all() if c.audience_id is None)

    @extend_schema_field(AudienceSerializer(many=True))
    def get_publics(self, scheme: Scheme):
        context = {"conditions": scheme.conditions.all()}
        return AudienceSerializer(scheme.audiences.all(), many=True, context=context).data


def _written(conditions) -> list[dict]:
    return ConditionSerializer(list(conditions), many=True).data
