"""Rules of access: vocabulary of answers, audiences, conditions, case types."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from schemes.enums import CriterionType, Operator, Scope, VerdictValue
from schemes.models.fields import PublicSlugField, filled
from schemes.models.indexed import Indexed
from schemes.models.reference import Source
from schemes.models.scheme import Scheme


class Criterion(Indexed):
    """A question whose answer rules may read; keys are public (API, fixtures)."""

    class Group(models.TextChoices):
        SITUATION = "situation", "Situation"
        HEALTH = "sante", "Santé et handicap"
        WORK = "emploi", "Emploi"
        INCOME = "ressources", "Ressources"
        BACKGROUND = "parcours", "Parcours"
        PROJECT = "projet", "Projet"

    key = models.CharField("clé", max_length=60, unique=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    label = models.CharField("intitulé court", max_length=80)
    type = models.CharField("type", max_length=20, choices=CriterionType)
    unit = models.CharField("unité", max_length=20, blank=True)
    minimum = models.IntegerField("minimum", null=True, blank=True)
    maximum = models.IntegerField("maximum", null=True, blank=True)
    group = models.CharField("groupe", max_length=20, choices=Group)
    about = models.CharField("porte sur", max_length=20, default="personne")
    sensitive = models.BooleanField("donnée sensible", default=False)
    changeable = models.BooleanField("peut changer", default=False)
    question = models.CharField("question (à un conseiller)", max_length=250)
    question_self = models.CharField("question (à la personne)", max_length=250, blank=True)
    hint = models.TextField("aide", blank=True)
    why = models.TextField("pourquoi la poser", blank=True)
    exclusive = models.JSONField("réponses incompatibles", default=list, blank=True)
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name="se pose après"
    )
    asked_when = models.JSONField("ne se pose que si", null=True, blank=True)

    class Meta:
        verbose_name = "critère"
        ordering = ("position", "key")
        constraints = [
            models.CheckConstraint(
                condition=Q(type__in=CriterionType.values),
                name="criterion_type_known",
                violation_error_message="Ce type de critère n'existe pas.",
            ),
            models.CheckConstraint(
                condition=~Q(type=CriterionType.NUMBER)
                | Q(minimum__isnull=False, maximum__gt=models.F("minimum")),
                name="criterion_number_bounded",
                violation_error_message="Un nombre a un minimum et un maximum plus grand.",
            ),
        ]

    def __str__(self):
        return self.label or self.key


class CriterionOption(Indexed):
    """One possible answer; « conseillable » answers may be proposed as a change."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField("ordre", default=0)
    value = models.CharField("valeur", max_length=60)
    label = models.CharField("intitulé", max_length=200)
    label_short = models.CharField("intitulé court", max_length=80, blank=True)
    hint = models.TextField("aide", blank=True)
    advisable = models.BooleanField("conseillable", default=True)
    change = models.TextField("comment y arriver", blank=True)
    helped_by = models.ManyToManyField(
        Scheme, blank=True, related_name="options_helped", verbose_name="dispositifs qui y mènent"
    )

    class Meta:
        verbose_name = "réponse possible"
        verbose_name_plural = "réponses possibles"
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "value"],
                name="option_once_a_criterion",
                violation_error_message="Cette réponse existe déjà.",
            ),
        ]

    def __str__(self):
        return self.label


