"""Forms of the plan: what is added, moved, dated, noted or shared."""

import unicodedata
from datetime import date
from typing import Any

from django import forms

from pathways.plan import (
    DAYS_OF,
    FIRST_DAY,
    LAST_DAY,
    MAX_AMOUNT,
    MAX_DAYS,
    MAX_NOTE,
    PlanStep,
)
from schemes.enums import DurationUnit

UP, DOWN = "monter", "descendre"
NO_SUCH_DATE = "Cette date n'existe pas. Écrivez-la ainsi : 04/01/2027."
OUT_OF_RANGE = f"Donnez une date entre {FIRST_DAY.year} et {LAST_DAY.year}."
TOO_LONG = "Dix ans au plus pour une étape."
WHOLE_NUMBER = "Donnez un nombre entier, en chiffres, à partir de 1."
# They turn the direction of the text that follows: a note could then show what it does not say.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """`text` without control characters, line breaks kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or _is_printable(c)).strip()


def _is_printable(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in BIDI_CONTROLS


class NoteField(forms.CharField):
    """Free text; control characters are dropped before anything is checked."""

    def to_python(self, value: Any) -> str:
        return printable(super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > MAX_NOTE:
            raise forms.ValidationError(
                f"La note compte {len(value)} caractères : {MAX_NOTE} au plus."
            )


class DayField(forms.DateField):
    """A day as browsers send it, or as French people write it."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}
            ),
            error_messages={"invalid": NO_SUCH_DATE},
            **kwargs,
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FIRST_DAY <= value <= LAST_DAY:
            raise forms.ValidationError(OUT_OF_RANGE)


class AddForm(forms.Form):
    """One scheme more; `retour` is the page to come back to."""

    dispositif = forms.ChoiceField(
        label="Dispositif à ajouter",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": "Choisissez d'abord un dispositif.",
            "invalid_choice": "Ce dispositif n'existe pas, ou n'est plus en vigueur.",
        },
    )
    retour = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, choices: list, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dispositif"].choices = [("", "Choisir un dispositif"), *choices]


class ChangeForm(forms.Form):
    """Any change to a plan says on which version of it it was decided."""

    version = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class StepChangeForm(ChangeForm):
    etape = forms.IntegerField(min_value=1)


class MoveForm(StepChangeForm):
    sens = forms.ChoiceField(choices=[(UP, "Monter"), (DOWN, "Descendre")])

    @property
    def places(self) -> int:
        return -1 if self.cleaned_data["sens"] == UP else 1


class OrderForm(ChangeForm):
    """All the keys of the plan in their new order, between commas."""

    ordre = forms.RegexField(r"^\d{1,6}(,\d{1,6}){0,99}$")

    def clean_ordre(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["ordre"].split(",")]


class StepForm(ChangeForm):
    """When a step starts, how long it lasts, and a note.

    An end and a start are kept as a number of days, and shown again as an end.
    """

    debut = DayField(label="Date de début")
    fin = DayField(label="Date de fin")
    duree = forms.IntegerField(
        label="Durée",
        required=False,
        min_value=1,
        max_value=MAX_AMOUNT,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "maxlength": 4, "class": "form-control"}
        ),
        error_messages={
            "invalid": WHOLE_NUMBER,
            "min_value": WHOLE_NUMBER,
            "max_value": TOO_LONG,
        },
    )
    unite = forms.ChoiceField(
        label="Unité",
        required=False,
        choices=DurationUnit.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Choisissez une unité de la liste."},
    )
    note = NoteField(
        label="Note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MAX_NOTE, "class": "form-control"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end, amount = (cleaned.get(name) for name in ("debut", "fin", "duree"))
        if end and amount:
            self.add_error("duree", "Donnez une date de fin ou une durée, pas les deux.")
        elif end and not start and "debut" not in self.errors:
            self.add_error("debut", "Donnez aussi la date de début.")
        elif end and start and end < start:
            self.add_error("fin", "La fin est avant le début : corrigez l'une des deux dates.")
        elif end and start and (end - start).days >= MAX_DAYS:
            self.add_error("fin", TOO_LONG)
        elif amount and _is_too_long(amount, cleaned.get("unite")):
            self.add_error("duree", TOO_LONG)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What to change in the step."""
        start, end = self.cleaned_data["debut"], self.cleaned_data["fin"]
        amount, unit = self.cleaned_data["duree"], self.cleaned_data["unite"]
        if end:
            amount, unit = (end - start).days + 1, DurationUnit.DAYS
        return {
            "start": start,
            "amount": amount,
            "unit": (unit or DurationUnit.MONTHS) if amount else "",
            "note": self.cleaned_data["note"],
        }


def _is_too_long(amount: int, unit: str | None) -> bool:
    return amount * DAYS_OF[DurationUnit(unit or DurationUnit.MONTHS)] > MAX_DAYS


def step_initial(step: PlanStep, end: date | None) -> dict[str, Any]:
    """A step as its form shows it; `end` is the last day where its length is in days."""
    shown = {"debut": step.start, "note": step.note, "unite": step.unit or DurationUnit.MONTHS}
    if step.start and step.unit == DurationUnit.DAYS:
        return {**shown, "fin": end, "unite": DurationUnit.MONTHS}
    return {**shown, "duree": step.amount}


class JourneyForm(forms.Form):
    """Which typical pathway to start from."""

    parcours = forms.ChoiceField()

    def __init__(self, choices: list, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parcours"].choices = choices
