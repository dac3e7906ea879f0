"""What was chosen in the catalogue's filters, put to the rows of its list.

The whole list is narrowed in SQL; what a text finds is sorted out of one query.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from schemes.enums import StageSlug, State
from schemes.facets import Row
from schemes.listing_index import STAGE_BITS
from schemes.models import ListedCard, OpeningsTable, Territory
from schemes.models.listing import Alike, in_force, serving
from schemes.openings import AREA, HANDICAP, STATUS, Openings, open_values
from schemes.rulebook import Areas, load_vocabulary
from schemes.versions import per_version

CURRENT_STATES = [state for state in State.values if state != State.HISTORIC]
PERSONAL = {"statut": STATUS, "handicap": HANDICAP, "departement": AREA}
COLUMNS = {"nature": "nature", "droit": "legal_regime", "etat": "state"}
EVERY_STAGE = (1 << len(StageSlug)) - 1


def stages_of(bits: int) -> frozenset[str]:
    return frozenset(slug for slug, bit in STAGE_BITS.items() if bits & bit)


class Narrowing:
    """`wanted` are the values chosen in each facet.

    `ids` are the cards to look among, best first, as a text finds them; None for the whole list.
    """

    def __init__(
        self,
        wanted: Mapping[str, Collection[str]],
        today: date,
        ids: Collection[int] | None = None,
    ):
        self.wanted = wanted
        self.today = today
        self.ids = ids

    def apply(self, schemes: QuerySet) -> QuerySet:
        """Those of `schemes` that are in the list and under every choice."""
        if self.ids is not None:
            return schemes.placed(self.kept)
        schemes = schemes.filter(listed__isnull=False, **self._lookups())
        if not any(self.wanted[facet] for facet in PERSONAL):
            return schemes
        schemes = schemes.filter(in_force(self.today, "listed__"))
        if self.wanted["departement"]:
            schemes = schemes.filter(serving(self._areas, "listed__"))
        return schemes.filter(listed__table__in=self._open_tables())

    def _lookups(self) -> dict:
        lookups = {
            f"listed__{column}__in": self.wanted[facet]
            for facet, column in COLUMNS.items()
            if self.wanted[facet]
        }
        if self.wanted["etape"]:
            lookups["listed__stages__in"] = self._stage_bits()
        return lookups

    def _stage_bits(self) -> list[int]:
        """Every combination of stages with one of those that are wanted."""
        wanted = sum(STAGE_BITS[slug] for slug in self.wanted["etape"])
        return [bits for bits in range(EVERY_STAGE + 1) if bits & wanted]

    @cached_property
    def _areas(self) -> list[int]:
        """The territories that the department is in."""
        (department,) = self.wanted["departement"]
        return load_areas_of().get(department, [])

    @cached_property
    def _open_values(self) -> dict[int, dict[str, frozenset]]:
        """For each stored table, the values of the personal facets under which it is open."""
        return load_open_values(*(tuple(self.wanted[facet]) for facet in PERSONAL))

    def _open_tables(self) -> list[int]:
        personal = {facet: self.wanted[facet] for facet in PERSONAL}
        return [pk for pk, values in self._open_values.items() if not Row(values).misses(personal)]

    @cached_property
    def rows(self) -> list[Row]:
        """The cards as the facets see them, those that are alike together; one query."""
        return [Row(self._values(alike), count) for alike, count in self._counts().items()]

    @cached_property
    def kept(self) -> list[int]:
        """Those of `ids` that are under every choice, in the same order."""
        under = {
            pk
            for alike, pks in self._found.items()
            if not Row(self._values(alike)).misses(self.wanted)
            for pk in pks
        }
        return [pk for pk in self.ids or () if pk in under]

    def _values(self, alike: Alike) -> dict[str, frozenset]:
        """For each facet, the values under which such a card is found."""
        nobody = dict.fromkeys(PERSONAL, frozenset())
        person = self._open_values[alike.table_id] if alike.is_in_force else nobody
        return {
            "etape": stages_of(alike.stages),
            "nature": frozenset({alike.nature}),
            "droit": frozenset({alike.legal_regime}),
            "etat": frozenset({alike.state}),
        } | person

    def _counts(self) -> dict[Alike, int]:
        """Of the whole list they are kept; among what a text finds they are counted each time."""
        if self.ids is None:
            return load_counts(self.today, self._places)
        return {alike: len(pks) for alike, pks in self._found.items()}

    @cached_property
    def _found(self) -> dict[Alike, list[int]]:
        served = _served(self._places)
        return served.filter(pk__among=self.ids or ()).by_likeness(self.today)

    @property
    def _places(self) -> tuple[int, ...] | None:
        return tuple(self._areas) if self.wanted["departement"] else None


def _served(areas: tuple[int, ...] | None) -> QuerySet:
    rows = ListedCard.objects.all()
    return rows if areas is None else rows.filter(serving(areas))


@per_version
def load_counts(today: date, areas: tuple[int, ...] | None) -> dict[Alike, int]:
    return _served(areas).count_by_likeness(today)


@per_version
def load_open_values(*chosen: tuple[str, ...]) -> dict[int, dict[str, frozenset]]:
    """See `Narrowing`; what is chosen comes in the order of the personal facets."""
    questions = load_vocabulary().questions
    wanted = dict(zip(PERSONAL.values(), chosen, strict=True))
    found = {}
    for pk, openings in load_openings().items():
        values = open_values(openings, questions, wanted)
        found[pk] = {facet: values[key] for facet, key in PERSONAL.items()}
    return found


@per_version
def load_openings() -> dict[int, Openings]:
    """By the id of their stored table."""
    return {table.pk: table.openings for table in OpeningsTable.objects.all()}


@per_version
def load_areas_of() -> dict[str, list[int]]:
    """For each department, the territories that it is in."""
    territories = list(Territory.objects.all())
    areas, found = Areas(territories), defaultdict(list)
    for territory in territories:
        for department in areas.departments(territory):
            found[department].append(territory.pk)
    return dict(found)
