"""The cards that are read one by one: all, or, of a large catalogue, the first of each stage.

Lists and searches are narrowed by the database, whatever their size. A pathway puts the rules of
each card to a person, and a select holds each card: of tens of thousands, that would take minutes
and gigabytes.
"""

from datetime import date

from django.db.models import F
from django.utils import timezone

from schemes.enums import Nature, StageSlug
from schemes.models import Scheme
from schemes.narrowing import CURRENT_STATES, Narrowing
from schemes.openings import AREA, HANDICAP, STATUS
from schemes.profile import Profile
from schemes.rulebook import Rulebook, is_large, load_rulebook, whole_rulebook
from schemes.versions import per_version

EACH = 60  # cards a stage, and as many aids: more than anybody reads on one page
PARTS = (*({"etape": [slug]} for slug in StageSlug.values), {"nature": [Nature.COMPENSATION]})
MOST_RULEBOOKS = 4  # kept for those who answered the same: a megabyte and a half each
NOBODY = Profile()


def within_reach(profile: Profile = NOBODY):
    """Published cards in force; of a large catalogue those that the answers do not close.

    Of each stage the first ones: those that serve everywhere, then local ones, by name.
    """
    schemes = Scheme.objects.published().current()
    if not is_large():
        return schemes
    return schemes.filter(pk__in=_first(timezone.localdate(), *_known(profile)))


def rules_within_reach(profile: Profile = NOBODY) -> Rulebook:
    """The rules of the same cards."""
    return whole_rulebook() or _rules_of_first(timezone.localdate(), *_known(profile))


def _known(profile: Profile) -> tuple[tuple[str, ...], ...]:
    """What the rows of the list can tell by: situations, handicap, department."""
    statuses, handicap, area = (profile.value(key) for key in (STATUS, HANDICAP, AREA))
    return tuple(sorted(statuses or ())), _one(handicap), _one(area)


def _one(answer: str | None) -> tuple[str, ...]:
    return (answer,) if answer else ()


@per_version
def _first(
    today: date, statuses: tuple[str, ...], handicap: tuple[str, ...], area: tuple[str, ...]
) -> tuple[int, ...]:
    wanted = {"statut": statuses, "handicap": handicap, "departement": area, "droit": ()}
    wanted |= {"etat": CURRENT_STATES, "etape": (), "nature": ()}
    found: set[int] = set()
    for part in PARTS:
        schemes = Narrowing(wanted | part, today).apply(Scheme.objects.all())
        everywhere_first = F("listed__area").asc(nulls_first=True)
        ordered = schemes.order_by(everywhere_first, "listed__sort_name", "listed__scheme_id")
        found.update(ordered.values_list("pk", flat=True)[:EACH])
    return tuple(sorted(found))


@per_version(most=MOST_RULEBOOKS)
def _rules_of_first(*answers) -> Rulebook:
    return load_rulebook(Scheme.objects.filter(pk__in=_first(*answers)))
