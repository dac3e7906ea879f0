"""Fields and small objects that several answers of the API share."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers


class LinesField(serializers.ListField):
    """Sentences, one an item."""

    def __init__(self, **kwargs: Any):
        super().__init__(child=serializers.CharField(), **kwargs)


class OptionalChoiceField(serializers.ChoiceField):
    """A choice that may not have been made: null, where the column is blank."""

    def __init__(self, choices, **kwargs: Any):
        super().__init__(choices, allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        return value or None


class NumberField(serializers.DecimalField):
    """A decimal as a JSON number: 712.4."""

    def __init__(self, **kwargs: Any):
        super().__init__(max_digits=10, decimal_places=2, coerce_to_string=False, **kwargs)


@extend_schema_serializer(component_name="Organisme")
class OrganisationSerializer(serializers.Serializer):
    slug = serializers.CharField()
    nom = serializers.CharField(source="name")
    sigle = serializers.CharField(source="acronym")
    site = serializers.CharField(source="url")
