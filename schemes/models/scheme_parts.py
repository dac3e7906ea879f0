"""What hangs on a scheme: steps, tips, figures, resources, actors, links, plain version."""

from django.db import models
from django.db.models import F, Q

from schemes.enums import ActorRole, LinkKind, ResourceKind
from schemes.models.fields import filled
from schemes.models.indexed import Indexed
from schemes.models.reference import Organisation, Source
from schemes.models.scheme import Scheme
from schemes.wording import span


class OrderedPart(Indexed):
    """A part of a card that keeps its place in a list."""

    position = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        abstract = True
        ordering = ("position", "id")


class Step(OrderedPart):
    """A step to take to obtain the scheme."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="steps")
    text = models.TextField("étape")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="organisme"
    )
    upstream = models.BooleanField("à demander le plus en amont possible", default=False)

    class Meta(OrderedPart.Meta):
        verbose_name = "étape de mobilisation"
        verbose_name_plural = "étapes de mobilisation"

    def __str__(self):
        return self.text[:80]


class Tip(OrderedPart):
    """« Bon à savoir »."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="tips")
    text = models.TextField("bon à savoir")

    class Meta(OrderedPart.Meta):
        verbose_name = "bon à savoir"
        verbose_name_plural = "bons à savoir"

    def __str__(self):
        return self.text[:80]


class Figure(OrderedPart):
    """An amount, a number of hours, an age; the same key means the same figure on every card."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="figures")
    key = models.SlugField("clé", max_length=80)
    label = models.CharField("intitulé", max_length=200)
    minimum = models.DecimalField("de", max_digits=10, decimal_places=2)
    maximum = models.DecimalField("à", max_digits=10, decimal_places=2)
    unit = models.CharField("unité", max_length=60, blank=True)
    note = models.TextField("précision", blank=True)

    class Meta(OrderedPart.Meta):
        verbose_name = "chiffre clé"
        verbose_name_plural = "chiffres clés"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "key"],
                name="figure_once_a_scheme",
                violation_error_message="Ce chiffre est déjà sur la fiche.",
            ),
            models.CheckConstraint(
                condition=Q(maximum__gte=F("minimum")),
                name="figure_ordered",
                violation_error_message="Le maximum est plus petit que le minimum.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def text(self) -> str:
        """« 712,40 à 2 009,82 € par mois »."""
        return span(self.minimum, self.maximum, self.unit)


class Resource(OrderedPart):
    """A page or a document to read further."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="resources")
    label = models.CharField("intitulé", max_length=250)
    url = models.URLField("adresse", max_length=1000)
    kind = models.CharField("type", max_length=20, choices=ResourceKind)

    class Meta(OrderedPart.Meta):
        verbose_name = "ressource"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "url"],
                name="resource_once_a_scheme",
                violation_error_message="Cette adresse est déjà sur la fiche.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ResourceKind.values),
                name="resource_kind_known",
                violation_error_message="Ce type de ressource n'existe pas.",
            ),
        ]

    def __str__(self):
        return self.label


class Actor(OrderedPart):
    """Who plays which role in a scheme: a body of the directory, or a kind of party by its name."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="actors")
    role = models.CharField("rôle", max_length=20, choices=ActorRole)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts_played",
        verbose_name="organisme",
    )
    label = models.CharField("ou, en clair", max_length=250, blank=True)
    note = models.TextField("précision", blank=True)

    class Meta(OrderedPart.Meta):
        verbose_name = "acteur"
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | filled("label"),
                name="actor_named",
                violation_error_message="Un acteur est un organisme, ou un intitulé en clair.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=ActorRole.values),
                name="actor_role_known",
                violation_error_message="Ce rôle n'existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} : {self.name}"

    @property
    def name(self) -> str:
        return self.label or str(self.organisation)


class Citation(OrderedPart):
    """Where the card as a whole was read: a source and the place in it."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="source")
    place = models.CharField("endroit", max_length=200)

    class Meta(OrderedPart.Meta):
        verbose_name = "source de la fiche"
        verbose_name_plural = "sources de la fiche"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "source", "place"],
                name="citation_once",
                violation_error_message="Cette source est déjà citée.",
            ),
        ]

    def __str__(self):
        return f"{self.source}, {self.place}"


class SchemeLink(OrderedPart):
    """« From » KIND « to », with what the source says of it."""

    from_scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="outgoing_links", verbose_name="dispositif"
    )
    kind = models.CharField("lien", max_length=20, choices=LinkKind)
    to_scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="incoming_links", verbose_name="autre dispositif"
    )
    note = models.TextField("précision", blank=True)
    common_knowledge = models.BooleanField(
        "de notoriété publique", default=False, help_text="Certain, mais absent des sources."
    )

    class Meta(OrderedPart.Meta):
        verbose_name = "lien entre dispositifs"
        verbose_name_plural = "liens entre dispositifs"
        constraints = [
            models.UniqueConstraint(
                fields=["from_scheme", "kind", "to_scheme"],
                name="link_once",
                violation_error_message="Ce lien existe déjà.",
            ),
            models.CheckConstraint(
                condition=~Q(from_scheme=F("to_scheme")),
                name="link_between_two",
                violation_error_message="Un dispositif n'est pas lié à lui-même.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LinkKind.values),
                name="link_kind_known",
                violation_error_message="Ce type de lien n'existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.from_scheme} {self.get_kind_display()} {self.to_scheme}"


class PlainVersion(Indexed):
    """The card in plain words (FALC): lists of short lines.

    Reviewer and date stay empty until people concerned have read it: no logo is claimed before.
    """

    scheme = models.OneToOneField(Scheme, models.CASCADE, related_name="plain")
    what = models.JSONField("ce que c'est", default=list)
    for_whom = models.JSONField("pour qui", default=list)
    steps = models.JSONField("ce que vous faites", default=list)
    benefits = models.JSONField("ce que vous obtenez", default=list)
    call = models.JSONField("qui appeler", default=list)
    reviewed_by = models.CharField("relu par", max_length=200, blank=True)
    reviewed_on = models.DateField("relu le", null=True, blank=True)

    class Meta:
        verbose_name = "version facile à lire"
        verbose_name_plural = "versions faciles à lire"

    def __str__(self):
        return f"Version facile à lire de {self.scheme}"

    @property
    def lines(self) -> list[str]:
        return [*self.what, *self.for_whom, *self.steps, *self.benefits, *self.call]
