"""Stages of the pathway, and what a person needs at each."""

from django.db import models
from django.urls import reverse

from schemes.enums import StageSlug
from schemes.models.fields import PublicSlugField
from schemes.models.indexed import Indexed


class Stage(Indexed):
    """A stage of the pathway, in the order in which the guide's map draws them."""

    slug = PublicSlugField("identifiant", choices=StageSlug)
    name = models.CharField("nom", max_length=60)
    position = models.PositiveSmallIntegerField("ordre", unique=True)
    question = models.CharField("besoin en une phrase", max_length=200, blank=True)
    description = models.TextField("description", blank=True)

    class Meta:
        verbose_name = "étape"
        ordering = ("position",)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("pathways:stage", args=[self.slug])


class Need(models.Model):
    """What a person needs at a stage, in the guide's map (source 004, « a besoin de… »)."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="needs", verbose_name="étape")
    position = models.PositiveSmallIntegerField("ordre", default=0)
    text = models.CharField("besoin", max_length=200)

    class Meta:
        verbose_name = "besoin"
        ordering = ("stage__position", "position")

    def __str__(self):
        return self.text
