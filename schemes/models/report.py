"""Errors that readers report on cards, for the editors' queue."""

from django.db import models
from django.db.models import Q

from schemes.models.fields import filled
from schemes.models.scheme import Scheme


class Report(models.Model):
    """What a reader says is wrong on a card.

    Holds no name, no address of a machine; the e-mail is optional and goes once it is dealt with.
    """

    class Part(models.TextChoices):
        SUMMARY = "essentiel", "L'essentiel (pour qui, durée, revenu, coût)"
        ACCESS = "acces", "Qui peut en bénéficier"
        STEPS = "demarches", "Comment faire"
        CONTACT = "contact", "Un contact (téléphone, adresse, lien)"
        LINK = "lien", "Un lien qui ne marche pas"
        FIGURE = "chiffre", "Un chiffre ou un montant"
        PLAIN = "mots-simples", "La version en mots simples"
        OTHER = "autre", "Ailleurs, ou toute la fiche"

    class State(models.TextChoices):
        NEW = "nouveau", "Nouveau"
        DONE = "traite", "Traité"

    scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="reports", verbose_name="dispositif"
    )
    part = models.CharField("endroit de la fiche", max_length=20, choices=Part)
    text = models.TextField("ce qui ne va pas", max_length=2000)
    email = models.EmailField("courriel pour répondre", blank=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.NEW)
    created_at = models.DateTimeField("reçu le", auto_now_add=True)

    class Meta:
        verbose_name = "signalement d'erreur"
        verbose_name_plural = "signalements d'erreur"
        ordering = ("-created_at", "-id")
        indexes = [models.Index(fields=["state", "-created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["nouveau", "traite"]),
                name="report_state_known",
                violation_error_message="Cet état n'existe pas.",
            ),
            models.CheckConstraint(
                condition=filled("text"),
                name="report_worded",
                violation_error_message="Un signalement dit ce qui ne va pas.",
            ),
        ]

    def __str__(self):
        return f"Signalement {self.pk} – {self.scheme}"
