"""The scheme (« dispositif ») and the verbs of its queryset."""

from collections.abc import Iterable
from datetime import date

from django.db import connections, models
from django.db.models import F, Q
from django.urls import reverse

from schemes.dates import add_months
from schemes.enums import (
    ActorRole,
    Certifying,
    DurationUnit,
    LegalRegime,
    LinkKind,
    Nature,
    Publication,
    StageSlug,
    State,
)
from schemes.models.edited import Edited
from schemes.models.fields import PublicSlugField
from schemes.models.freshness import FreshnessVerbs
from schemes.models.indexed import Indexed
from schemes.models.place import place_in
from schemes.models.reference import Territory
from schemes.models.search import SearchKind
from schemes.models.stage import Stage
from schemes.search.api import search
from schemes.wording import span


class SchemeQuerySet(FreshnessVerbs):
    def published(self):
        return self.filter(publication=Publication.PUBLISHED)

    def originals(self):
        """Without the working copies, which nobody but their editors sees."""
        return self.filter(revises=None)

    def current(self):
        """Without the historic cards, which only `etat=historique` shows."""
        return self.exclude(state=State.HISTORIC)

    def unarchived(self):
        return self.exclude(publication=Publication.ARCHIVED)

    def reading(self, criterion: models.Model):
        """Those whose rules put a test to `criterion`."""
        own, other = Q(conditions__criterion=criterion), Q(conditions__unless_criterion=criterion)
        return self.filter(own | other).distinct()

    def for_stage(self, slug: str):
        return self.filter(stages__slug=slug)

    def compensation(self):
        """The tools that run beneath all stages."""
        return self.filter(nature=Nature.COMPENSATION)

    def exclude_compensation(self):
        return self.exclude(nature=Nature.COMPENSATION)

    def search(self, text: str):
        """Published cards that hold `text`, with their `place`, best first; see schemes/search."""
        found = search(text, [SearchKind.SCHEME], historic=True)
        return self.placed(found.of(SearchKind.SCHEME).ids)

    def placed(self, ids: Iterable[int]):
        """Those of `ids`, with a `place` that sorts them in that order."""
        ids = list(ids)
        place = place_in(ids, connections[self.db].vendor)
        return self.filter(pk__among=ids).annotate(place=place)

    def for_list(self):
        """With what a list row shows, in a constant number of queries."""
        return self.select_related("territory").prefetch_related("stages", "actors__organisation")

    def for_card(self):
        """With everything that the card shows, in a constant number of queries."""
        return self.select_related("territory", "plain").prefetch_related(
            "stages",
            "steps__organisation",
            "tips",
            "figures",
            "resources",
            "actors__organisation__contacts__territory",
            "citations__source",
            "compensations",
            "outgoing_links__to_scheme",
            "incoming_links__from_scheme",
            "initiatives",
            "changes",
        )


