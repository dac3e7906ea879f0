"""Cards side by side."""

from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schemes.compare import FEWEST, MOST, compare, source_rows
from schemes.enums import Publication
from schemes.models import Comparison, ComparisonCell, Scheme
from schemes.reach import within_reach
from schemes.rulebook import MOST_KEPT, load_rulebook

PARAMETER = "d"
MOST_READ = 20  # slugs of an address that are looked up, whatever it holds
LONGEST_SHOWN = 60
MOST_LISTED = MOST_KEPT  # cards of a select
READ = ("stages", "steps", "actors__organisation__contacts")


@dataclass
class Choice:
    """The cards of an address that can be compared, and what is said of the others."""

    slugs: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        return len(self.slugs) >= FEWEST


def read_choice(data: QueryDict) -> Choice:
    asked = [slug for slug in dict.fromkeys(data.getlist(PARAMETER)) if slug.strip()][:MOST_READ]
    known = dict(Scheme.objects.filter(slug__in=asked).values_list("slug", "publication"))
    found = [slug for slug in asked if known.get(slug) == Publication.PUBLISHED]
    choice = Choice(found[:MOST])
    choice.notices = [_missing(slug, known.get(slug)) for slug in asked if slug not in found]
    if len(found) > MOST:
        choice.notices.append(
            "On compare quatre fiches au plus : seules les quatre premières sont gardées."
        )
    if asked and not choice.is_enough:
        choice.notices.append("Il faut au moins deux fiches pour comparer : ajoutez-en une.")
    return choice


def _missing(slug: str, publication: str | None) -> str:
    reason = "n'est plus publiée" if publication == Publication.ARCHIVED else "n'existe pas"
    return f"La fiche « {slug[:LONGEST_SHOWN]} » {reason} : elle est laissée de côté."


@require_safe
def compare_page(request: HttpRequest):
    choice = read_choice(request.GET)
    context = {
        "choice": choice,
        "notices": choice.notices,
        "slots": slots_for(choice.slugs),
        "choices": choices(choice.slugs),
        "only_differences": "differences" in request.GET,
    }
    if choice.is_enough:
        context |= table_of(choice.slugs)
    return render(request, "schemes/compare.html", context)


def table_of(slugs: list[str]) -> dict:
    """The cards in the order asked, the rows of the source that compares them all, the others."""
    queryset = Scheme.objects.published().filter(slug__in=slugs)
    read = queryset.select_related("territory").prefetch_related(*READ)
    cards = sorted(read, key=lambda card: slugs.index(card.slug))
    comparison, cells = comparison_of(cards)
    return {
        "cards": [(card, [slug for slug in slugs if slug != card.slug]) for card in cards],
        "comparison": comparison,
        "source_rows": source_rows(cards, cells),
        "rows": compare(cards, load_rulebook(queryset).rulesets),
    }


def comparison_of(cards: list[Scheme]) -> tuple[Comparison | None, list[ComparisonCell]]:
    """The comparison of a source in which all of `cards` stand, with its cells."""
    wanted = {card.pk for card in cards}
    cells = ComparisonCell.objects.filter(scheme__in=wanted).select_related("comparison__source")
    for _, group in groupby(cells.order_by("comparison_id", "position"), lambda c: c.comparison_id):
        own = list(group)
        if {cell.scheme_id for cell in own} == wanted:
            return own[0].comparison, own
    return None, []


def slots_for(slugs: list[str]) -> list[str]:
    """What the selects of the form hold: what was chosen, then empty ones."""
    return [*slugs, *[""] * (MOST - len(slugs))]


def choices(chosen: list[str]) -> list[tuple[str, list[Scheme]]]:
    """Every card that can be compared, by nature; of a large catalogue some, and the chosen."""
    cards = Scheme.objects.published().only("slug", "name", "acronym", "nature", "state")
    shown = list(cards[: MOST_LISTED + 1])
    if len(shown) > MOST_LISTED:
        shown = cards.filter(Q(pk__in=within_reach().values("pk")) | Q(slug__in=chosen))
    ordered = sorted(shown, key=lambda card: (card.get_nature_display(), card.title))
    return [(nature, list(group)) for nature, group in groupby(ordered, _nature)]


def _nature(card: Scheme) -> str:
    return card.get_nature_display()
