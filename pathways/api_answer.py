"""The answer of the eligibility API, as plain JSON values.

Not through serializers, which cost ten times more on a whole catalogue: the tests hold the
answer against the schema.
"""

from datetime import date
from typing import Any

from pathways.api_request import Asked
from pathways.publics import Public, publics_of
from pathways.questions import next_question
from schemes.changes import smallest_changes
from schemes.eligibility import ConditionVerdict, evaluate

Json = dict[str, Any]


def answer(asked: Asked, today: date) -> Json:
    return {
        "resultats": [_result(asked, slug, today) for slug in asked.slugs],
        "prochaine_question": _next_question(asked),
    }


def _result(asked: Asked, slug: str, today: date) -> Json:
    ruleset = asked.rulebook.rulesets[slug]
    verdict = evaluate(ruleset, asked.profile, today)
    return {
        "slug": slug,
        "verdict": verdict.value,
        "sous_reserve": list(verdict.reserves),
        "prioritaire": verdict.is_priority,
        "publics": [_public(public) for public in publics_of(verdict)],
        "manquants": list(verdict.missing),
        "changement": [c.text for c in smallest_changes(ruleset, asked.profile, today)],
    }


def _public(public: Public) -> Json:
    return {
        "libelle": public.label,
        "verdict": public.value,
        "conditions": [_condition(condition) for condition in public.conditions],
    }


def _condition(condition: ConditionVerdict) -> Json:
    rule = condition.rule
    return {
        "critere": (rule.test.criterion or None) if rule.test else None,
        "libelle": rule.wording,
        "verdict": condition.value,
        "portee": rule.scope,
        "sauf_si": rule.unless_wording,
        "par_exception": condition.by_exception,
        "source": rule.source,
        "lieu": rule.place,
    }


def _next_question(asked: Asked) -> Json | None:
    rulebook = asked.rulebook
    upcoming = next_question(rulebook.rulesets.values(), rulebook.vocabulary, asked.profile)
    if upcoming is None:
        return None
    return {
        "critere": upcoming.key,
        "question": upcoming.question.question,
        "departage": upcoming.settles,
    }