class Scheme(Edited, Indexed):
    """One scheme of vocational training: what it is, brings, lasts, pays and costs."""

    slug = PublicSlugField("identifiant")
    acronym = models.CharField("sigle", max_length=40, blank=True)
    name = models.CharField("nom", max_length=200)
    aliases = models.JSONField("autres noms", default=list, blank=True)
    nature = models.CharField("nature", max_length=20, choices=Nature)
    legal_regime = models.CharField("droit", max_length=20, choices=LegalRegime)
    state = models.CharField("état", max_length=20, choices=State, default=State.ACTIVE)
    stages = models.ManyToManyField(Stage, related_name="schemes", verbose_name="étapes")
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="schemes", verbose_name="territoire"
    )

    summary = models.CharField("en une phrase", max_length=180)
    for_whom = models.CharField("pour qui", max_length=220, blank=True)
    objectives = models.JSONField("objectifs", default=list, blank=True)
    measure = models.TextField("nature de la mesure", blank=True)
    specifics = models.JSONField("particularités", default=list, blank=True)
    value_person = models.JSONField("apports pour la personne", default=list, blank=True)
    value_employer = models.JSONField("apports pour l'employeur", default=list, blank=True)
    value_training_body = models.JSONField(
        "apports pour l'organisme de formation", default=list, blank=True
    )

    duration_min = models.DecimalField(
        "durée minimale", max_digits=6, decimal_places=1, null=True, blank=True
    )
    duration_max = models.DecimalField(
        "durée maximale", max_digits=6, decimal_places=1, null=True, blank=True
    )
    duration_unit = models.CharField("unité", max_length=10, choices=DurationUnit, blank=True)
    duration_note = models.TextField("précision sur la durée", blank=True)
    rhythm = models.TextField("rythme", blank=True)
    weekly_hours_min = models.PositiveSmallIntegerField(
        "heures par semaine, au moins", null=True, blank=True
    )
    weekly_hours_max = models.PositiveSmallIntegerField(
        "heures par semaine, au plus", null=True, blank=True
    )
    status_during = models.TextField("statut pendant", blank=True)
    income_during = models.TextField("revenu pendant", blank=True)
    cost_left = models.TextField("reste à payer", blank=True)
    certifying = models.CharField("certifiant", max_length=20, choices=Certifying, blank=True)
    leads_to = models.TextField("débouche sur", blank=True)

    compensations = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="compensated_schemes",
        limit_choices_to={"nature": Nature.COMPENSATION},
        verbose_name="mesures de compensation",
    )
    compensation_notes = models.JSONField("à savoir sur la compensation", default=list, blank=True)

    valid_from = models.DateField("valable à partir du", null=True, blank=True)
    valid_until = models.DateField("valable jusqu'au", null=True, blank=True)
    verified_on = models.DateField("vérifié le", null=True, blank=True)
    review_every_months = models.PositiveSmallIntegerField(
        "à revérifier tous les (mois)", default=12
    )
    publication = models.CharField(
        "publication", max_length=20, choices=Publication, default=Publication.DRAFT
    )
    needs_review = models.BooleanField("point à vérifier", default=False)
    editor_note = models.TextField("note des rédacteurs", blank=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "dispositif"
        ordering = ("name",)
        permissions = [
            ("submit_scheme", "Peut envoyer une fiche à la relecture"),
            ("publish_scheme", "Peut relire et publier une fiche"),
            ("administer_scheme", "Peut modifier une fiche publiée"),
        ]
        indexes = [
            models.Index(fields=["publication", "state", "name"]),
            models.Index(fields=["name", "-id"], name="scheme_by_name"),  # the admin's list
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_max__gte=F("duration_min"))
                | Q(duration_min=None)
                | Q(duration_max=None),
                name="scheme_duration_ordered",
                violation_error_message="La durée maximale est plus courte que la minimale.",
            ),
            models.CheckConstraint(
                condition=Q(duration_min=None, duration_max=None) | ~Q(duration_unit=""),
                name="scheme_duration_has_unit",
                violation_error_message="Une durée a une unité.",
            ),
            models.CheckConstraint(
                condition=Q(weekly_hours_max__gte=F("weekly_hours_min"))
                | Q(weekly_hours_min=None)
                | Q(weekly_hours_max=None),
                name="scheme_weekly_hours_ordered",
                violation_error_message="Le maximum d'heures par semaine est sous le minimum.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from"))
                | Q(valid_from=None)
                | Q(valid_until=None),
                name="scheme_validity_ordered",
                violation_error_message="La fin de validité précède le début.",
            ),
            models.CheckConstraint(
                condition=Q(nature__in=Nature.values, legal_regime__in=LegalRegime.values)
                & Q(state__in=State.values, publication__in=Publication.values)
                & Q(certifying__in=["", *Certifying.values]),
                name="scheme_choices_known",
                violation_error_message="Nature, droit, état ou publication inconnus.",
            ),
            models.CheckConstraint(
                condition=Q(revises=None)
                | ~Q(publication__in=[Publication.PUBLISHED, Publication.ARCHIVED]),
                name="scheme_working_copy_hidden",
                violation_error_message="Une version de travail ne se publie pas elle-même.",
            ),
        ]

    def __str__(self):
        return self.acronym or self.name

    def get_absolute_url(self):
        return reverse("schemes:card", args=[self.slug])

    @property
    def title(self) -> str:
        """« PTP, projet de transition professionnelle », or the name alone."""
        return f"{self.acronym} – {self.name}" if self.acronym else self.name

    @property
    def has_duration(self) -> bool:
        return bool(self.duration_text or self.duration_note)

    @property
    def duration_text(self) -> str:
        """« 6 à 12 mois », « 24 heures au plus », or nothing."""
        return span(self.duration_min, self.duration_max, self.get_duration_unit_display())

    @property
    def due_on(self) -> date | None:
        """The day on which it is to be verified again; never verified, it already is."""
        return self.verified_on and add_months(self.verified_on, self.review_every_months)

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED

    @property
    def tools(self) -> list:
        """The compensation measures that the public may read of."""
        return [tool for tool in self.compensations.all() if tool.is_published]

    @property
    def links_out(self) -> list:
        return [link for link in self.outgoing_links.all() if link.to_scheme.is_published]

    @property
    def links_in(self) -> list:
        return [link for link in self.incoming_links.all() if link.from_scheme.is_published]

    @property
    def successors(self) -> list:
        """What has replaced a scheme of the past."""
        return [link.to_scheme for link in self.links_out if link.kind == LinkKind.REPLACED_BY]

    @property
    def funders(self) -> list:
        return self.actors_as(ActorRole.FUNDER)

    @property
    def prescribers(self) -> list:
        return self.actors_as(ActorRole.PRESCRIBER)

    def actors_as(self, role: ActorRole) -> list:
        """Who plays `role`, from the prefetched actors."""
        return [actor for actor in self.actors.all() if actor.role == role]

    @property
    def stage_words(self) -> str:
        """« Projet · Formation », or « Toutes les étapes »."""
        names = [stage.get_slug_display() for stage in self.stages.all()]
        return "Toutes les étapes" if len(names) == len(StageSlug) else " · ".join(names)

    @property
    def has_plain(self) -> bool:
        return hasattr(self, "plain")

    @property
    def is_historic(self) -> bool:
        return self.state == State.HISTORIC

    @property
    def is_specific(self) -> bool:
        return self.legal_regime == LegalRegime.SPECIFIC
