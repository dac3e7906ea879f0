"""What teaches by example: field experience, comparisons, typical pathways."""

from decimal import Decimal

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from schemes.models.fields import PublicSlugField
from schemes.models.indexed import Indexed
from schemes.models.reference import Organisation, Source, Territory
from schemes.models.scheme import Scheme
from schemes.models.stage import Stage
from schemes.wording import span


class InitiativeQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("territory", "source").prefetch_related("stages")

    def for_page(self):
        """With all that its page shows: of schemes, those that are published."""
        shown = Prefetch("schemes", Scheme.objects.published())
        return self.for_list().prefetch_related(shown)

    def in_territory(self, slug: str):
        """Led in the territory itself or in one of those that it is made of."""
        return self.filter(Q(territory__slug=slug) | Q(territory__parent__slug=slug))

    def matching(self, text: str):
        """Those whose texts hold every word of `text`, accents as typed."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(carrier__icontains=word)
                | Q(public__icontains=word)
                | Q(summary__icontains=word)
                | Q(place_note__icontains=word)
                | Q(programme__icontains=word)
            )
        return found


class Initiative(Indexed):
    """A field experience (« retour d'expérience »): who did what, for whom, with what result."""

    slug = PublicSlugField("identifiant")
    title = models.CharField("titre", max_length=200)
    carrier = models.TextField("porteur")
    territory = models.ForeignKey(Territory, models.PROTECT, verbose_name="territoire")
    place_note = models.CharField("lieu précis", max_length=250, blank=True)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    period = models.CharField("période", max_length=200, blank=True)
    public = models.TextField("public", blank=True)
    summary = models.TextField("en une phrase")
    actions = models.JSONField("ce qui a été fait", default=list, blank=True)
    results = models.JSONField("résultats", default=list, blank=True)
    figures = models.JSONField("chiffres", default=list, blank=True)
    keys = models.JSONField("clés de réussite", default=list, blank=True)
    watchpoints = models.JSONField("points d'attention", default=list, blank=True)
    group = models.CharField("groupe de pratiques", max_length=120, blank=True)
    programme = models.CharField("programme", max_length=250, blank=True)
    stages = models.ManyToManyField(
        Stage, blank=True, related_name="initiatives", verbose_name="étapes"
    )
    schemes = models.ManyToManyField(
        Scheme, blank=True, related_name="initiatives", verbose_name="dispositifs"
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="source")
    place = models.CharField("endroit dans la source", max_length=200)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = "retour d'expérience"
        verbose_name_plural = "retours d'expérience"
        ordering = ("title",)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("schemes:initiative", args=[self.slug])

    @property
    def when(self) -> str:
        """« Depuis 2019 », or the year alone, or nothing."""
        return self.period or str(self.year or "")

    @property
    def told_figures(self) -> list[tuple[str, str]]:
        """« Apprenants formés », « 636 personnes »."""
        values = ((f["label"], Decimal(str(f["value"])), f.get("unit", "")) for f in self.figures)
        return [(label, span(value, value, unit)) for label, value, unit in values]


class Comparison(models.Model):
    """A table that sets schemes side by side, attribute by attribute, as a source does."""

    slug = PublicSlugField("identifiant")
    title = models.CharField("titre", max_length=200)
    intro = models.TextField("présentation", blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="source")
    place = models.CharField("endroit dans la source", max_length=200)

    class Meta:
        verbose_name = "comparaison"
        ordering = ("title",)

    def __str__(self):
        return self.title


class ComparisonCell(models.Model):
    """What one scheme is under one attribute of a comparison."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="cells")
    position = models.PositiveSmallIntegerField("ordre", default=0)
    key = models.SlugField("attribut", max_length=60)
    label = models.CharField("intitulé", max_length=200)
    scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="comparison_cells", verbose_name="dispositif"
    )
    text = models.TextField("valeur")

    class Meta:
        verbose_name = "case de comparaison"
        verbose_name_plural = "cases de comparaison"
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "key", "scheme"],
                name="comparison_cell_once",
                violation_error_message="Cette case existe déjà.",
            ),
        ]

    def __str__(self):
        return f"{self.label} – {self.scheme}"


class Journey(models.Model):
    """A typical pathway of the guide: employee, or job seeker."""

    slug = PublicSlugField("identifiant")
    title = models.CharField("titre", max_length=200)
    situations = models.JSONField("situations de départ", default=list, blank=True)

    class Meta:
        verbose_name = "parcours type"
        verbose_name_plural = "parcours types"
        ordering = ("slug",)

    def __str__(self):
        return self.title


class JourneyStep(models.Model):
    """One box of a typical pathway: a need, who accompanies, which schemes serve it."""

    class Phase(models.TextChoices):
        BEFORE = "avant", "Avant la formation"
        DURING = "pendant", "Pendant la formation"
        AFTER = "apres", "Après la formation"

    class Kind(models.TextChoices):
        SUPPORT = "accompagnement", "Qui accompagne"
        SCHEMES = "dispositifs", "Que mobiliser"
        FUNDING = "financement", "Qui paie"
        COMPENSATION = "compensation", "Compensation"
        EXIT = "sortie", "Sortie"

    journey = models.ForeignKey(Journey, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("ordre", default=0)
    key = models.SlugField("clé", max_length=60)
    phase = models.CharField("moment", max_length=10, choices=Phase)
    kind = models.CharField("nature", max_length=20, choices=Kind)
    title = models.CharField("titre", max_length=200)
    need = models.CharField("besoin", max_length=250, blank=True)
    text = models.TextField("explication", blank=True)
    organisations = models.ManyToManyField(Organisation, blank=True, verbose_name="qui accompagne")
    schemes = models.ManyToManyField(
        Scheme, blank=True, related_name="journey_steps", verbose_name="dispositifs"
    )

    class Meta:
        verbose_name = "étape de parcours type"
        verbose_name_plural = "étapes de parcours types"
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "key"],
                name="journey_step_once",
                violation_error_message="Cette étape existe déjà.",
            ),
            models.CheckConstraint(
                condition=Q(phase__in=["avant", "pendant", "apres"]),
                name="journey_step_phase_known",
                violation_error_message="Ce moment n'existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.journey} : {self.title}"
