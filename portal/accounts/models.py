"""The trail of sign-ins: what happened to which account, when and from where."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = timedelta(days=365)  # as long as an inquiry may need, and no longer


class SignInQuerySet(models.QuerySet):
    def outdated(self):
        return self.filter(at__lt=timezone.now() - KEPT)


class SignIn(models.Model):
    """One event. A name that is no account's is not kept: people type passwords into that field."""

    class Kind(models.TextChoices):
        SUCCESS = "entree", "Connexion"
        FAILURE = "echec", "Échec"
        CODE_FAILURE = "code", "Code refusé"
        LOCK = "blocage", "Blocage"
        SIGN_OUT = "sortie", "Déconnexion"
        EXPIRED = "expiree", "Session trop longue, fermée"
        FACTOR_ADDED = "facteur-ajoute", "Second facteur ajouté"
        FACTOR_REMOVED = "facteur-retire", "Second facteur retiré"
        CODES_RENEWED = "codes", "Codes de secours renouvelés"
        PASSWORD = "mot-de-passe", "Mot de passe changé"

    at = models.DateTimeField("quand", default=timezone.now, db_index=True)
    kind = models.CharField("événement", max_length=20, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="sign_ins",
        verbose_name="compte",
    )
    address = models.GenericIPAddressField("adresse IP", null=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "connexion"
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "entree", "echec", "code", "blocage", "sortie", "expiree",
                        "facteur-ajoute", "facteur-retire", "codes", "mot-de-passe",
                    ]
                ),
                name="sign_in_kind_known",
                violation_error_message="Cet événement n'existe pas.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} : {self.user or 'compte inconnu'}"
