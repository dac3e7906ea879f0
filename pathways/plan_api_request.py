"""What is asked of the API that checks a plan: read, checked, refused in French."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from rest_framework.exceptions import ValidationError

from pathways.plan import (
    DAYS_OF,
    FIRST_DAY,
    LAST_DAY,
    MAX_AMOUNT,
    MAX_DAYS,
    MAX_STEPS,
    PlanStep,
)
from schemes.enums import DurationUnit
from schemes.models.fields import is_slug

STEPS = "etapes"
SCHEME, START, AMOUNT, UNIT = "dispositif", "debut", "duree", "unite"
KEYS = (SCHEME, START, AMOUNT, UNIT)
LONGEST_ECHO = 80  # characters of a wrong value that a message repeats
LONGEST_SLUG = 80
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat reads other forms too


class Fault(ValueError):
    """One wrong value, told in French."""


def read_steps(body: Any) -> list[PlanStep]:
    """Raise REST framework's ValidationError, with every fault at once."""
    if not isinstance(body, dict):
        raise ValidationError({"detail": "Le corps de la requête est un objet JSON."})
    if unknown := [key for key in body if key != STEPS]:
        raise ValidationError({"detail": f"La clé « {_shown(unknown[0])} » n'existe pas."})
    given = body.get(STEPS)
    if not isinstance(given, list):
        raise ValidationError({STEPS: ["Donnez une liste d'étapes, dans l'ordre."]})
    if len(given) > MAX_STEPS:
        message = f"Donnez au plus {MAX_STEPS} étapes : il y en a {len(given)}."
        raise ValidationError({STEPS: [message]})
    return _read_all(given)


def _read_all(given: list) -> list[PlanStep]:
    steps, faults = [], []
    for number, raw in enumerate(given, start=1):
        try:
            steps.append(_read_step(raw))
        except Fault as fault:
            faults.append(f"Étape {number} : {fault}")
    if faults:
        raise ValidationError({STEPS: faults})
    return steps


def _read_step(raw: Any) -> PlanStep:
    if not isinstance(raw, dict):
        raise Fault("donnez un objet JSON.")
    for key in _unknown_keys(raw):
        raise Fault(f"la clé « {_shown(key)} » n'existe pas.")
    amount, unit = _read_length(raw.get(AMOUNT), raw.get(UNIT))
    return PlanStep(_read_slug(raw.get(SCHEME)), _read_day(raw.get(START)), amount, unit)


def _unknown_keys(raw: dict) -> Iterator[str]:
    return (key for key in raw if key not in KEYS)


def _read_slug(value: Any) -> str:
    """A scheme that does not exist is a warning, not a fault; what cannot be one is a fault."""
    if not isinstance(value, str) or len(value) > LONGEST_SLUG:
        raise Fault("« dispositif » est l'identifiant d'un dispositif.")
    if not is_slug(value):
        raise Fault(f"« {_shown(value)} » n'est pas un identifiant de dispositif.")
    return value


def _read_day(value: Any) -> date | None:
    if value is None:
        return None
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        raise Fault("« debut » est une date comme 2027-01-04.")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Fault(f"la date {value} n'existe pas.") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Fault(f"donnez une date entre {FIRST_DAY.year} et {LAST_DAY.year}.")
    return day


def _read_length(amount: Any, unit: Any) -> tuple[int | None, str]:
    if amount is None:
        return None, ""
    if isinstance(amount, bool) or not isinstance(amount, int) or not 1 <= amount <= MAX_AMOUNT:
        raise Fault("« duree » est un nombre entier, à partir de 1.")
    unit = DurationUnit.MONTHS if unit is None else unit
    if not isinstance(unit, str) or unit not in DurationUnit.values:
        raise Fault(f"« unite » est l'une de : {', '.join(DurationUnit.values)}.")
    if amount * DAYS_OF[DurationUnit(unit)] > MAX_DAYS:
        raise Fault("dix ans au plus pour une étape.")
    return amount, unit


def _shown(text: str) -> str:
    return text[:LONGEST_ECHO]
