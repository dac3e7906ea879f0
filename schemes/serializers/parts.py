"""What hangs on a card: steps, figures, actors, resources, links, sources, plain version."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from schemes.enums import ActorRole, LinkKind, ResourceKind
from schemes.serializers.fields import LinesField, NumberField, OrganisationSerializer


@extend_schema_serializer(component_name="Demarche")
class StepSerializer(serializers.Serializer):
    texte = serializers.CharField(source="text")
    organisme = OrganisationSerializer(source="organisation", allow_null=True)
    en_amont = serializers.BooleanField(
        source="upstream", help_text="À demander le plus en amont possible."
    )


@extend_schema_serializer(component_name="Chiffre")
class FigureSerializer(serializers.Serializer):
    cle = serializers.CharField(source="key")
    libelle = serializers.CharField(source="label")
    min = NumberField(source="minimum")
    max = NumberField(source="maximum")
    unite = serializers.CharField(source="unit")
    precision = serializers.CharField(source="note")


@extend_schema_serializer(component_name="Acteur")
class ActorSerializer(serializers.Serializer):
    role = serializers.ChoiceField(ActorRole.choices)
    nom = serializers.CharField(source="name")
    organisme = OrganisationSerializer(source="organisation", allow_null=True)
    precision = serializers.CharField(source="note")


@extend_schema_serializer(component_name="Ressource")
class ResourceSerializer(serializers.Serializer):
    libelle = serializers.CharField(source="label")
    url = serializers.CharField()
    categorie = serializers.ChoiceField(ResourceKind.choices, source="kind")


@extend_schema_serializer(component_name="SourceDeLaFiche")
class CitationSerializer(serializers.Serializer):
    source = serializers.CharField(source="source.slug")
    titre = serializers.CharField(source="source.title")
    lieu = serializers.CharField(source="place", help_text="Endroit dans la source.")
    url = serializers.CharField(source="source.url")


class _LinkSerializer(serializers.Serializer):
    lien = serializers.ChoiceField(LinkKind.choices, source="kind")
    precision = serializers.CharField(source="note")


@extend_schema_serializer(component_name="LienVers")
class LinkToSerializer(_LinkSerializer):
    # « This scheme KIND `dispositif` ».
    dispositif = serializers.CharField(source="to_scheme.slug")
    nom = serializers.CharField(source="to_scheme.title")


@extend_schema_serializer(component_name="LienDepuis")
class LinkFromSerializer(_LinkSerializer):
    # « `dispositif` KIND this scheme ».
    dispositif = serializers.CharField(source="from_scheme.slug")
    nom = serializers.CharField(source="from_scheme.title")


@extend_schema_serializer(component_name="FacileALire")
class PlainSerializer(serializers.Serializer):
    ce_que_c_est = LinesField(source="what")
    pour_qui = LinesField(source="for_whom")
    ce_que_vous_faites = LinesField(source="steps")
    ce_que_vous_obtenez = LinesField(source="benefits")
    qui_appeler = LinesField(source="call")
    relu_par = serializers.CharField(source="reviewed_by")
    relu_le = serializers.DateField(source="reviewed_on", allow_null=True)
