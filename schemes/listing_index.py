"""Keeps the rows of the catalogue's list true to cards and rules.

Called by schemes/search/index.py with the cards that a save touches, in its transaction; what goes
round signals ends as there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from schemes.enums import Publication, StageSlug, State
from schemes.models import ListedCard, OpeningsTable, Scheme, Stage
from schemes.models.listing import NEVER
from schemes.openings import Openings, openings_of
from schemes.rulebook import load_rulebook
from schemes.ruleset import Ruleset
from schemes.search.document import sort_key

STAGE_BITS = {slug: 1 << place for place, slug in enumerate(StageSlug.values)}
NO_STAGE = 99  # comes after every stage
UNSURE = 100  # cards that may be over, or not yet for everybody, come after those in force
FIELDS = (
    "table", "area", "state", "nature", "legal_regime", "stages", "valid_from", "valid_until",
    "first_stage", "sort_name", "verified_on",
)  # fmt: skip


def stage_bits(slugs: Iterable[str]) -> int:
    return sum(STAGE_BITS[slug] for slug in set(slugs))


def refresh(ids: Collection[int]) -> None:
    """Make the rows of these cards what they say; those not published leave the list.

    Waits for whoever writes the same cards, so that neither misses what the other changed.
    """
    locked = Scheme.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    published = [pk for pk, publication in locked.values_list("pk", "publication")
                 if publication == Publication.PUBLISHED]  # fmt: skip
    ListedCard.objects.filter(pk__in=set(ids) - set(published)).delete()
    if published:
        _write(Scheme.objects.filter(pk__in=published))


def _write(schemes) -> None:
    rulesets = load_rulebook(schemes).rulesets
    found = {slug: (openings, is_apart) for slug, openings, is_apart in _openings(rulesets)}
    tables = _tables(openings for openings, _ in found.values())
    rows = []
    for scheme in schemes.prefetch_related("stages"):
        openings, is_apart = found[scheme.slug]
        rows.append(_row(scheme, tables[openings.digest], is_apart=is_apart))
    ListedCard.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["scheme"], update_fields=FIELDS
    )


def _openings(rulesets: Mapping[str, Ruleset]) -> Iterator[tuple[str, Openings, bool]]:
    """Cards with the same tests are worked out once."""
    known: dict[tuple, tuple[Openings, bool]] = {}
    for slug, ruleset in rulesets.items():
        base, audiences = ruleset.decisive
        parts = (base, *audiences)
        same = (ruleset.is_empty, tuple(tuple((r.test, r.unless) for r in part) for part in parts))
        if same not in known:
            known[same] = openings_of(ruleset)
        yield slug, *known[same]


def _tables(openings: Iterable[Openings]) -> dict[str, OpeningsTable]:
    """The stored table of each, by digest; in order, so that two who write never cross."""
    wanted = {table.digest: table for table in openings}
    stored = OpeningsTable.objects.filter(digest__in=wanted)
    missing = sorted(set(wanted) - set(stored.values_list("digest", flat=True)))
    rows = [OpeningsTable(digest=d, axes=wanted[d].axes, bits=wanted[d].bits) for d in missing]
    if rows:
        OpeningsTable.objects.bulk_create(rows, ignore_conflicts=True)
    return {table.digest: table for table in stored.all()}


def _row(scheme: Scheme, table: OpeningsTable, *, is_apart: bool) -> ListedCard:
    stages = list(scheme.stages.all())
    return ListedCard(
        scheme=scheme,
        table=table,
        area_id=scheme.territory_id if is_apart else None,
        state=scheme.state,
        nature=scheme.nature,
        legal_regime=scheme.legal_regime,
        stages=stage_bits(stage.slug for stage in stages),
        valid_from=scheme.valid_from,
        valid_until=scheme.valid_until,
        first_stage=_rank(scheme, stages),
        sort_name=sort_key(scheme.name),
        verified_on=scheme.verified_on or NEVER,
    )


def _rank(scheme: Scheme, stages: Iterable[Stage]) -> int:
    """The place of a card in the order of the pathway."""
    first = min((stage.position for stage in stages), default=NO_STAGE)
    return first if scheme.state == State.ACTIVE else first + UNSURE
