"""Reads from the database the cards that a plan names."""

from collections.abc import Container, Iterable
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from pathways.plan import DAYS_OF
from pathways.plan_facts import SchemeFacts, Tie
from schemes.enums import ActorRole, DurationUnit, LinkKind, Nature, Publication, State
from schemes.models import Condition, Contact, Journey, Scheme, Stage
from schemes.models.fields import is_slug
from schemes.reach import within_reach
from schemes.rulebook import is_large

# A draft was never public: to a plan it does not exist. An archived card still has a name.
ONCE_PUBLIC = (Publication.PUBLISHED, Publication.ARCHIVED)
MOST_FILLERS = 2
A_WEEK = 7  # days: a single one fills no gap
MOST_READ = 500  # immersions
CLOSED_BY_ANSWERS = " (fermé d'après vos réponses)"


def load_schemes(slugs: Iterable[str], department: str = "") -> dict[str, Scheme]:
    """The cards by slug, with all that a plan shows of them, in a constant number of queries.

    Contacts are those of `department`, of its region and of the country; all without one.
    """
    contacts = Contact.objects.select_related("territory")
    tools = Scheme.objects.published().current().prefetch_related("steps")
    schemes = _named(slugs).prefetch_related(
        "stages",
        "steps__organisation",
        "citations__source",
        "outgoing_links__to_scheme",
        "incoming_links__from_scheme",
        "actors__organisation",
        Prefetch(
            "actors__organisation__contacts",
            contacts.near(department) if department else contacts,
        ),
        Prefetch("compensations", tools),
    )
    return {scheme.slug: scheme for scheme in schemes}


def load_to_compare(slugs: Iterable[str]) -> dict[str, Scheme]:
    """The cards by slug, with all that a fingerprint is taken of."""
    schemes = _named(slugs).prefetch_related(
        "audiences",
        Prefetch("conditions", Condition.objects.with_tests()),
        "steps__organisation",
        "actors__organisation__contacts",
    )
    return {scheme.slug: scheme for scheme in schemes}


def _named(slugs: Iterable[str]) -> QuerySet:
    named = Scheme.objects.filter(slug__in=set(slugs), publication__in=ONCE_PUBLIC)
    return named.select_related("territory")


def facts_of(scheme: Scheme) -> SchemeFacts:
    """The frozen values of a card from `load_schemes`."""
    stages = list(scheme.stages.all())
    return SchemeFacts(
        slug=scheme.slug,
        name=str(scheme),
        nature=scheme.nature,
        stages=tuple(stage.position for stage in stages),
        low=_number(scheme.duration_min),
        high=_number(scheme.duration_max),
        unit=scheme.duration_unit,
        status=scheme.status_during,
        income=scheme.income_during,
        payers=_payers(scheme),
        funders=_funders(scheme),
        valid_from=scheme.valid_from,
        valid_until=scheme.valid_until,
        is_historic=scheme.is_historic,
        is_archived=scheme.publication == Publication.ARCHIVED,
        ask_early=tuple(step.text for step in scheme.steps.all() if step.upstream),
        ties=tuple(
            Tie(link.kind, link.to_scheme.slug, str(link.to_scheme), link.note)
            for link in scheme.outgoing_links.all()
        ),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _payers(scheme: Scheme) -> tuple[str, ...]:
    payers = (actor.name for actor in scheme.actors.all() if actor.role == ActorRole.FUNDER)
    return tuple(dict.fromkeys(payers))


def _funders(scheme: Scheme) -> tuple[str, ...]:
    """The schemes of today that can pay for this one."""
    return tuple(
        str(link.from_scheme)
        for link in scheme.incoming_links.all()
        if link.kind == LinkKind.FINANCES and _is_current(link.from_scheme)
    )


def _is_current(scheme: Scheme) -> bool:
    return scheme.publication == Publication.PUBLISHED and not scheme.is_historic


def load_fillers(left_out: Iterable[str]) -> tuple[str, ...]:
    """Names of the longest immersions with an income, for the days that a plan leaves empty."""
    immersions = (
        Scheme.objects.published()
        .filter(nature=Nature.IMMERSION, state=State.ACTIVE)
        .exclude(slug__in=set(left_out))
        .exclude(income_during="")
        .exclude(duration_max=None)
    )
    lasting = [scheme for scheme in immersions[:MOST_READ] if _days(scheme) >= A_WEEK]
    longest = sorted(lasting, key=_days, reverse=True)
    return tuple(str(scheme) for scheme in longest[:MOST_FILLERS])


def _days(scheme: Scheme) -> float:
    return float(scheme.duration_max) * DAYS_OF[DurationUnit(scheme.duration_unit)]


def scheme_choices(
    refused: Container[str] = (), named: str = ""
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every scheme that can be added, under each of its stages, the aids last.

    Those of `refused` say that the answers close them. Of a large catalogue some, and the one
    that is `named`: it may have been chosen elsewhere.
    """
    current = within_reach()
    steps = Prefetch("schemes", current.exclude_compensation(), to_attr="to_add")
    groups = [(stage.name, stage.to_add) for stage in Stage.objects.prefetch_related(steps)]
    groups.append((Nature.COMPENSATION.label, current.compensation()))
    if is_large() and is_slug(named):
        groups.append(("", Scheme.objects.published().current().filter(slug=named)))
    return [(name, [(s.slug, _choice(s, refused)) for s in schemes]) for name, schemes in groups]


def _choice(scheme: Scheme, refused: Container[str]) -> str:
    return f"{scheme.title}{CLOSED_BY_ANSWERS if scheme.slug in refused else ''}"


def scheme_names(slugs: Iterable[str]) -> dict[str, str]:
    return {scheme.slug: str(scheme) for scheme in _named(slugs)}


def journey_choices() -> list[tuple[str, str]]:
    return list(Journey.objects.values_list("slug", "title"))
