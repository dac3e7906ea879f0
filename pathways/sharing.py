"""A plan in a link: signed, dated, without any answer; and what has changed since."""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core import signing

from pathways.plan import Plan, PlanStep
from schemes.models import Scheme

SALT = "pathways.shared-plan"
FORMAT = 1  # raise it whenever the payload changes: older links then say that they are outdated
MAX_AGE = timedelta(days=180)
MAX_ADDRESS = 3_500  # gunicorn reads request lines of 4,094 bytes at most
MAX_QR_ADDRESS = 1_000  # a denser code is no longer read by an ordinary phone
PRINT_SIZE = 3  # base64 characters of a fingerprint: one change in 262,144 goes unseen

GROUPS = (
    "les règles d'accès",
    "la durée",
    "le statut, le revenu ou le coût",
    "les démarches",
    "les contacts",
    "la validité",
)


class LinkExpired(Exception):
    """The link is older than MAX_AGE."""


class LinkOutdated(Exception):
    """The link was made by an older version of the portal."""


class LinkInvalid(Exception):
    """The link was cut, changed or made by somebody else."""


@dataclass(frozen=True)
class SharedPlan:
    """A plan read from a link, with the fingerprints of its cards on the day it was made."""

    plan: Plan
    made_on: date
    prints: tuple[str, ...]


def make_token(plan: Plan, schemes: dict[str, Scheme], today: date, *, with_notes: bool) -> str:
    """`schemes` come from `load_to_compare`; a scheme that is not among them has no fingerprint."""
    steps = [
        [
            step.slug,
            step.start.isoformat() if step.start else "",
            step.amount or 0,
            step.unit,
            step.note if with_notes else "",
            fingerprint(schemes[step.slug]) if step.slug in schemes else "",
        ]
        for step in plan.steps
    ]
    payload = {"v": FORMAT, "d": today.isoformat(), "e": steps}
    return signing.dumps(payload, salt=SALT, compress=True)


def read_token(token: str) -> SharedPlan:
    """Raise LinkExpired, LinkOutdated or LinkInvalid; never anything else."""
    try:
        payload = signing.loads(token, salt=SALT, max_age=MAX_AGE)
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except (signing.BadSignature, ValueError) as error:
        raise LinkInvalid from error
    if not isinstance(payload, dict) or payload.get("v") != FORMAT:
        raise LinkOutdated
    try:
        return _read_payload(payload)
    except (KeyError, TypeError, ValueError) as error:
        raise LinkOutdated from error


def _read_payload(payload: dict[str, Any]) -> SharedPlan:
    steps, prints = [], []
    for slug, start, amount, unit, note, fingerprints in payload["e"]:
        day = date.fromisoformat(start) if start else None
        steps.append(PlanStep(slug, day, amount or None, unit, note))
        prints.append(fingerprints)
    return SharedPlan(Plan().added(steps), date.fromisoformat(payload["d"]), tuple(prints))


# Fingerprints


def fingerprint(scheme: Scheme) -> str:
    """PRINT_SIZE characters for each of GROUPS, in their order."""
    return "".join(_digest(values) for values in _groups(scheme))


def changed_groups(former: str, scheme: Scheme) -> list[str]:
    """The GROUPS of `scheme` that are not what they were when `former` was taken."""
    now = fingerprint(scheme)
    if len(former) != len(now):
        return []
    places = range(0, len(now), PRINT_SIZE)
    pairs = ((former[i : i + PRINT_SIZE], now[i : i + PRINT_SIZE]) for i in places)
    return [group for group, (old, new) in zip(GROUPS, pairs, strict=True) if old != new]


def _digest(values: Any) -> str:
    text = json.dumps(values, default=str, sort_keys=True)
    digest = hashlib.blake2b(text.encode(), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()[:PRINT_SIZE]


def _groups(scheme: Scheme) -> Iterator[list]:
    """The values behind each of GROUPS."""
    audiences = {audience.pk: audience.key for audience in scheme.audiences.all()}
    yield [
        scheme.territory.slug,
        sorted(audiences.values()),
        [_condition(condition, audiences) for condition in scheme.conditions.all()],
    ]
    yield [
        scheme.duration_min,
        scheme.duration_max,
        scheme.duration_unit,
        scheme.duration_note,
        scheme.rhythm,
        scheme.weekly_hours_min,
        scheme.weekly_hours_max,
    ]
    yield [scheme.status_during, scheme.income_during, scheme.cost_left]
    yield [[s.text, s.upstream, str(s.organisation or "")] for s in scheme.steps.all()]
    yield sorted(_contacts(scheme))
    yield [scheme.valid_from, scheme.valid_until, scheme.state, scheme.publication]


def _condition(condition, audiences: dict[int, str]) -> list:
    exception = condition.unless_criterion
    return [
        audiences.get(condition.audience_id, ""),
        condition.criterion.key if condition.criterion else "",
        condition.operator,
        condition.value,
        exception.key if exception else "",
        condition.unless_operator,
        condition.unless_value,
        condition.scope,
        condition.wording,
    ]


def _contacts(scheme: Scheme) -> Iterator[list[str]]:
    for actor in scheme.actors.all():
        organisation = actor.organisation
        if organisation is None:
            yield [actor.role, actor.label]
            continue
        yield [actor.role, organisation.slug, organisation.url, organisation.directory_url]
        for contact in organisation.contacts.all():
            yield [organisation.slug, contact.phone, contact.email, contact.form_url]


# The link and its code


def qr_code(address: str) -> str:
    """The address as a QR code, in a `data:` address; nothing where it is too long to be read."""
    if len(address) > MAX_QR_ADDRESS:
        return ""
    import segno  # noqa: PLC0415  seldom asked for, takes memory

    code = segno.make(address, error="l", micro=False)
    return code.svg_data_uri(border=4, scale=4)
