"""Reporting an error on a card: the form, and how many one reader may send."""

import re

from django import forms
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from schemes.models import Report

HOUR = 60 * 60
MOST_A_SESSION = 5  # an hour
MOST_AN_ADDRESS = 20  # an hour: a whole agency may share one
FEWEST_LETTERS = 10
LONGEST_TEXT = 2000
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
TRAP = "site"  # a field that people do not see, and that robots fill


class ReportForm(forms.ModelForm):
    """What, where, and how to answer; `is_trapped` when the hidden field was filled."""

    site = forms.CharField(required=False, label="Ne remplissez pas ce champ")

    class Meta:
        model = Report
        fields = ("part", "text", "email")
        labels = {
            "part": "Où est l'erreur ?",
            "text": "Qu'est-ce qui ne va pas ?",
            "email": "Votre courriel, si vous voulez une réponse (facultatif)",
        }
        help_texts = {
            "text": "Ne donnez ni nom, ni information de santé.",
            "email": "Il ne sert qu'à vous répondre, et il est effacé une fois l'erreur traitée.",
        }
        error_messages = {
            "part": {"required": "Choisissez l'endroit de la fiche."},
            "text": {"required": "Dites ce qui ne va pas."},
            "email": {
                "invalid": "Donnez une adresse comme nom@exemple.fr, ou laissez ce champ vide.",
            },
        }
        widgets = {"text": forms.Textarea({"rows": 5, "maxlength": LONGEST_TEXT})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", "Choisir"), *Report.Part.choices]
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields[TRAP].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        for name in ("part", "text", "email"):
            css = "form-select" if name == "part" else "form-control"
            self.fields[name].widget.attrs["class"] = css

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        words = LINK.sub("", text)
        if sum(letter.isalpha() for letter in words) < FEWEST_LETTERS:
            raise forms.ValidationError(
                "Dites en quelques mots ce qui ne va pas : un lien ou un signe seul ne suffit pas."
            )
        return text

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get(TRAP, "").strip())


def may_send(address: str, session: str | None) -> bool:
    """Count one more report of this reader; False where that is too many for this hour.

    The cache holds keyed hashes that nobody can turn back into an address, and for an hour.
    """
    counts = [_count("address", address) <= MOST_AN_ADDRESS]
    if session:
        counts.append(_count("session", session) <= MOST_A_SESSION)
    return all(counts)


def _count(kind: str, identity: str) -> int:
    key = f"report-{salted_hmac(f'schemes.reports.{kind}', identity).hexdigest()}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it has just expired
        return 1
