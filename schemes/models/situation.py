"""Situations as people tell them, and where each one leads."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from schemes.models.fields import PublicSlugField
from schemes.models.indexed import Indexed
from schemes.models.scheme import Scheme
from schemes.models.stage import Stage

PUBLIC_FILTERS = ("q", "etape", "nature", "droit", "statut", "handicap", "etat")


class Situation(Indexed):
    """« Je suis en arrêt et je ne pourrai pas reprendre mon poste », and the one place to go.

    The place is a card, a stage of the pathway, or the catalogue under `filters`, its own public
    parameters: {"statut": ["salarie-prive"]}. Nothing personal beside them gets into an address.
    """

    class Voice(models.TextChoices):
        PERSON = "personne", "La personne elle-même"
        ADVISER = "conseil", "Qui conseille"
        EMPLOYER = "employeur", "L'employeur"

    slug = PublicSlugField("identifiant")
    phrase = models.CharField("la situation, comme on la dit", max_length=150, unique=True)
    voice = models.CharField("qui parle", max_length=10, choices=Voice)
    others = models.JSONField("autres façons de le dire", default=list, blank=True)
    keywords = models.JSONField("mots clés", default=list, blank=True)
    answer = models.CharField("ce que l'on y trouve", max_length=180)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    scheme = models.ForeignKey(
        Scheme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="situations",
        verbose_name="fiche",
    )
    stage = models.ForeignKey(
        Stage,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="situations",
        verbose_name="étape du parcours",
    )
    filters = models.JSONField(
        "filtres du catalogue",
        null=True,
        blank=True,
        help_text='Par exemple {"statut": ["salarie-prive"], "etape": ["emploi"]}.',
    )

    class Meta:
        verbose_name = "situation"
        ordering = ("position", "slug")
        constraints = [
            models.CheckConstraint(
                condition=Q(scheme__isnull=False, stage=None, filters__isnull=True)
                | Q(scheme=None, stage__isnull=False, filters__isnull=True)
                | Q(scheme=None, stage=None, filters__isnull=False),
                name="situation_leads_to_one_place",
                violation_error_message=(
                    "Une situation mène à une fiche, à une étape ou à une liste : une seule."
                ),
            ),
            models.CheckConstraint(
                condition=Q(voice__in=["personne", "conseil", "employeur"]),
                name="situation_voice_known",
                violation_error_message="Cette voix n'existe pas.",
            ),
        ]

    def __str__(self):
        return self.phrase

    def clean(self):
        if self.filters is not None and not _are_filters(self.filters):
            names = ", ".join(PUBLIC_FILTERS)
            raise ValidationError(
                {"filters": f"Donnez des listes de valeurs sous ces noms seulement : {names}."}
            )

    def get_absolute_url(self):
        if place := self.scheme or self.stage:
            return place.get_absolute_url()
        query = QueryDict(mutable=True)
        for name, values in self.filters.items():
            query.setlist(name, values)
        return f"{reverse('schemes:catalogue')}?{query.urlencode()}"


def _are_filters(given) -> bool:
    """Each one a public parameter of the catalogue, with at least a text as its value."""
    return isinstance(given, dict) and all(
        name in PUBLIC_FILTERS
        and isinstance(values, list)
        and values
        and all(isinstance(value, str) for value in values)
        for name, values in given.items()
    )
