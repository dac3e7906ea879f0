"""What would change a « non »: the smallest set of answers that a person can change. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from schemes.eligibility import closed_reason, kleene, known_answers, settle
from schemes.profile import Profile
from schemes.ruleset import Ruleset, option_classes
from schemes.vocabulary import Question

MOST_CHANGED = 3  # beyond three changes at once, it is no advice any more
MOST_WAYS = 4
AREA = "departement"


@dataclass(frozen=True, slots=True)
class Move:
    """One answer changed: the new one, a French sentence on how, the schemes that help to it."""

    key: str
    answer: object
    text: str
    helped_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Moves to make together; `opens` is True, or None where other answers must still confirm."""

    moves: tuple[Move, ...]
    opens: bool | None

    @property
    def text(self) -> str:
        return " Et : ".join(move.text for move in self.moves)

    @property
    def helped_by(self) -> tuple[str, ...]:
        return tuple(slug for move in self.moves for slug in move.helped_by)


def smallest_changes(ruleset: Ruleset, profile: Profile, today: date) -> tuple[Change, ...]:
    """The changes with the fewest moves that lift a « non », those that surely open first.

    Empty unless the verdict is « non », and where nothing that can change would help: an age,
    a past accident, a date of validity. Nobody is ever advised to fall ill or to lose a job:
    only answers marked `advisable` are proposed, and never one that the person is already past.
    """
    answers = known_answers(profile)
    if closed_reason(ruleset, today) or settle(ruleset, answers) is not False:
        return ()
    moves = {key: list(_moves(ruleset, key, answers[key])) for key in _movable(ruleset, answers)}
    for size in range(1, MOST_CHANGED + 1):
        found = [c for c in _changes(ruleset, answers, moves, size) if c.opens is not False]
        if found:
            found.sort(key=_rank)
            return tuple(found[:MOST_WAYS])
    return ()


def _rank(change: Change) -> tuple[bool, bool]:
    """What surely opens first, then what asks to move house last."""
    moves_house = any(move.key == AREA for move in change.moves)
    return change.opens is None, moves_house


def _movable(ruleset: Ruleset, answers: Mapping) -> list[str]:
    return [
        key for key in ruleset.criteria if key in answers and ruleset.vocabulary[key].changeable
    ]


def _changes(ruleset: Ruleset, answers: Mapping, moves: dict, size: int) -> Iterator[Change]:
    for keys in combinations(moves, size):
        for chosen in product(*(moves[key] for key in keys)):
            moved = {**answers, **{move.key: move.answer for move in chosen}}
            if kleene(ruleset, moved) is not False:
                yield Change(chosen, settle(ruleset, moved))


def _moves(ruleset: Ruleset, key: str, current) -> Iterator[Move]:
    question = ruleset.vocabulary[key]
    if question.is_number:
        yield from _number_moves(ruleset, question, current)
    elif question.is_multiple:
        yield from _multiple_moves(ruleset, question, current)
    elif key == AREA and ruleset.area:
        yield from _area_moves(ruleset)
    else:
        yield from _choice_moves(ruleset, question, current)


def _number_moves(ruleset: Ruleset, question: Question, current: int) -> Iterator[Move]:
    """A number of months only grows: the thresholds above the present one."""
    for start in ruleset.cells[question.key]:
        if start > current:
            text = (
                f"{question.label} : atteindre {start} {question.unit} "
                f"(il en manque {start - current})."
            )
            yield Move(question.key, start, text)


def _area_moves(ruleset: Ruleset) -> Iterator[Move]:
    """A fact to know rather than advice: where the scheme exists."""
    yield Move(AREA, min(ruleset.area.test.value), ruleset.area.wording)


def _choice_moves(ruleset: Ruleset, question: Question, current) -> Iterator[Move]:
    for options in _classes(ruleset, question):
        others = [v for v in options if v != current and not question.goes_back(current, v)]
        yield from _move(question, others, lambda value: value)


def _multiple_moves(ruleset: Ruleset, question: Question, current: frozenset) -> Iterator[Move]:
    """One answer more, in place of those that exclude it."""
    for options in _classes(ruleset, question):
        absent = [value for value in options if value not in current]
        yield from _move(question, absent, lambda value: question.without_clash(current, value))


def _classes(ruleset: Ruleset, question: Question) -> list[list]:
    return list(option_classes(question, ruleset.tests_on(question.key)).values())


def _move(question: Question, values: list, answer) -> Iterator[Move]:
    """One move for a class of answers that the rules do not tell apart, if one can be advised."""
    options = [option for v in values if (option := question.option(v)) and option.advisable]
    if not options:
        return
    told = next((option.change for option in options if option.change), "")
    labels = " ou ".join(option.label for option in options[:3])
    text = told or f"{question.label} : {labels}."
    helpers = dict.fromkeys(slug for option in options for slug in option.helped_by)
    yield Move(question.key, answer(options[0].value), text, tuple(helpers))
