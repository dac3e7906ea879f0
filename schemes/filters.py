"""The catalogue's GET parameters: read, checked, turned into queryset verbs."""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from urllib.parse import urlencode

from django.db.models import F

from schemes.eligibility import closed_reason, settle
from schemes.enums import LegalRegime, Nature, StageSlug, State
from schemes.facets import Row, count_facets
from schemes.models import Scheme, SearchKind
from schemes.rulebook import load_rulebook, load_vocabulary
from schemes.ruleset import Ruleset
from schemes.search.api import search
from schemes.search.results import Results
from schemes.tolerant import OneFilter, SeveralFilter, TextFilter, TolerantFilterSet

STATUS, HANDICAP, AREA = "statuts", "handicap", "departement"
FACETS = ("statut", "handicap", "etape", "nature", "droit", "etat")
PERSONAL = ("statut", "handicap", "departement")
COLUMNS = {
    "etape": "stages__slug__in",
    "nature": "nature__in",
    "droit": "legal_regime__in",
    "etat": "state__in",
}
CURRENT_STATES = [state for state in State.values if state != State.HISTORIC]
SORTS = {
    "pertinence": ("Ordre du parcours", ("first_stage", "sort_name")),
    "nom": ("Nom", ("sort_name",)),
    "maj": ("Vérifié récemment", (F("verified_on").desc(nulls_last=True), "sort_name")),
}
BY_PLACE = ("Pertinence", ("place",))  # what `pertinence` is where words were typed


class SchemeFilter(TolerantFilterSet):
    """Filters published cards; statuses, handicap and department are decided by `evaluate`."""

    q = TextFilter(label="Mot cherché", method="filter_text")
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
            queryset = Scheme.objects.published()
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

    def filter_text(self, queryset, name, value):
        """What the search finds, historic cards too: the facet « état » counts them."""
        historic = State.HISTORIC in self.form.cleaned_data["etat"]
        self.found = search(value, historic=historic)
        return queryset.placed(self.found.of(SearchKind.SCHEME).ids)

    def filter_later(self, queryset, name, value):
        """Facets are read together, see `filter_queryset`."""
        return queryset

    def filter_queryset(self, queryset):
        """In the database as far as it can tell; who a scheme is open to is read from its rules."""
        chosen = self.form.cleaned_data
        if chosen["q"]:
            queryset = self.filter_text(queryset, "q", chosen["q"])
        self.searched = queryset
        queryset = queryset.filter(**self._columns(chosen))
        if any(chosen[facet] for facet in PERSONAL):
            kept = [row.slug for row in self.rows if row.passes(self._wanted)]
            queryset = queryset.filter(slug__in=kept)
        return self._sorted(queryset.distinct(), chosen["tri"] or "pertinence")

    def _columns(self, chosen: dict) -> dict:
        """The lookups of the facets that stand in columns; no historic card unless asked for."""
        wanted = {column: chosen[facet] for facet, column in COLUMNS.items() if chosen[facet]}
        return {"state__in": CURRENT_STATES} | wanted

    def _sorted(self, queryset, sort: str):
        if sort == "pertinence" and self.form.cleaned_data["q"]:
            return queryset.order_by(*BY_PLACE[1])
        return queryset.in_french_order().order_by(*SORTS[sort][1])

    @cached_property
    def _wanted(self) -> dict[str, list]:
        """What was ticked in each facet; historic cards show only when they are asked for."""
        chosen = self.form.cleaned_data
        wanted = {facet: chosen[facet] for facet in FACETS}
        wanted["departement"] = [chosen["departement"]] if chosen["departement"] else []
        return wanted | {"etat": chosen["etat"] or CURRENT_STATES}

    @property
    def facets(self) -> list["Facet"]:
        """The facets with their choices, what each would leave, and whether it is chosen."""
        return [Facet(self, name) for name in FACETS]

    @property
    def chosen(self) -> list["Choice"]:
        """What narrows the list now, each with the query that takes it away."""
        ticked = [choice for facet in self.facets for choice in facet.choices if choice.is_chosen]
        return [*ticked, *self._single_choices()]

    def _single_choices(self):
        for name in ("q", "departement"):
            if value := self.form.cleaned_data[name]:
                label = dict(self._choices(AREA)).get(value, f"« {value} »")
                yield Choice(name, value, label, 0, True, self.query_without(name, value))

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
        self.qs  # noqa: B018  runs the search, whose result the rows are read from
        return count_facets(self.rows, self._wanted)

    @cached_property
    def rows(self) -> list[Row]:
        """The cards that the text finds, as the facets see them."""
        return list(self._rows(self.form.cleaned_data))

    def _rows(self, chosen: dict):
        schemes = self.searched.prefetch_related("stages")
        rulesets = load_rulebook(schemes, self.vocabulary).rulesets
        for scheme in schemes:
            person = OpenTo(rulesets[scheme.slug], chosen, self.today)
            yield Row(
                scheme.slug,
                {
                    "etape": frozenset(stage.slug for stage in scheme.stages.all()),
                    "nature": frozenset({scheme.nature}),
                    "droit": frozenset({scheme.legal_regime}),
                    "etat": frozenset({scheme.state}),
                    "statut": person.statuses(self._values(STATUS)),
                    "handicap": person.handicaps(self._values(HANDICAP)),
                    "departement": person.area(),
                },
            )

    def _values(self, key: str) -> list[str]:
        return [value for value, _ in self._choices(key)]


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many cards it leaves, and the query that takes it away."""

    name: str
    value: str
    label: str
    count: int
    is_chosen: bool
    query_without: str


class Facet:
    """One group of choices beside the list."""

    def __init__(self, filters: SchemeFilter, name: str):
        self.filters = filters
        self.name = name
        self.label = filters.form.fields[name].label

    @property
    def choices(self) -> list[Choice]:
        counts, chosen = self.filters.counts[self.name], self.filters.form.cleaned_data[self.name]
        return [
            Choice(
                self.name,
                value,
                label,
                counts[value],
                value in chosen,
                self.filters.query_without(self.name, value),
            )
            for value, label in self.filters.form.fields[self.name].choices
        ]

    @property
    def is_used(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


class OpenTo:
    """For whom a scheme is not closed, among the situations that the filters name."""

    def __init__(self, ruleset: Ruleset, chosen: dict, today: date):
        self.ruleset = ruleset
        self.chosen = chosen
        self.closed = bool(closed_reason(ruleset, today))

    def statuses(self, values: list[str]) -> frozenset[str]:
        handicaps = self.chosen["handicap"] or [None]
        return frozenset(s for s in values if any(self._open(s, h) for h in handicaps))

    def handicaps(self, values: list[str]) -> frozenset[str]:
        statuses = self.chosen["statut"] or [None]
        return frozenset(h for h in values if any(self._open(s, h) for s in statuses))

    def area(self) -> frozenset[str]:
        department = self.chosen["departement"]
        return frozenset({department} if department and self._open(None, None) else ())

    @cache  # noqa: B019  lives as long as one card of one request
    def _open(self, status: str | None, handicap: str | None) -> bool:
        answers = {
            STATUS: status and frozenset({status}),
            HANDICAP: handicap,
            AREA: self.chosen["departement"],
        }
        known = {key: answer for key, answer in answers.items() if answer}
        return not self.closed and settle(self.ruleset, known) is not False
