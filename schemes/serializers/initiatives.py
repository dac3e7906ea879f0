"""Field experience, whole: each one is a page of text."""

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from schemes.models import Initiative
from schemes.serializers.fields import LinesField


@extend_schema_serializer(component_name="ChiffreObtenu")
class InitiativeFigureSerializer(serializers.Serializer):
    libelle = serializers.CharField(source="label")
    valeur = serializers.FloatField(source="value")
    unite = serializers.CharField(source="unit", default="")


@extend_schema_serializer(component_name="RetourDExperience")
class InitiativeSerializer(serializers.Serializer):
    slug = serializers.CharField()
    titre = serializers.CharField(source="title")
    resume = serializers.CharField(source="summary")
    porteur = serializers.CharField(source="carrier")
    territoire = serializers.CharField(
        source="territory.slug", help_text="« national », une région ou un département."
    )
    lieu_precis = serializers.CharField(source="place_note")
    annee = serializers.IntegerField(source="year", allow_null=True)
    periode = serializers.CharField(source="period")
    public = serializers.CharField()
    actions = LinesField()
    resultats = LinesField(source="results")
    chiffres = InitiativeFigureSerializer(source="figures", many=True)
    cles_de_reussite = LinesField(source="keys")
    points_d_attention = LinesField(source="watchpoints")
    groupe = serializers.CharField(source="group", help_text="Groupe de pratiques de la source.")
    programme = serializers.CharField()
    etapes = serializers.SerializerMethodField()
    dispositifs = serializers.SerializerMethodField(help_text="Slugs des fiches publiées.")
    source = serializers.CharField(source="source.slug")
    titre_de_la_source = serializers.CharField(source="source.title")
    lieu = serializers.CharField(source="place", help_text="Endroit dans la source.")
    page = serializers.SerializerMethodField(help_text="Adresse de la page sur le portail.")

    def get_etapes(self, initiative: Initiative) -> list[str]:
        return [stage.slug for stage in initiative.stages.all()]

    def get_dispositifs(self, initiative: Initiative) -> list[str]:
        return [scheme.slug for scheme in initiative.schemes.all()]

    @extend_schema_field(serializers.URLField())
    def get_page(self, initiative: Initiative) -> str:
        return self.context["request"].build_absolute_uri(initiative.get_absolute_url())
