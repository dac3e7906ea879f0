"""Which entries of the index a row belongs to, and what keeps them true when it changes."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from schemes.enums import TerritoryKind
from schemes.models import (
    Actor,
    Audience,
    Condition,
    Contact,
    Criterion,
    CriterionOption,
    EmployerSituation,
    Figure,
    GlossaryTerm,
    Initiative,
    Organisation,
    PlainVersion,
    Resource,
    Scheme,
    Situation,
    Stage,
    Step,
    Territory,
    Tip,
)
from schemes.models.search import SearchKind
from schemes.openings import AREA
from schemes.search.index import LISTED, Key, touch

PARTS_OF_SCHEMES = (Actor, Audience, Condition, Figure, PlainVersion, Resource, Step, Tip)
OWNERS = dict.fromkeys(PARTS_OF_SCHEMES, (SearchKind.SCHEME, "scheme_id"))
OWNERS[Contact] = (SearchKind.ORGANISATION, "organisation_id")


def _keys(kind: str, ids: Iterable[int]) -> Iterator[Key]:
    return ((kind, pk) for pk in ids)


def _of_scheme(scheme: Scheme) -> Iterator[Key]:
    yield SearchKind.SCHEME, scheme.pk
    situations = Situation.objects.filter(scheme_id=scheme.pk)
    yield from _keys(SearchKind.SITUATION, situations.values_list("pk", flat=True))


def _of_organisation(organisation: Organisation) -> Iterator[Key]:
    """Its own entry, and the cards that name it."""
    yield SearchKind.ORGANISATION, organisation.pk
    parts = Actor.objects.filter(organisation_id=organisation.pk)
    yield from _keys(SearchKind.SCHEME, parts.values_list("scheme_id", flat=True))


def _of_territory(territory: Territory) -> Iterator[Key]:
    of_region = Scheme.objects.filter(territory=territory.parent_id)  # whose rules it widens
    for kind, rows in (
        (SearchKind.SCHEME, Scheme.objects.filter(territory_id=territory.pk)),
        (SearchKind.SCHEME, of_region.filter(territory__kind=TerritoryKind.REGION)),
        (SearchKind.INITIATIVE, Initiative.objects.filter(territory_id=territory.pk)),
        (SearchKind.ORGANISATION, Organisation.objects.filter(territories=territory.pk)),
        (SearchKind.ORGANISATION, Organisation.objects.filter(contacts__territory=territory.pk)),
    ):
        yield from _keys(kind, rows.values_list("pk", flat=True))


def _of_stage(stage: Stage) -> Iterator[Key]:
    schemes = Scheme.objects.filter(stages=stage.pk)
    return _keys(SearchKind.SCHEME, schemes.values_list("pk", flat=True))


def _of_criterion(criterion: Criterion) -> Iterator[Key]:
    """The cards whose rules read it: what it may be worth bears on their verdicts."""
    if criterion.key == AREA:
        return _keys(LISTED, Scheme.objects.values_list("pk", flat=True))
    rules = Condition.objects.filter(Q(criterion=criterion.pk) | Q(unless_criterion=criterion.pk))
    return _keys(LISTED, rules.values_list("scheme_id", flat=True).distinct())


AFFECTED: dict[type[Model], Callable[[Any], Iterable[Key]]] = {
    Scheme: _of_scheme,
    Organisation: _of_organisation,
    Territory: _of_territory,
    Stage: _of_stage,
    Criterion: _of_criterion,
    CriterionOption: lambda row: _of_criterion(row.criterion),
    GlossaryTerm: lambda row: [(SearchKind.TERM, row.pk)],
    Initiative: lambda row: [(SearchKind.INITIATIVE, row.pk)],
    Situation: lambda row: [(SearchKind.SITUATION, row.pk)],
    EmployerSituation: lambda row: [(SearchKind.EMPLOYER, row.pk)],
}
FOLLOWED = (*AFFECTED, *OWNERS)
LISTING = (Audience, Condition, Scheme, Stage, Territory)  # what the list filters and sorts by
LINKS = {
    Scheme.stages.through: SearchKind.SCHEME,
    Organisation.territories.through: SearchKind.ORGANISATION,
}


def keys_of(row: Model) -> set[Key]:
    """The entries that hold something of `row`."""
    if type(row) in OWNERS:
        kind, field = OWNERS[type(row)]
        return {(kind, getattr(row, field))}
    return set(AFFECTED[type(row)](row))


def _touch(sender: type[Model], keys: Iterable[Key]) -> None:
    """The entries, and the rows of the list where `sender` bears on them."""
    keys = set(keys)
    if sender in LISTING or sender in LINKS:
        keys |= {(LISTED, pk) for kind, pk in keys if kind == SearchKind.SCHEME}
    touch(keys)


def _before_save(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A part that is moved to another card also leaves the one that it was on."""
    if sender in OWNERS and instance.pk:
        _, field = OWNERS[sender]
        owners = sender.objects.filter(pk=instance.pk).values_list(field, flat=True)
        instance.search_owner_left = owners.first()


def _after_save(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    keys = keys_of(instance)
    if left := getattr(instance, "search_owner_left", None):
        keys.add((OWNERS[sender][0], left))
    _touch(sender, keys)


def _after_delete(sender: type[Model], instance: Model, origin: Any, **kwargs: Any) -> None:
    """A part that goes with its whole needs nothing: the whole says it."""
    whole = origin if isinstance(origin, Model) else origin.model
    if sender not in OWNERS or type(origin) is sender or whole is sender:
        _touch(sender, keys_of(instance))


def _after_link(sender: type[Model], instance: Model, action: str, **kwargs: Any) -> None:
    """Links set from either side; a clearing from the far side says itself what it leaves."""
    kind, far = LINKS[sender], kwargs["reverse"]
    if action == "pre_clear" and far:
        name = sender._meta.get_field(kwargs["model"]._meta.model_name).attname  # noqa: SLF001
        mine = {f"{instance._meta.model_name}_id": instance.pk}  # noqa: SLF001 - documented API
        instance.search_cleared = list(sender.objects.filter(**mine).values_list(name, flat=True))
    elif action == "post_clear" and far:
        _touch(sender, _keys(kind, instance.search_cleared))
    elif action.startswith("post_"):
        _touch(sender, _keys(kind, kwargs["pk_set"] if far else [instance.pk]))


def connect() -> None:
    for model in FOLLOWED:
        pre_save.connect(_before_save, model, dispatch_uid=f"search-{model.__name__}")
        post_save.connect(_after_save, model, dispatch_uid=f"search-{model.__name__}")
        post_delete.connect(_after_delete, model, dispatch_uid=f"search-{model.__name__}")
    for through in LINKS:
        m2m_changed.connect(_after_link, through, dispatch_uid=f"search-{through.__name__}")
