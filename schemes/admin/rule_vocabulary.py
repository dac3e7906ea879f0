"""The vocabulary as the script of the conditions' widgets reads it, and as their lists show it."""

from typing import Any

from schemes.enums import CriterionType, Operator
from schemes.models import Criterion
from schemes.rule_lint import OPERATORS
from schemes.vocabulary import Question, Vocabulary


def vocabulary_data(vocabulary: Vocabulary) -> dict[str, Any]:
    """By the number that the lists of criteria hold."""
    keys = Criterion.objects.values_list("pk", "key")
    return {str(pk): _told(vocabulary[key]) for pk, key in keys if key in vocabulary}


def _told(question: Question) -> dict[str, Any]:
    return {
        "type": question.type,
        "label": question.label,
        "unit": question.unit,
        "minimum": question.minimum,
        "maximum": question.maximum,
        "options": [[option.value, option.label] for option in question.options],
        "operators": [Operator(o).value for o in OPERATORS[CriterionType(question.type)]],
    }


def criterion_choices() -> list[tuple]:
    """All criteria, by group: a closed list that is read faster than searched."""
    grouped: dict[str, list] = {}
    for criterion in Criterion.objects.all():
        grouped.setdefault(criterion.get_group_display(), []).append(
            (criterion.pk, criterion.label)
        )
    return [("", "Aucun critère"), *grouped.items()]
