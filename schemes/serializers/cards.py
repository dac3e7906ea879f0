"""A card, in brief for the list and whole on its own address."""

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from schemes.enums import Certifying, DurationUnit, LegalRegime, Nature, Publication, State
from schemes.models import Scheme
from schemes.serializers.access import AccessSerializer
from schemes.serializers.fields import LinesField, NumberField, OptionalChoiceField
from schemes.serializers.parts import (
    ActorSerializer,
    CitationSerializer,
    FigureSerializer,
    LinkFromSerializer,
    LinkToSerializer,
    PlainSerializer,
    ResourceSerializer,
    StepSerializer,
)


@extend_schema_serializer(component_name="DispositifEnBref")
class CardRowSerializer(serializers.Serializer):
    slug = serializers.CharField()
    sigle = serializers.CharField(source="acronym")
    nom = serializers.CharField(source="name")
    nature = serializers.ChoiceField(Nature.choices)
    droit = serializers.ChoiceField(LegalRegime.choices, source="legal_regime")
    etat = serializers.ChoiceField(State.choices, source="state")
    etapes = serializers.SerializerMethodField()
    territoire = serializers.CharField(
        source="territory.slug", help_text="« national », une région ou un département."
    )
    resume = serializers.CharField(source="summary")
    pour_qui = serializers.CharField(source="for_whom")
    a_verifier = serializers.BooleanField(
        source="needs_review", help_text="Un point de la fiche reste à vérifier."
    )
    verifie_le = serializers.DateField(source="verified_on", allow_null=True)
    page = serializers.SerializerMethodField(help_text="Adresse de la fiche sur le portail.")

    def get_etapes(self, scheme: Scheme) -> list[str]:
        return [stage.slug for stage in scheme.stages.all()]

    @extend_schema_field(serializers.URLField())
    def get_page(self, scheme: Scheme) -> str:
        return self.context["request"].build_absolute_uri(scheme.get_absolute_url())


@extend_schema_serializer(component_name="Apports")
class AddedValueSerializer(serializers.Serializer):
    personne = LinesField(source="value_person")
    employeur = LinesField(source="value_employer")
    organisme_de_formation = LinesField(source="value_training_body")


@extend_schema_serializer(component_name="Duree")
class DurationSerializer(serializers.Serializer):
    min = NumberField(source="duration_min", allow_null=True)
    max = NumberField(source="duration_max", allow_null=True)
    unite = OptionalChoiceField(DurationUnit.choices, source="duration_unit")
    precision = serializers.CharField(source="duration_note")
    rythme = serializers.CharField(source="rhythm")
    heures_par_semaine_min = serializers.IntegerField(source="weekly_hours_min", allow_null=True)
    heures_par_semaine_max = serializers.IntegerField(source="weekly_hours_max", allow_null=True)


@extend_schema_serializer(component_name="Compensation")
class CompensationSerializer(serializers.Serializer):
    a_savoir = LinesField(source="compensation_notes")
    dispositifs = serializers.SerializerMethodField()

    def get_dispositifs(self, scheme: Scheme) -> list[str]:
        return [tool.slug for tool in scheme.compensations.all() if is_published(tool)]


@extend_schema_serializer(component_name="Dispositif")
class CardSerializer(CardRowSerializer):
    # Cards that are not published are never named, not even by a link.
    autres_noms = LinesField(source="aliases")
    objectifs = LinesField(source="objectives")
    mesure = serializers.CharField(source="measure")
    particularites = LinesField(source="specifics")
    apports = AddedValueSerializer(source="*")
    duree = DurationSerializer(source="*")
    statut_pendant = serializers.CharField(source="status_during")
    revenu_pendant = serializers.CharField(source="income_during")
    reste_a_payer = serializers.CharField(source="cost_left")
    certifiant = OptionalChoiceField(Certifying.choices, source="certifying")
    debouche_sur = serializers.CharField(source="leads_to")
    demarches = StepSerializer(source="steps", many=True)
    bon_a_savoir = serializers.SerializerMethodField()
    chiffres = FigureSerializer(source="figures", many=True)
    acces = AccessSerializer(source="*")
    acteurs = ActorSerializer(source="actors", many=True)
    compensation = CompensationSerializer(source="*")
    ressources = ResourceSerializer(source="resources", many=True)
    liens_vers = serializers.SerializerMethodField()
    liens_depuis = serializers.SerializerMethodField()
    retours_d_experience = serializers.SerializerMethodField()
    sources = CitationSerializer(source="citations", many=True)
    facile_a_lire = PlainSerializer(source="plain", allow_null=True)
    valable_du = serializers.DateField(source="valid_from", allow_null=True)
    valable_au = serializers.DateField(source="valid_until", allow_null=True)
    modifie_le = serializers.DateTimeField(source="updated_at")

    def get_bon_a_savoir(self, scheme: Scheme) -> list[str]:
        return [tip.text for tip in scheme.tips.all()]

    def get_retours_d_experience(self, scheme: Scheme) -> list[str]:
        return [initiative.slug for initiative in scheme.initiatives.all()]

    @extend_schema_field(LinkToSerializer(many=True))
    def get_liens_vers(self, scheme: Scheme):
        links = [link for link in scheme.outgoing_links.all() if is_published(link.to_scheme)]
        return LinkToSerializer(links, many=True).data

    @extend_schema_field(LinkFromSerializer(many=True))
    def get_liens_depuis(self, scheme: Scheme):
        links = [link for link in scheme.incoming_links.all() if is_published(link.from_scheme)]
        return LinkFromSerializer(links, many=True).data


def is_published(scheme: Scheme) -> bool:
    return scheme.publication == Publication.PUBLISHED