class Audience(Indexed):
    """One public of a scheme: it is enough to belong to one of them."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="audiences")
    position = models.PositiveSmallIntegerField("ordre", default=0)
    key = models.CharField("clé", max_length=60)
    label = models.CharField("public", max_length=200)

    class Meta:
        verbose_name = "public"
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "key"],
                name="audience_once_a_scheme",
                violation_error_message="Ce public existe déjà.",
            ),
        ]

    def __str__(self):
        return f"{self.scheme} : {self.label}"


class ConditionQuerySet(models.QuerySet):
    def with_tests(self):
        """With what a rule is built from."""
        return self.select_related("criterion", "unless_criterion", "source")


class Condition(Indexed):
    """One condition of the base (no audience) or of an audience, with its « sauf si »."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="conditions")
    audience = models.ForeignKey(
        Audience,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="conditions",
        help_text="Vide : la condition vaut pour tous les publics.",
        verbose_name="public",
    )
    position = models.PositiveSmallIntegerField("ordre", default=0)
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conditions",
        verbose_name="critère",
    )
    operator = models.CharField("opérateur", max_length=10, choices=Operator, blank=True)
    value = models.JSONField("valeur", null=True, blank=True)
    unless_criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exceptions",
        verbose_name="sauf si : critère",
    )
    unless_operator = models.CharField(
        "sauf si : opérateur", max_length=10, choices=Operator, blank=True
    )
    unless_value = models.JSONField("sauf si : valeur", null=True, blank=True)
    unless_wording = models.CharField("sauf si : en clair", max_length=250, blank=True)
    scope = models.CharField("portée", max_length=20, choices=Scope, default=Scope.REQUIRED)
    wording = models.CharField("en clair", max_length=300)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="source")
    place = models.CharField("endroit dans la source", max_length=200)
    checked_on = models.DateField("vérifiée le", null=True, blank=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = "condition d'accès"
        verbose_name_plural = "conditions d'accès"
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=Scope.values),
                name="condition_scope_known",
                violation_error_message="Cette portée n'existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(criterion__isnull=True, operator__in=["", Operator.ALWAYS])
                | (Q(criterion__isnull=False) & ~Q(operator__in=["", Operator.ALWAYS])),
                name="condition_test_whole",
                violation_error_message="Un critère va avec un opérateur.",
            ),
            models.CheckConstraint(
                condition=~Q(scope=Scope.REQUIRED) | ~Q(operator=""),
                name="condition_required_decides",
                violation_error_message="Une condition requise porte sur un critère.",
            ),
            models.CheckConstraint(
                condition=Q(unless_criterion__isnull=True, unless_operator="")
                | (Q(unless_criterion__isnull=False) & ~Q(unless_operator="")),
                name="condition_exception_whole",
                violation_error_message="« Sauf si » a un critère et un opérateur.",
            ),
            models.CheckConstraint(
                condition=filled("wording"),
                name="condition_worded",
                violation_error_message="Une condition s'écrit en clair.",
            ),
        ]

    def __str__(self):
        return self.wording

    def clean(self):
        if self.audience_id and self.audience.scheme_id != self.scheme_id:
            raise ValidationError({"audience": "Ce public est celui d'un autre dispositif."})


class CaseType(models.Model):
    """A typical person, told by her answers, on whom rules are tried."""

    slug = PublicSlugField("identifiant")
    label = models.CharField("qui", max_length=250)
    profile = models.JSONField("réponses", default=dict, blank=True)

    class Meta:
        verbose_name = "cas type"
        verbose_name_plural = "cas types"
        ordering = ("slug",)

    def __str__(self):
        return self.label


class Expectation(models.Model):
    """The verdict that a scheme must give to a case type."""

    case_type = models.ForeignKey(CaseType, models.CASCADE, related_name="expectations")
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="expectations")
    verdict = models.CharField("verdict attendu", max_length=20, choices=VerdictValue)
    reason = models.TextField("pourquoi", blank=True)

    class Meta:
        verbose_name = "verdict attendu"
        verbose_name_plural = "verdicts attendus"
        ordering = ("case_type__slug", "scheme__slug")
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "scheme"],
                name="expectation_once",
                violation_error_message="Ce cas type a déjà un verdict pour ce dispositif.",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=VerdictValue.values),
                name="expectation_verdict_known",
                violation_error_message="Ce verdict n'existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.case_type} → {self.scheme} : {self.get_verdict_display()}"
