"""What cards refer to: territories, organisations, contacts, sources, glossary."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from schemes.enums import ActorRole, TerritoryKind
from schemes.models.fields import PublicSlugField, filled
from schemes.models.indexed import Indexed
from schemes.phones import PhoneError, check_phone, dial_number


class TerritoryQuerySet(models.QuerySet):
    def departments(self):
        return self.filter(kind=TerritoryKind.DEPARTMENT)


class Territory(Indexed):
    """A department, a region or the country, after INSEE's official geographic code."""

    slug = PublicSlugField("identifiant")
    code = models.CharField("code INSEE", max_length=10)
    kind = models.CharField("niveau", max_length=20, choices=TerritoryKind)
    name = models.CharField("nom", max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="dans"
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=TerritoryKind.values),
                name="territory_kind_known",
                violation_error_message="Ce niveau de territoire n'existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.code})" if self.is_department else self.name

    @property
    def is_department(self) -> bool:
        return self.kind == TerritoryKind.DEPARTMENT


class Source(models.Model):
    """A document that facts were read from."""

    slug = PublicSlugField("identifiant")
    title = models.CharField("titre", max_length=250)
    publisher = models.CharField("éditeur", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    url = models.URLField("adresse", max_length=500, blank=True)
    note = models.TextField("ce que le portail en tire", blank=True)

    class Meta:
        verbose_name = "source"
        ordering = ("title",)

    def __str__(self):
        return f"{self.title} ({self.year})" if self.year else self.title


class Organisation(Indexed):
    """A body that prescribes, runs, pays, certifies or informs."""

    slug = PublicSlugField("identifiant")
    name = models.CharField("nom", max_length=200, unique=True)
    acronym = models.CharField("sigle", max_length=40, blank=True)
    kind = models.CharField("rôle principal", max_length=20, choices=ActorRole)
    network = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="réseau",
    )
    territories = models.ManyToManyField(
        Territory, blank=True, related_name="organisations", verbose_name="territoires"
    )
    description = models.TextField("description", blank=True)
    sectors = models.TextField("secteurs", blank=True, help_text="Pour un OPCO : les branches.")
    offers = models.TextField("ce qu'il propose", blank=True)
    url = models.URLField("site", max_length=500, blank=True)
    directory_url = models.URLField("annuaire", max_length=1000, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, verbose_name="source")
    place = models.CharField("endroit dans la source", max_length=200, blank=True)

    class Meta:
        verbose_name = "organisme"
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActorRole.values),
                name="organisation_kind_known",
                violation_error_message="Ce rôle n'existe pas.",
            ),
        ]

    def __str__(self):
        return self.acronym or self.name

    @property
    def site_beside_contacts(self) -> str:
        """Its site, or nothing where one of its contacts leads there."""
        told = {contact.form_url.rstrip("/") for contact in self.contacts.all()}
        return "" if self.url.rstrip("/") in told else self.url

    @property
    def is_reachable(self) -> bool:
        return bool(self.url or self.directory_url or self.contacts.all())


class ContactQuerySet(models.QuerySet):
    def for_directory(self):
        """With what the directory shows, in the order of the organisations."""
        return self.select_related("organisation", "territory")

    def near(self, department: str):
        """Those of the department, of its region, of the country, and those without a place."""
        return self.filter(
            Q(territory=None)
            | Q(territory__slug=department)
            | Q(territory__children__slug=department)
            | Q(territory__kind=TerritoryKind.COUNTRY)
        ).distinct()


class Contact(Indexed):
    """A way to reach an organisation; at least one means is given."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contacts", verbose_name="organisme"
    )
    position = models.PositiveSmallIntegerField("ordre", default=0)
    label = models.CharField("intitulé", max_length=200)
    role = models.CharField("rôle", max_length=20, choices=ActorRole)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="territoire",
    )
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("courriel", blank=True)
    form_url = models.URLField("formulaire ou page", max_length=1000, blank=True)
    address = models.CharField("adresse postale", max_length=250, blank=True)
    note = models.TextField("remarque", blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        ordering = ("organisation__name", "position", "id")
        constraints = [
            models.CheckConstraint(
                condition=filled("phone", "email", "form_url", "address"),
                name="contact_reachable",
                violation_error_message=(
                    "Un contact donne au moins un téléphone, un courriel, une page ou une adresse."
                ),
            ),
            models.CheckConstraint(
                condition=Q(role__in=ActorRole.values),
                name="contact_role_known",
                violation_error_message="Ce rôle n'existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} – {self.label}"

    def clean(self):
        if not self.phone:
            return
        try:
            check_phone(self.phone)
        except PhoneError as error:
            raise ValidationError({"phone": str(error)}) from error

    @property
    def dial(self) -> str:
        """The number as a `tel:` link wants it."""
        return dial_number(self.phone)


class GlossaryTerm(Indexed):
    """A term or an acronym of the field, explained in our words."""

    slug = PublicSlugField("identifiant")
    term = models.CharField("terme", max_length=120, unique=True)
    expansion = models.CharField("développement", max_length=250, blank=True)
    aliases = models.JSONField("autres formes", default=list, blank=True)
    definition = models.TextField("définition")
    url = models.URLField("lien officiel", max_length=1000, blank=True)
    scheme = models.ForeignKey(
        "schemes.Scheme",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="glossary_terms",
        verbose_name="dispositif",
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, verbose_name="source")
    place = models.CharField("endroit dans la source", max_length=200, blank=True)

    class Meta:
        verbose_name = "terme du glossaire"
        verbose_name_plural = "termes du glossaire"
        ordering = ("term",)

    def __str__(self):
        return self.term
