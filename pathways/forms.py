"""Forms that ask the questions of the vocabulary: one of them, or all at once."""

from typing import Any

from django import forms

from pathways.answers import ADVISER, EMPLOYER, SELF
from schemes.enums import CriterionType, StageSlug
from schemes.profile import UNKNOWN, Answer, Profile, read_answer
from schemes.vocabulary import Question, Vocabulary

YES, NO = "oui", "non"
NEAR = ("02", "59", "60", "62", "80")  # Hauts-de-France first: the guide's region


class StartForm(forms.Form):
    """For whom, from which situation, and what is needed now; only the first must be said."""

    voix = forms.ChoiceField(
        label="Pour qui répondez-vous ?",
        choices=[
            (ADVISER, "J'accompagne quelqu'un"),
            (EMPLOYER, "Je suis employeur ou RH"),
            (SELF, "C'est pour moi"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites d'abord pour qui vous répondez.",
            "invalid_choice": "Cette réponse n'existe pas : choisissez dans la liste.",
        },
    )
    parcours = forms.ChoiceField(
        label="Quel est le point de départ ?", required=False, widget=forms.RadioSelect
    )
    etape = forms.ChoiceField(
        label="De quoi a-t-on besoin maintenant ?",
        choices=[("", "Je ne sais pas encore"), *StageSlug.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, journeys=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parcours"].choices = [
            *((journey.slug, journey.title) for journey in journeys),
            ("", "Une autre situation"),
        ]


class NumberField(forms.IntegerField):
    def __init__(self, question: Question, **kwargs):
        bounds = f"entre {question.minimum} et {question.maximum}"
        message = f"Écrivez un nombre {bounds}, en chiffres."
        super().__init__(
            min_value=question.minimum,
            max_value=question.maximum,
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "class": "form-control",
                    "autocomplete": "off",
                    "maxlength": 6,
                }
            ),
            error_messages={
                "required": "Écrivez un nombre, ou choisissez « Je ne sais pas ».",
                "invalid": message,
                "min_value": message,
                "max_value": message,
            },
            **kwargs,
        )


def field_for(question: Question, *, required: bool = True) -> forms.Field:
    """The form field that asks `question`."""
    kind = CriterionType(question.type)
    shared = {"label": question.label, "required": required, "error_messages": _choice_errors()}
    if kind == CriterionType.NUMBER:
        return NumberField(question, label=question.label, required=required)
    if kind == CriterionType.MULTIPLE:
        choices = _choices(question)
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **shared
        )
    if kind == CriterionType.TERRITORY:
        choices = [("", "Choisir un département"), *_departments(question)]
        widget = forms.Select(attrs={"class": "form-select"})
        return forms.ChoiceField(choices=choices, widget=widget, **shared)
    choices = [(YES, "Oui"), (NO, "Non")] if kind == CriterionType.BOOLEAN else _choices(question)
    if not required:  # a radio once chosen cannot be taken back otherwise
        choices = [*choices, ("", "Pas de réponse")]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)


def _choice_errors() -> dict[str, str]:
    return {
        "required": "Choisissez une réponse, ou « Je ne sais pas ».",
        "invalid_choice": "Cette réponse n'existe pas : choisissez dans la liste.",
        "invalid_list": "Cette réponse n'existe pas : choisissez dans la liste.",
    }


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(option.value, option.label) for option in question.options]


def _departments(question: Question):
    near = [(o.value, f"{o.value} – {o.label}") for o in question.options if o.value in NEAR]
    far = [(o.value, f"{o.value} – {o.label}") for o in question.options if o.value not in NEAR]
    return [("Hauts-de-France", near), ("Autres départements", far)]


def to_answer(value: Any, question: Question) -> Answer:
    """A cleaned form value as an answer; raises ValueError with a French sentence."""
    if question.type == CriterionType.BOOLEAN:
        return value == YES
    return read_answer(value, question)


def to_initial(answer, question: Question):
    """A known answer as the form shows it."""
    if isinstance(answer, bool):
        return YES if answer else NO
    return sorted(answer) if isinstance(answer, frozenset) else answer


class QuestionForm(forms.Form):
    """One question; `cleaned_data["answer"]` holds the answer, ready for the profile."""

    def __init__(self, question: Question, *args, known=None, **kwargs):
        initial = {} if known is None else {"answer": to_initial(known, question)}
        super().__init__(*args, initial=initial, **kwargs)
        self.question = question
        self.fields["answer"] = field_for(question)

    def clean_answer(self) -> Answer:
        return _checked(self.cleaned_data["answer"], self.question)


def _checked(value, question: Question) -> Answer:
    try:
        return to_answer(value, question)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


class AllQuestionsForm(forms.Form):
    """Every question on one page; a field left empty is a question that was not asked.

    One that was passed over before stays so until it is answered.
    """

    def __init__(self, vocabulary: Vocabulary, *args, profile: Profile, **kwargs):
        known = {q.key: profile.value(q.key) for q in vocabulary if profile.is_known(q.key)}
        initial = {key: to_initial(answer, vocabulary[key]) for key, answer in known.items()}
        super().__init__(*args, initial=initial, **kwargs)
        self.vocabulary = vocabulary
        self.passed = [key for key in profile.answers if not profile.is_known(key)]
        for question in vocabulary:
            self.fields[question.key] = field_for(question, required=False)

    def clean(self):
        cleaned = dict.fromkeys(self.passed, UNKNOWN)
        for key, value in list(super().clean().items()):
            if value in (None, "", []):
                continue
            try:
                cleaned[key] = to_answer(value, self.vocabulary[key])
            except ValueError as error:
                self.add_error(key, str(error))
        return cleaned
