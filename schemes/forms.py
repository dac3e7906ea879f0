"""Form fields and forms of the admin: sentences one a line, JSON that nothing can break."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.fields import InvalidJSONInput

from schemes.enums import Operator
from schemes.models import Criterion
from schemes.profile import ProfileError, read_profile
from schemes.rule_lint import test_problem
from schemes.rulebook import load_vocabulary
from schemes.vocabulary import Vocabulary

PAIR = 2


class LinesField(forms.CharField):
    """A list of sentences, edited as one a line; blank lines do not count."""

    widget = forms.Textarea

    def __init__(self, *, encoder=None, decoder=None, **kwargs: Any):
        """`encoder` and `decoder` come from the model's JSONField and are of no use here."""
        super().__init__(**kwargs)
        self.help_text = self.help_text or "Une phrase par ligne."

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        text = super().to_python(value)
        ProhibitNullCharactersValidator()(text)  # the field's own looks at the list, too late
        return [line.strip() for line in text.splitlines() if line.strip()]


class SafeJSONField(forms.JSONField):
    """Refuses in French what Python reads as JSON and a database or a log cannot hold."""

    default_error_messages = {"unsafe": "Ce JSON contient un caractère ou un nombre non admis."}

    def to_python(self, value: Any) -> Any:
        try:
            data = super().to_python(value)
            text = json.dumps(data, ensure_ascii=False, allow_nan=False)
            text.encode()  # finds lone surrogates
        except (ValueError, RecursionError) as error:
            raise self._unsafe() from error
        if "\\u0000" in text:
            raise self._unsafe()
        return data

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is shown again after a refusal: as it was typed, where it cannot be read."""
        try:
            return initial if self.disabled else self.to_python(data)
        except ValidationError:
            return InvalidJSONInput(data)

    def _unsafe(self) -> ValidationError:
        return ValidationError(self.error_messages["unsafe"], code="unsafe")


class ConditionForm(forms.ModelForm):
    """Refuses a test that could not be put to its criterion."""

    def __init__(self, *args: Any, vocabulary: Vocabulary | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.vocabulary = vocabulary

    def clean(self) -> None:
        super().clean()
        for prefix in ("", "unless_"):
            self._clean_test(prefix)

    def _clean_test(self, prefix: str) -> None:
        names = [f"{prefix}{name}" for name in ("criterion", "operator", "value")]
        if any(name in self.errors for name in names):
            return
        if problem := self._problem(*(self.cleaned_data.get(name) for name in names)):
            self.add_error(f"{prefix}value", problem)

    def _problem(self, criterion: Criterion | None, operator: str, value: Any) -> str:
        if criterion is None:
            return "" if value is None else "Sans critère, il n'y a pas de valeur."
        if not operator:
            return ""  # a constraint of the model says it
        vocabulary = self.vocabulary or load_vocabulary()
        question = vocabulary[criterion.key]
        return _shape_problem(operator, value) or test_problem(question, operator, value)


def _shape_problem(operator: str, value: Any) -> str:
    """Why `value` is not even of the form that `operator` reads, or nothing."""
    items = value if isinstance(value, list) else []
    if operator in (Operator.IN, Operator.NOT_IN) and not items:
        return 'Donnez une liste de réponses, par exemple ["reconnu"].'
    if operator == Operator.BETWEEN and len(items) != PAIR:
        return "Donnez deux bornes, par exemple [16, 29] ; null pour une borne ouverte."
    return ""


class CriterionForm(forms.ModelForm):
    """Checks the two columns of JSON that the questionnaire follows."""

    def clean_exclusive(self) -> list:
        pairs = self.cleaned_data["exclusive"] or []
        if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
            raise ValidationError('Donnez une liste de paires, par exemple [["oui", "non"]].')
        return pairs

    def clean_asked_when(self) -> dict | None:
        raw = self.cleaned_data["asked_when"]
        if raw is None:
            return None
        if not _is_asked_when(raw):
            raise ValidationError(
                'Donnez par exemple {"criterion": "statuts", "in": ["salarie-prive"]}, '
                "avec « in » ou « not_in »."
            )
        self._check_parent(raw["criterion"])
        return raw

    def _check_parent(self, parent: str) -> None:
        """A question may wait for another, but no circle of questions for each other."""
        parents = {c.key: (c.asked_when or {}).get("criterion") for c in Criterion.objects.all()}
        if parent not in parents:
            raise ValidationError(f"Le critère « {parent[:60]} » n'existe pas.")
        while parent:
            if parent == self.instance.key:
                raise ValidationError("Ce critère finirait par dépendre de lui-même.")
            parent = parents.get(parent)


def _is_pair(pair: Any) -> bool:
    return _is_list_of_texts(pair) and len(pair) == len(set(pair)) == PAIR


def _is_asked_when(raw: Any) -> bool:
    if not isinstance(raw, dict) or set(raw) not in ({"criterion", "in"}, {"criterion", "not_in"}):
        return False
    values = raw.get("in", raw.get("not_in"))
    return isinstance(raw["criterion"], str) and _is_list_of_texts(values)


def _is_list_of_texts(values: Any) -> bool:
    return isinstance(values, list) and bool(values) and all(isinstance(v, str) for v in values)


class CaseTypeForm(forms.ModelForm):
    """The answers of a case type are those of a profile."""

    def clean_profile(self) -> dict:
        answers = self.cleaned_data["profile"]
        try:
            read_profile({} if answers is None else answers, load_vocabulary())
        except ProfileError as error:
            told = (f"{key} : {' '.join(messages)}" for key, messages in error.errors.items())
            raise ValidationError(list(told)) from error
        return answers or {}


class ExpectedVerdictForm(forms.ModelForm):
    """A verdict that was expected changes for a reason, which is not the one it had."""

    def clean(self) -> dict:
        data = super().clean()
        is_new_verdict = self.instance.pk and "verdict" in self.changed_data
        if is_new_verdict and not (data.get("reason") and "reason" in self.changed_data):
            self.add_error("reason", "Dites pourquoi ce verdict attendu change.")
        return data


class InitiativeForm(forms.ModelForm):
    """Each figure of a field experience has its label, its value and its unit."""

    def clean_figures(self) -> list:
        figures = self.cleaned_data["figures"] or []
        if not isinstance(figures, list) or not all(_is_figure(figure) for figure in figures):
            raise ValidationError(
                "Donnez une liste de chiffres, par exemple "
                '[{"label": "Personnes", "value": 5, "unit": "personnes"}].'
            )
        return figures


def _is_figure(figure: Any) -> bool:
    if not isinstance(figure, dict) or set(figure) != {"label", "value", "unit"}:
        return False
    is_number = isinstance(figure["value"], int | float) and not isinstance(figure["value"], bool)
    return is_number and isinstance(figure["label"], str) and isinstance(figure["unit"], str)
