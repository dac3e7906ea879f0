"""The vocabulary of a person's answers, as plain frozen values: no query, no request."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemes.enums import CriterionType


@dataclass(frozen=True, slots=True)
class Option:
    value: str | bool
    label: str
    short: str = ""
    hint: str = ""
    advisable: bool = True
    change: str = ""
    helped_by: tuple[str, ...] = ()  # slugs of schemes that bring this answer about


@dataclass(frozen=True)
class Question:
    """One criterion: its type, its domain and how it is asked.

    `minimum` and `maximum` bound a number (both included); `options` are in the order of the
    scale for a `choix-ordonne`; for a `territoire` they are the departments.
    """

    key: str
    type: str
    label: str
    question: str = ""
    question_self: str = ""
    hint: str = ""
    why: str = ""
    group: str = ""
    unit: str = ""
    minimum: int = 0
    maximum: int = 0
    sensitive: bool = False
    changeable: bool = False
    options: tuple[Option, ...] = ()
    exclusive: tuple[tuple[str, str], ...] = ()
    follows: str = ""
    asked_when: "AskedWhen | None" = None

    @property
    def values(self) -> tuple[str | bool, ...]:
        return tuple(option.value for option in self.options)

    @property
    def is_number(self) -> bool:
        return self.type == CriterionType.NUMBER

    @property
    def is_multiple(self) -> bool:
        return self.type == CriterionType.MULTIPLE

    @property
    def is_single_field(self) -> bool:
        """Asked by one field (a number, a list to choose from) rather than by boxes."""
        return self.type in (CriterionType.NUMBER, CriterionType.TERRITORY)

    @property
    def is_ordered(self) -> bool:
        return self.type == CriterionType.ORDERED

    def goes_back(self, current, value) -> bool:
        """Whether who answered `current` is already past `value`: nobody recognised asks again.

        The answers that can be advised stand at one end of the list, and lead to that end.
        """
        return self._way * (self.values.index(value) - self.values.index(current)) < 0

    @property
    def _way(self) -> int:
        """1 where the list goes up to its goal, -1 where it starts with it, 0 where it has none."""
        if self.is_ordered:
            return 1
        return self.options[-1].advisable - self.options[0].advisable

    def option(self, value) -> Option | None:
        return next((option for option in self.options if option.value == value), None)

    def clashes(self, chosen) -> tuple[str, str] | None:
        """The first pair of `chosen` that cannot be ticked together."""
        return next((pair for pair in self.exclusive if chosen.issuperset(pair)), None)

    def without_clash(self, chosen: frozenset, added: str) -> frozenset:
        """`chosen` with `added`, less what excludes it."""
        rivals = {other for pair in self.exclusive if added in pair for other in pair} - {added}
        return (chosen - rivals) | {added}


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """The question makes sense only after this answer to another one."""

    criterion: str
    values: frozenset
    negated: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """All questions by key, in their editorial order."""

    questions: Mapping[str, Question]

    def __getitem__(self, key: str) -> Question:
        return self.questions[key]

    def __contains__(self, key: str) -> bool:
        return key in self.questions

    def __iter__(self):
        return iter(self.questions.values())
