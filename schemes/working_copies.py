"""A change of a public card is prepared beside it; a card or one of its publics is duplicated."""

from datetime import date
from types import ModuleType
from typing import Final

from django.db import transaction
from django.db.models import Max

from schemes.enums import Publication
from schemes.models import Audience, Scheme

ROOM: Final = 60  # characters of the slug that are kept, so that a suffix still fits
OVERTAKEN: Final = (
    "La fiche publiée a changé depuis le début de cette version de travail : "
    "reportez-y ces changements, puis dites-le ici."
)


def _cards() -> ModuleType:
    from schemes.catalogue import one_card  # noqa: PLC0415  ten megabytes of schemas

    return one_card


def is_revisable(scheme: Scheme) -> bool:
    return scheme.is_published and not scheme.is_working_copy


@transaction.atomic
def working_copy_of(original: Scheme) -> Scheme:
    """The one working copy of a public card, made where there is none yet."""
    Scheme.objects.select_for_update().get(pk=original.pk)
    if copy := Scheme.objects.filter(revises=original).first():
        return copy
    return _cards().create_card(
        _cards().spec_of(original, publication=Publication.DRAFT),
        slug=f"{original.slug[:ROOM]}--travail-{original.pk}",  # no file or form can spell « -- »
        revises=original,
        revised_digest=_cards().digest_of(original),
    )


def is_overtaken(copy: Scheme) -> bool:
    """Whether the public card said something else when the copy was made."""
    return copy.is_working_copy and _cards().digest_of(copy.revises) != copy.revised_digest


def catch_up(copy: Scheme) -> None:
    """Whoever edits the copy has carried over what changed on the public card."""
    Scheme.objects.filter(pk=copy.pk).update(revised_digest=_cards().digest_of(copy.revises))


def put_in_place(copy: Scheme, today: date) -> Scheme:
    """The public card becomes what the copy says: same row, same slug; the copy goes."""
    original = copy.revises
    days = [day for day in (copy.verified_on, original.verified_on) if day]
    spec = _cards().spec_of(
        copy,
        slug=original.slug,
        publication=original.publication,
        verified_on=max(days, default=None),
    )
    copy.passages.update(scheme=original)
    copy.delete()
    _cards().update_card(original, spec, today)
    return Scheme.objects.get(pk=original.pk)


@transaction.atomic
def duplicate(scheme: Scheme) -> Scheme:
    """A new draft with all the parts of the card; nobody has verified it yet."""
    original = scheme.revises or scheme
    slug = free_slug(original.slug)
    card = {"slug": slug, "name": f"{scheme.name[:190]} (copie)", "verified_on": None}
    spec = _cards().spec_of(scheme, **card, publication=Publication.DRAFT)
    if spec.plain:
        spec.plain.reviewed_by, spec.plain.reviewed_on = "", None
    return _cards().create_card(spec)


def free_slug(slug: str) -> str:
    """`slug`-copie, or -copie-2… where that is taken."""
    stem = f"{slug[:ROOM].rstrip('-')}-copie"
    taken = set(Scheme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(s for n in range(1, len(taken) + 2) if (s := _numbered(stem, n)) not in taken)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


@transaction.atomic
def duplicate_audience(audience: Audience) -> Audience:
    """The same public once more on its card, at the end, with its conditions."""
    siblings = audience.scheme.audiences
    taken = set(siblings.values_list("key", flat=True))
    stem = f"{audience.key[:45]}-copie"
    key = next(k for n in range(1, len(taken) + 2) if (k := _numbered(stem, n)) not in taken)
    last = siblings.aggregate(last=Max("position"))["last"]
    copy = Audience.objects.create(
        scheme=audience.scheme, key=key, label=f"{audience.label[:190]} (copie)", position=last + 1
    )
    for condition in audience.conditions.all():
        condition.pk, condition.audience = None, copy
        condition._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
        condition.save()
    return copy
