"""Brings a card from one state to another, and keeps the trace of it."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction

from schemes.catalogue.faults import CardUnreadable
from schemes.enums import Publication, State
from schemes.history.recorder import PASSING, recording
from schemes.models import CardChange, Passage, Scheme
from schemes.publishing import blockers
from schemes.workflow import PUBLISH, Refused, Situation, publication_refusal, transition_to
from schemes.working_copies import OVERTAKEN, is_overtaken, put_in_place

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Request:
    """What somebody asks for a card: the state, why, and from which day if not now."""

    target: str
    reason: str = ""
    publish_on: date | None = None


def may_edit(user, scheme: Scheme) -> bool:
    return standing(user, scheme).can_edit


def standing(user, scheme: Scheme) -> Situation:
    """What decides who may edit; see `situation_of` for what decides of a passage."""
    return Situation(
        publication=scheme.publication,
        permissions=user.get_all_permissions(),
        is_working_copy=scheme.is_working_copy,
        is_scheduled=scheme.publish_on is not None,
    )


def situation_of(scheme: Scheme, user) -> Situation:
    base = standing(user, scheme)
    return Situation(
        publication=base.publication,
        permissions=base.permissions,
        is_working_copy=base.is_working_copy,
        is_scheduled=base.is_scheduled,
        is_own=user.pk is not None and author_of(scheme) == user.pk,
        another_can_publish=others_who_publish(user).exists(),
        blockers=tuple(what_blocks(scheme)),
    )


def what_blocks(scheme: Scheme) -> list[str]:
    if scheme.publication not in (Publication.DRAFT, Publication.TO_REVIEW):
        return []
    return [*([OVERTAKEN] if is_overtaken(scheme) else []), *blockers(scheme)]


def author_of(scheme: Scheme) -> int | None:
    """Who last sent the card to review."""
    sent = scheme.passages.filter(origin=Publication.DRAFT, target=Publication.TO_REVIEW)
    return sent.values_list("by_id", flat=True).first()


def others_who_publish(user):
    able = get_user_model().objects.with_perm(PUBLISH, backend=BACKEND)
    return able.filter(is_staff=True).exclude(pk=user.pk)


@transaction.atomic
@recording(PASSING)
def pass_on(pk: int, user, asked: Request, today: date) -> Scheme:
    """The card as it then stands: of a working copy that is published, the public one.

    Raises Refused; Scheme.DoesNotExist where somebody else published or dropped the copy.
    """
    scheme = Scheme.objects.select_for_update().get(pk=pk)  # of two at once, the second is refused
    transition = transition_to(asked.target, situation_of(scheme, user))
    if transition.asks_reason and not asked.reason:
        raise Refused("Donnez le motif : les rédacteurs en ont besoin.")
    if asked.target == Publication.PUBLISHED and asked.publish_on and asked.publish_on > today:
        return _schedule(scheme, user, asked)
    return _move(scheme, user, asked, today)


def _schedule(scheme: Scheme, user, asked: Request) -> Scheme:
    scheme.publish_on = asked.publish_on
    scheme.save(update_fields=["publish_on"])
    told = f"Publication prévue le {asked.publish_on:%d/%m/%Y}. {asked.reason}".strip()
    _keep(scheme, user, scheme.publication, scheme.publication, told)
    return scheme


def _move(scheme: Scheme, user, asked: Request, today: date) -> Scheme:
    origin = scheme.publication
    if scheme.is_working_copy and asked.target == Publication.PUBLISHED:
        scheme = put_in_place(scheme, today)
    else:
        scheme.publication, scheme.publish_on = asked.target, None
        if asked.target == Publication.PUBLISHED:
            scheme.preview_nonce, scheme.preview_until = "", None
        scheme.save()
    _keep(scheme, user, origin, asked.target, asked.reason)
    return scheme


def _keep(scheme: Scheme, user, origin: str, target: str, reason: str) -> None:
    Passage.objects.create(scheme=scheme, by=user, origin=origin, target=target, reason=reason)


def publish_due(today: date) -> tuple[list[Scheme], list[tuple[Scheme, str]]]:
    """Publish what was promised for today or before; say what was, and what cannot be, and why."""
    done, refused = [], []
    due = Scheme.objects.filter(publication=Publication.TO_REVIEW, publish_on__lte=today)
    for scheme in due.order_by("publish_on", "pk"):
        try:
            done.append(_publish_promised(scheme.pk, today))
        except (Refused, CardUnreadable) as error:
            refused.append((scheme, str(error)))
    return done, refused


@transaction.atomic
@recording(PASSING)
def _publish_promised(pk: int, today: date) -> Scheme:
    """Somebody allowed it; that nothing blocks is looked at again on the day."""
    scheme = Scheme.objects.select_for_update().get(pk=pk)
    situation = Situation(scheme.publication, (), blockers=tuple(what_blocks(scheme)))
    if why := publication_refusal(situation):
        raise Refused(why)
    asked = Request(Publication.PUBLISHED, "Publication prévue à cette date.")
    return _move(scheme, None, asked, today)


def end_outdated(today: date) -> list[Scheme]:
    """Public cards whose validity is over become historic: kept to be read, out of the lists."""
    over = Scheme.objects.published().current().filter(valid_until__lt=today).order_by("pk")
    ended = list(over)
    for scheme in ended:
        with transaction.atomic():
            scheme.state = State.HISTORIC
            scheme.save()
            text = f"Le dispositif n'est plus ouvert depuis le {scheme.valid_until:%d/%m/%Y}."
            CardChange.objects.create(scheme=scheme, made_on=today, text=text)
    return ended
