"""What a page shows of a search: marked cards, and what was found beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from django.db.models import Model, QuerySet
from django.utils.safestring import SafeString

from schemes.models.employer import EmployerSituation
from schemes.models.initiative import Initiative
from schemes.models.reference import Contact, GlossaryTerm, Organisation
from schemes.models.scheme import Scheme
from schemes.models.search import SearchEntry, SearchKind
from schemes.models.situation import Situation
from schemes.search.analyser import keys_of
from schemes.search.marks import Marker
from schemes.search.results import Results
from schemes.search.thesaurus import names_in


@dataclass(frozen=True, slots=True)
class Marked:
    """A card as a list shows it; `extract` where neither name nor summary holds a word."""

    title: SafeString
    summary: SafeString
    extract: SafeString


@dataclass(frozen=True, slots=True)
class Way:
    """A situation, and where it leads."""

    title: str
    answer: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """An object found beside the cards; of an organisation also the first number to call."""

    found: Model
    name: SafeString
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """The best objects of a kind, and how many there are more."""

    rows: list[Row]
    more: int

    def __bool__(self) -> bool:
        return bool(self.rows)


class Shown:
    """The results as a page shows them: a query or two for each kind that was found."""

    def __init__(self, results: Results):
        self.results = results
        self.marker = Marker.of(results.query)

    def mark(self, schemes: Iterable[Scheme]) -> None:
        """Give each card its `marked`, where there was a search; one query."""
        if not self.results.query:
            return
        schemes = list(schemes)
        entries = SearchEntry.objects.filter(
            kind=SearchKind.SCHEME, object_id__in=[scheme.pk for scheme in schemes]
        )
        texts = dict(entries.values_list("object_id", "text"))
        for scheme in schemes:
            scheme.marked = self._marked(scheme, texts.get(scheme.pk, ""))

    def _marked(self, scheme: Scheme, text: str) -> Marked:
        title, summary = self.marker.mark(scheme.title), self.marker.mark(scheme.summary)
        is_told = "<mark>" in title or "<mark>" in summary
        extract = SafeString("") if is_told else self.marker.extract(text.split("\n"))
        return Marked(title, summary, extract)

    @cached_property
    def situations(self) -> list[Way]:
        """Told by the person or who advises, then by the employer, in turn: shown first of all."""
        own = self._rows(SearchKind.SITUATION, Situation.objects.select_related("scheme", "stage"))
        pages = self._rows(SearchKind.EMPLOYER, EmployerSituation.objects.all())
        told = [Way(row.phrase, row.answer, row.get_absolute_url()) for row in own]
        asked = [Way(page.question, page.promise, page.get_absolute_url()) for page in pages]
        return [way for pair in zip_longest(told, asked) for way in pair if way]

    @cached_property
    def named(self) -> GlossaryTerm | None:
        """The term that is exactly what was typed."""
        keys = set(self.results.query.keys)
        terms = (row.found for row in self.terms.rows)
        return next((t for t in terms if keys & _keys(names_in(t.term))), None)

    @cached_property
    def terms(self) -> Beside:
        rows = self._rows(SearchKind.TERM, GlossaryTerm.objects.all())
        return self._beside(SearchKind.TERM, [Row(r, self.marker.mark(r.term)) for r in rows])

    @cached_property
    def organisations(self) -> Beside:
        bodies = Organisation.objects.prefetch_related("contacts")
        rows = [
            Row(body, self.marker.mark(body.name), _first_phone(body))
            for body in self._rows(SearchKind.ORGANISATION, bodies)
        ]
        return self._beside(SearchKind.ORGANISATION, rows)

    @cached_property
    def initiatives(self) -> Beside:
        cases = self._rows(SearchKind.INITIATIVE, Initiative.objects.all())
        rows = [Row(case, self.marker.mark(case.title)) for case in cases]
        return self._beside(SearchKind.INITIATIVE, rows)

    def _rows(self, kind: str, rows: QuerySet) -> list:
        """In the order of the results; no query where there are none."""
        ids = self.results.of(kind).ids
        found = rows.in_bulk(ids) if ids else {}
        return [found[pk] for pk in ids if pk in found]

    def _beside(self, kind: str, rows: list[Row]) -> Beside:
        return Beside(rows, self.results.of(kind).count - len(rows))


def _first_phone(body: Organisation) -> Contact | None:
    return next((contact for contact in body.contacts.all() if contact.phone), None)


def _keys(names: Iterable[str]) -> set[str]:
    return {key for name in names for key in keys_of(name)}
