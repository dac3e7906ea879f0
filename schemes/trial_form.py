"""A profile tried on rules by an editor: every question of the vocabulary, none of them kept."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.text import slugify

from schemes.enums import CriterionType, VerdictValue
from schemes.models import CaseType
from schemes.profile import Profile, read_answer
from schemes.vocabulary import Question, Vocabulary

PREFIX = "essai"
YES, NO = "oui", "non"


def _field(question: Question) -> forms.Field:
    shared = {"label": question.label, "required": False}
    if question.is_number:
        bounds = f"Entre {question.minimum} et {question.maximum} {question.unit}."
        return forms.IntegerField(**shared, help_text=bounds)
    if question.is_multiple:
        choices = [(option.value, option.label) for option in question.options]
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(**shared, choices=choices, widget=boxes)
    return forms.ChoiceField(**shared, choices=[("", "Non renseigné"), *_choices(question)])


def _choices(question: Question) -> list[tuple[str, str]]:
    if question.type == CriterionType.BOOLEAN:
        return [(YES, "Oui"), (NO, "Non")]
    return [(option.value, option.label) for option in question.options]


class TrialForm(forms.Form):
    """What is left empty is not known of the person; `first` questions come before the others."""

    def __init__(self, vocabulary: Vocabulary, first: Iterable[str] = (), data: Any = None):
        super().__init__(data, prefix=PREFIX)
        self.vocabulary = vocabulary
        self.first = [key for key in first if key in vocabulary]
        for question in vocabulary:
            self.fields[question.key] = _field(question)

    @property
    def asked_first(self) -> list[forms.BoundField]:
        return [self[key] for key in self.first]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[key] for key in self.fields if key not in self.first]

    def clean(self) -> dict:
        answers = {}
        for key, value in list(super().clean().items()):
            if value not in (None, "", []):
                self._read(key, value, answers)
        return answers

    def _read(self, key: str, value: Any, answers: dict) -> None:
        question = self.vocabulary[key]
        given = value == YES if question.type == CriterionType.BOOLEAN else value
        try:
            answers[key] = read_answer(given, question)
        except ValueError as error:
            self.add_error(key, str(error))

    @property
    def profile(self) -> Profile:
        """The answers that can be read; empty while there is none."""
        return Profile(MappingProxyType(self.cleaned_data if self.is_valid() else {}))


class NewCaseForm(forms.Form):
    """Who the tried person is, and the verdict that the scheme must give her."""

    label = forms.CharField(
        label="Qui est-ce ?",
        max_length=250,
        error_messages={"required": "Dites en une phrase qui est cette personne."},
    )
    verdict = forms.ChoiceField(
        label="Verdict attendu",
        choices=[("", "Choisir"), *VerdictValue.choices],
        error_messages={
            "required": "Choisissez le verdict attendu.",
            "invalid_choice": "Ce verdict n'existe pas.",
        },
    )
    reason = forms.CharField(label="Pourquoi (facultatif)", required=False)

    def __init__(self, data: Any = None):
        super().__init__(data, prefix="cas")

    def clean_label(self) -> str:
        label = self.cleaned_data["label"]
        if CaseType.objects.filter(label=label).exists():
            raise forms.ValidationError("Un cas type porte déjà ce nom.")
        return label

    @property
    def said_verdict(self) -> VerdictValue:
        return VerdictValue(self.cleaned_data["verdict"])

    def slug(self, scheme_slug: str) -> str:
        """A key that no case type has yet."""
        base = f"{scheme_slug}-{slugify(self.cleaned_data['label'])}"[:74].strip("-")
        taken = set(CaseType.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (base, *numbered) if slug not in taken)
