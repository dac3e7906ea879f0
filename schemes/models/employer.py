"""What an employer meets: events of an employee's life, and the statuses that one may have."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from schemes.explaining import Lexicon, Term
from schemes.models.fields import PublicSlugField, filled
from schemes.models.reference import Organisation, Source
from schemes.models.scheme import Scheme


class EmployerSituationQuerySet(models.QuerySet):
    def events(self):
        return self.filter(kind=EmployerSituation.Kind.EVENT)

    def statuses(self):
        return self.filter(kind=EmployerSituation.Kind.STATUS)

    def for_page(self):
        """With all that its page shows, in a constant number of queries."""
        return self.prefetch_related(
            "points__source",
            "points__organisation",
            "proposals__scheme",
            "calls__organisation__contacts__territory",
            "calls__organisation__territories",
        )


class EmployerSituation(models.Model):
    """One page of the employer's entrance: the question, its answer, what follows from it.

    `statuses` are values of the criterion `statuts`, the usual one first; `profile` is what else
    the event tells of a typical employee, in the form of `Profile.as_json`. Nobody's answers.
    """

    class Kind(models.TextChoices):
        EVENT = "evenement", "Événement"
        STATUS = "statut", "Statut de la personne"

    slug = PublicSlugField("identifiant")
    kind = models.CharField("nature", max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    label = models.CharField("intitulé court", max_length=80)
    question = models.CharField("question de l'employeur", max_length=150)
    promise = models.CharField("ce qu'il y gagne, en une ligne", max_length=150)
    answer = models.TextField("réponse en quelques phrases")
    statuses = models.JSONField("statuts possibles", default=list)
    profile = models.JSONField("ce que l'on sait de la personne", default=dict, blank=True)
    limits = models.TextField("ce que les sources ne disent pas", blank=True)
    link_label = models.CharField("page officielle : intitulé", max_length=200, blank=True)
    link_url = models.URLField("page officielle : adresse", max_length=500, blank=True)

    objects = EmployerSituationQuerySet.as_manager()

    class Meta:
        verbose_name = "situation d'employeur"
        verbose_name_plural = "situations d'employeur"
        ordering = ("kind", "position", "slug")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["evenement", "statut"]),
                name="employer_situation_kind_known",
                violation_error_message="Cette nature n'existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(link_label="", link_url="") | ~(Q(link_label="") | Q(link_url="")),
                name="employer_situation_link_whole",
                violation_error_message="Une page officielle a un intitulé et une adresse.",
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("schemes:employer-situation", args=[self.slug])

    def clean(self):
        if not isinstance(self.statuses, list) or not self.statuses:
            raise ValidationError({"statuses": "Donnez au moins un statut."})
        if not isinstance(self.profile, dict):
            raise ValidationError({"profile": "Donnez un objet JSON : une clé par question."})

    @property
    def is_event(self) -> bool:
        return self.kind == self.Kind.EVENT

    def points_of(self, kind: str) -> list["EmployerPoint"]:
        return [point for point in self.points.all() if point.kind == kind]

    @property
    def gains(self) -> list["EmployerPoint"]:
        return self.points_of(EmployerPoint.Kind.GAIN)

    @property
    def duties(self) -> list["EmployerPoint"]:
        return self.points_of(EmployerPoint.Kind.DUTY)

    @property
    def steps(self) -> list["EmployerPoint"]:
        return self.points_of(EmployerPoint.Kind.STEP)

    @property
    def costs(self) -> list["EmployerPoint"]:
        return self.points_of(EmployerPoint.Kind.COST)

    @property
    def citations(self) -> list[tuple[Source, list[str]]]:
        """The sources of all its points, each with the places that were read."""
        read: dict[Source, dict[str, None]] = {}
        for point in self.points.all():
            read.setdefault(point.source, {})[point.place] = None
        return [(source, list(places)) for source, places in read.items()]


class EmployerPart(models.Model):
    """A part of an employer's page that keeps its place in a list."""

    situation = models.ForeignKey(EmployerSituation, models.CASCADE, verbose_name="situation")
    position = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        abstract = True
        ordering = ("position", "id")


class EmployerPoint(EmployerPart):
    """One thing to gain, to do or to pay, and where it was read."""

    class Kind(models.TextChoices):
        GAIN = "gain", "Ce que l'employeur y gagne"
        DUTY = "devoir", "Ce qu'il doit faire"
        STEP = "etape", "Étape, dans l'ordre"
        COST = "cout", "Ce qu'il paie"

    situation = models.ForeignKey(
        EmployerSituation, models.CASCADE, related_name="points", verbose_name="situation"
    )
    kind = models.CharField("nature", max_length=10, choices=Kind)
    text = models.TextField("texte")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="organisme"
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="source")
    place = models.CharField("endroit dans la source", max_length=200)

    class Meta(EmployerPart.Meta):
        verbose_name = "point pour l'employeur"
        verbose_name_plural = "points pour l'employeur"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["gain", "devoir", "etape", "cout"]),
                name="employer_point_kind_known",
                violation_error_message="Cette nature n'existe pas.",
            ),
            models.CheckConstraint(
                condition=filled("text"),
                name="employer_point_worded",
                violation_error_message="Un point s'écrit en clair.",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def unnamed_organisation(self) -> Organisation | None:
        """Whom it concerns, unless the text has just named it."""
        body = self.organisation
        if body is None:
            return None
        names = Term(body.slug, body.acronym or body.name, "", (body.name,))
        return None if any(Lexicon([names]).mentions(self.text)) else body


class EmployerProposal(EmployerPart):
    """A scheme that fits the situation, and why, told to the employer."""

    situation = models.ForeignKey(
        EmployerSituation, models.CASCADE, related_name="proposals", verbose_name="situation"
    )
    scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="employer_proposals", verbose_name="dispositif"
    )
    why = models.TextField("pourquoi le proposer")

    class Meta(EmployerPart.Meta):
        verbose_name = "dispositif proposé à l'employeur"
        verbose_name_plural = "dispositifs proposés à l'employeur"
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "scheme"],
                name="employer_proposal_once",
                violation_error_message="Ce dispositif est déjà proposé ici.",
            ),
        ]

    def __str__(self):
        return f"{self.situation} : {self.scheme}"


class EmployerCall(EmployerPart):
    """Whom the employer calls, and for what."""

    situation = models.ForeignKey(
        EmployerSituation, models.CASCADE, related_name="calls", verbose_name="situation"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="employer_calls", verbose_name="organisme"
    )
    why = models.TextField("pourquoi l'appeler")

    class Meta(EmployerPart.Meta):
        verbose_name = "organisme à appeler par l'employeur"
        verbose_name_plural = "organismes à appeler par l'employeur"
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "organisation"],
                name="employer_call_once",
                violation_error_message="Cet organisme est déjà dans la liste.",
            ),
        ]

    def __str__(self):
        return f"{self.situation} : {self.organisation}"
