"""The catalogue's GET parameters: read, checked, turned into queryset verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet

from schemes.enums import LegalRegime, Nature, StageSlug, State
from schemes.facets import count_facets, count_rows
from schemes.models import Scheme, SearchKind
from schemes.narrowing import CURRENT_STATES, Narrowing
from schemes.openings import AREA, HANDICAP, STATUS
from schemes.paging import RowsOf
from schemes.rulebook import load_vocabulary
from schemes.search.api import search
from schemes.search.results import Results
from schemes.tolerant import OneFilter, SeveralFilter, TextFilter, TolerantFilterSet

FACETS = ("statut", "handicap", "etape", "nature", "droit", "etat")
SORTS = {
    "pertinence": ("Ordre du parcours", ("listed__first_stage", "listed__sort_name")),
    "nom": ("Nom", ("listed__sort_name",)),
    "maj": ("Vérifié récemment", ("-listed__verified_on", "listed__sort_name")),
}
BY_PLACE = ("Pertinence", ("place",))  # what `pertinence` is where words were typed


class SchemeFilter(TolerantFilterSet):
    """Filters published cards; who they are open to was decided by `evaluate`, see openings.py."""

    q = TextFilter(label="Mot cherché", method="filter_later")
    etape = SeveralFilter(label="Étape", choices=StageSlug.choices, method="filter_later")
    nature = SeveralFilter(label="Nature", choices=Nature.choices, method="filter_later")
    droit = SeveralFilter(label="Droit", choices=LegalRegime.choices, method="filter_later")
    statut = SeveralFilter(label="Situation de la personne", method="filter_later")
    handicap = SeveralFilter(label="Reconnaissance du handicap", method="filter_later")
    departement = OneFilter(label="Département", method="filter_later", empty_label="Tous")
    etat = SeveralFilter(label="État", choices=State.choices, method="filter_later")
    tri = OneFilter(
        label="Trier par",
        choices=[(key, label) for key, (label, _) in SORTS.items()],
        method="filter_later",
        empty_label=None,
    )

    class Meta:
        model = Scheme
        fields = ()

    def __init__(self, data=None, queryset=None, *, today: date, **kwargs):
        if queryset is None:
            queryset = Scheme.objects.all()  # a published card has a row in the list, no other
        super().__init__(data, queryset, **kwargs)
        self.today = today
        self.found = Results()
        if self.data.get("q"):
            self.filters["tri"].extra["choices"] = [
                (key, label) for key, (label, _) in (SORTS | {"pertinence": BY_PLACE}).items()
            ]
        for name, key in (("statut", STATUS), ("handicap", HANDICAP), ("departement", AREA)):
            self.filters[name].extra["choices"] = self._choices(key)

    @cached_property
    def vocabulary(self):
        return load_vocabulary()

    def _choices(self, key: str) -> list[tuple[str, str]]:
        if key not in self.vocabulary:
            return []
        return [(option.value, option.label) for option in self.vocabulary[key].options]

    def filter_later(self, queryset, name, value):
        """What was typed and the facets are read together, see `filter_queryset`."""
        return queryset

    def filter_queryset(self, queryset):
        """By the rows of the list, where stands who a card is open to.

        A search finds historic cards too: the facet « état » counts them.
        """
        chosen = self.form.cleaned_data
        if chosen["q"]:
            self.found = search(chosen["q"], historic=State.HISTORIC in chosen["etat"])
        return self._sorted(self.narrowing.apply(queryset))

    @cached_property
    def narrowing(self) -> Narrowing:
        """What was chosen, put to the rows of the list; among what the text finds, if any."""
        ids = self.found.of(SearchKind.SCHEME).ids if self.form.cleaned_data["q"] else None
        return Narrowing(self._wanted, self.today, ids)

    def _sorted(self, queryset):
        if self._is_by_place:
            return queryset.order_by(*BY_PLACE[1])
        return queryset.order_by(*SORTS[self._sort][1], "listed__scheme_id")

    @property
    def _sort(self) -> str:
        return self.form.cleaned_data["tri"] or "pertinence"

    @property
    def _is_by_place(self) -> bool:
        return bool(self.form.cleaned_data["q"]) and self._sort == "pertinence"

    def in_pages(self, *fields: str) -> Sequence[Scheme] | QuerySet:
        """What is left, with `fields` alone, for a paginator."""
        narrowed = self.qs  # runs the search
        if not self._is_by_place:
            return narrowed.only(*fields)
        schemes = self.queryset.only(*fields)
        return RowsOf(self.narrowing.kept, lambda ids: schemes.placed(ids).order_by(*BY_PLACE[1]))

    @cached_property
    def _wanted(self) -> dict[str, list]:
        """What was ticked in each facet; historic cards show only when they are asked for."""
        chosen = self.form.cleaned_data
        wanted = {facet: chosen[facet] for facet in FACETS}
        wanted["departement"] = [chosen["departement"]] if chosen["departement"] else []
        return wanted | {"etat": chosen["etat"] or CURRENT_STATES}

    @property
    def notices(self) -> list[str]:
        self.qs  # noqa: B018  runs the search
        hits = self.found.of(SearchKind.SCHEME)
        if hits.count <= len(hits.ids):
            return super().notices
        told = f"{hits.count} fiches répondent : voici les {len(hits.ids)} plus proches."
        return [*super().notices, told]

    @cached_property
    def facets(self) -> list["Facet"]:
        """The facets with their choices, what each would leave, and whether it is chosen."""
        return [Facet(self, name) for name in FACETS]

    @cached_property
    def chosen(self) -> list[tuple[str, str]]:
        """What narrows the list now, each with the query that takes it away."""
        ticked = [choice for facet in self.facets for choice in facet.choices if choice.is_chosen]
        chosen = [(choice.label, choice.name, choice.value) for choice in ticked]
        return [
            (label, self.query_without(name, value))
            for label, name, value in (*chosen, *self._single_choices())
        ]

    def _single_choices(self):
        for name in ("q", "departement"):
            if value := self.form.cleaned_data[name]:
                yield dict(self._choices(AREA)).get(value, f"« {value} »"), name, value

    def query_without(self, name: str = "", value: str = "") -> str:
        """What was understood of the GET parameters, less one value and the page number."""
        understood = self._understood()
        kept = [item for item in understood.get(name, ()) if item != value]
        return urlencode(understood | {name: kept}, doseq=True)

    def query_with(self, name: str, value: str) -> str:
        """The same, with `value` alone for one of them."""
        return urlencode(self._understood() | {name: value}, doseq=True)

    def _understood(self) -> dict[str, list]:
        given = self.form.cleaned_data.items()
        lists = ((name, value if isinstance(value, list) else [value]) for name, value in given)
        return {name: [item for item in items if item] for name, items in lists}

    @property
    def proposals(self) -> list[tuple[str, str]]:
        """What else could be typed, with its query."""
        return [(text, self.query_with("q", text)) for text in self.found.proposals]

    @property
    def historic(self) -> tuple[int, str]:
        """How many historic cards the text finds, and the query that shows them."""
        hits = self.found.of(SearchKind.SCHEME)
        return len(hits.historic), self.query_with("etat", State.HISTORIC)

    @cached_property
    def counts(self) -> dict:
        """For each facet and value, how many cards that choice would leave."""
        self.qs  # noqa: B018  runs the search, among whose results they are counted
        return count_facets(self.narrowing.rows, self._wanted)

    @cached_property
    def count(self) -> int:
        """How many cards are left, without asking the database again."""
        self.qs  # noqa: B018  as above
        return count_rows(self.narrowing.rows, self._wanted)


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and how many cards it leaves."""

    name: str
    value: str
    label: str
    count: int
    is_chosen: bool


class Facet:
    """One group of choices beside the list."""

    def __init__(self, filters: SchemeFilter, name: str):
        self.filters = filters
        self.name = name
        self.label = filters.form.fields[name].label

    @cached_property
    def choices(self) -> list[Choice]:
        counts, chosen = self.filters.counts[self.name], self.filters.form.cleaned_data[self.name]
        return [
            Choice(self.name, value, label, counts[value], value in chosen)
            for value, label in self.filters.form.fields[self.name].choices
        ]

    @property
    def is_used(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)
