"""What is known of a person; nothing else is ever kept of her."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from schemes.enums import CriterionType
from schemes.vocabulary import Question, Vocabulary


class _Unknown:
    """Asked, and the person does not know."""

    def __repr__(self):
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()

Answer = str | int | bool | frozenset | _Unknown


class ProfileError(ValueError):
    """Answers that cannot be; `errors` holds French messages by key."""

    def __init__(self, errors: dict[str, list[str]]):
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True)
class Profile:
    """Answers by key: missing = not asked, `UNKNOWN` = asked and not known, else the value.

    A `choix-multiple` is a frozenset of all that was ticked: the rest is « no ».
    """

    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def value(self, key: str):
        """The answer, or None while it is not known, asked or not."""
        answer = self.answers.get(key)
        return None if answer is UNKNOWN else answer

    def is_asked(self, key: str) -> bool:
        return key in self.answers

    def is_known(self, key: str) -> bool:
        return self.value(key) is not None

    def with_answer(self, key: str, answer: Answer) -> "Profile":
        return Profile(MappingProxyType({**self.answers, key: answer}))

    def without(self, key: str) -> "Profile":
        kept = {name: value for name, value in self.answers.items() if name != key}
        return Profile(MappingProxyType(kept))

    def as_json(self) -> dict[str, Any]:
        """The form in which a session or the API holds it; `null` stands for UNKNOWN."""
        return {key: _plain(answer) for key, answer in self.answers.items()}


def _plain(answer: Answer):
    if answer is UNKNOWN:
        return None
    return sorted(answer) if isinstance(answer, frozenset) else answer


def read_profile(raw: Any, vocabulary: Vocabulary) -> Profile:
    """Read JSON answers (see `Profile.as_json`); raise ProfileError with every fault at once."""
    if not isinstance(raw, dict):
        raise ProfileError({"profil": ["Le profil est un objet JSON : une clé par question."]})
    answers, errors = {}, {}
    for key, value in raw.items():
        if key not in vocabulary:
            errors[str(key)[:80]] = ["Cette question n'existe pas."]
            continue
        try:
            answers[key] = read_answer(value, vocabulary[key])
        except ValueError as error:
            errors[key] = [str(error)]
    if errors:
        raise ProfileError(errors)
    return Profile(MappingProxyType(answers))


def read_answer(value: Any, question: Question) -> Answer:
    """One JSON value as an answer; raise ValueError with a French sentence."""
    if value is None:
        return UNKNOWN
    return _READERS[CriterionType(question.type)](value, question)


def _read_number(value, question):
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("Donnez un nombre entier.")
    if not question.minimum <= value <= question.maximum:
        raise ValueError(
            f"Donnez un nombre entre {question.minimum} et {question.maximum} {question.unit}."
        )
    return value


def _read_boolean(value, question):
    if not isinstance(value, bool):
        raise ValueError("Répondez par oui ou par non (true ou false).")
    return value


def _read_choice(value, question):
    if not isinstance(value, str):
        raise ValueError("Donnez une seule valeur, sous forme de texte.")
    if value not in question.values:
        raise ValueError(f"« {value[:60]} » n'est pas une réponse possible.")
    return value


def _read_multiple(value, question):
    if not isinstance(value, list):
        raise ValueError("Donnez une liste de valeurs.")
    chosen = frozenset(_read_choice(item, question) for item in value)
    if pair := question.clashes(chosen):
        first, second = (question.option(item).label for item in pair)
        raise ValueError(f"« {first} » et « {second} » ne vont pas ensemble.")
    return chosen


_READERS = {
    CriterionType.NUMBER: _read_number,
    CriterionType.BOOLEAN: _read_boolean,
    CriterionType.CHOICE: _read_choice,
    CriterionType.ORDERED: _read_choice,
    CriterionType.TERRITORY: _read_choice,
    CriterionType.MULTIPLE: _read_multiple,
}
