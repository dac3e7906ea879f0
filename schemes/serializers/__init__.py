"""The catalogue as the open API writes it: French names, read-only, one module a subject.

The docstring of a serializer would show in the schema, in English: comments stand in for them.
"""

from schemes.serializers.cards import CardRowSerializer, CardSerializer
from schemes.serializers.initiatives import InitiativeSerializer
from schemes.serializers.questions import CriterionSerializer
from schemes.serializers.reference import ContactSerializer, TermSerializer

__all__ = [
    "CardRowSerializer",
    "CardSerializer",
    "ContactSerializer",
    "CriterionSerializer",
    "InitiativeSerializer",
    "TermSerializer",
]
