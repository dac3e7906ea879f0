"""The directory and the glossary."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from schemes.enums import ActorRole
from schemes.models import GlossaryTerm
from schemes.serializers.cards import is_published
from schemes.serializers.fields import LinesField, OrganisationSerializer


@extend_schema_serializer(component_name="Contact")
class ContactSerializer(serializers.Serializer):
    organisme = OrganisationSerializer(source="organisation")
    libelle = serializers.CharField(source="label")
    role = serializers.ChoiceField(ActorRole.choices)
    territoire = serializers.CharField(
        source="territory.slug",
        allow_null=True,
        help_text="« national », une région ou un département ; null quand il n'est pas limité.",
    )
    telephone = serializers.CharField(source="phone")
    courriel = serializers.CharField(source="email")
    formulaire = serializers.CharField(source="form_url")
    adresse = serializers.CharField(source="address")
    remarque = serializers.CharField(source="note")


@extend_schema_serializer(component_name="Terme")
class TermSerializer(serializers.Serializer):
    slug = serializers.CharField()
    terme = serializers.CharField(source="term")
    developpement = serializers.CharField(source="expansion")
    autres_formes = LinesField(source="aliases")
    definition = serializers.CharField()
    url = serializers.CharField()
    dispositif = serializers.SerializerMethodField()
    source = serializers.CharField(source="source.title", allow_null=True)
    lieu = serializers.CharField(source="place", help_text="Endroit dans la source.")

    def get_dispositif(self, term: GlossaryTerm) -> str | None:
        # the card that explains the term at length, once it is published
        scheme = term.scheme
        return scheme.slug if scheme and is_published(scheme) else None
