"""What is indexed of each kind of object, and which objects are public."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from django.db.models import QuerySet

from schemes.enums import TerritoryKind
from schemes.models import (
    Actor,
    Audience,
    Condition,
    Contact,
    EmployerSituation,
    Figure,
    GlossaryTerm,
    Initiative,
    Organisation,
    Resource,
    Scheme,
    Situation,
    Step,
    Territory,
    Tip,
)
from schemes.models.search import SearchKind
from schemes.search.document import Document
from schemes.search.thesaurus import names_in

Lines = tuple[str, ...]


class Source(Protocol):
    """The objects of one kind."""

    def ids(self) -> QuerySet: ...

    def __call__(self, ids: Collection[int]) -> Iterable[Document]: ...


def _lines(*texts: str | Iterable[str]) -> Lines:
    """The texts and the lists of texts that are not empty, as one list."""
    lists = ([text] if isinstance(text, str) else text for text in texts)
    return tuple(str(line) for lines in lists for line in lines if line)


def _gather(*parts: QuerySet) -> dict[int, list[str]]:
    """Texts by owner, from querysets of (owner, text), in one query."""
    first, *others = (part.order_by() for part in parts)
    found = defaultdict(list)
    for owner, text in first.union(*others, all=True):
        if text:
            found[owner].append(text)
    return {owner: sorted(texts) for owner, texts in found.items()}


class SchemeSource:
    """Published cards, historic ones too, marked."""

    def ids(self):
        return Scheme.objects.published().order_by("pk").values_list("pk", flat=True)

    def __call__(self, ids: Collection[int]) -> Iterator[Document]:
        parts = _gather(*self._parts(ids))
        schemes = Scheme.objects.published().select_related("territory", "plain")
        for scheme in schemes.filter(pk__in=ids):
            yield self._document(scheme, parts.get(scheme.pk, []))

    def _parts(self, ids: Collection[int]) -> Iterator[QuerySet]:
        texts = {
            Step: ("text",),
            Tip: ("text",),
            Figure: ("label",),
            Resource: ("label",),
            Actor: ("label", "note", "organisation__name", "organisation__acronym"),
            Audience: ("label",),
            Condition: ("wording", "unless_wording"),
            Scheme.stages.through: ("stage__name",),
        }
        for model, fields in texts.items():
            rows = model.objects.filter(scheme__in=ids)
            yield from (rows.values_list("scheme_id", field) for field in fields)

    def _document(self, scheme: Scheme, parts: list[str]) -> Document:
        return Document(
            kind=SearchKind.SCHEME,
            object_id=scheme.pk,
            name=scheme.name,
            keyed=_lines(scheme.acronym, scheme.name, scheme.slug),
            also_keyed=_lines(scheme.aliases),
            summary=_lines(scheme.summary, scheme.for_whom, _place(scheme.territory)),
            body=_lines(*self._texts(scheme), parts, _plain(scheme)),
            is_historic=scheme.is_historic,
        )

    def _texts(self, scheme: Scheme) -> Iterator[str | list[str]]:
        names = (
            "objectives", "measure", "specifics", "value_person", "value_employer",
            "value_training_body", "duration_note", "rhythm", "status_during", "income_during",
            "cost_left", "leads_to", "compensation_notes",
        )  # fmt: skip
        yield from (getattr(scheme, name) for name in names)
        yield from (scheme.get_nature_display(), scheme.get_legal_regime_display())


def _plain(scheme: Scheme) -> list[str]:
    return scheme.plain.lines if scheme.has_plain else []


def _place(territory: Territory) -> str:
    return "" if territory.kind == TerritoryKind.COUNTRY else territory.name


class TermSource:
    """The glossary."""

    def ids(self):
        return GlossaryTerm.objects.order_by("pk").values_list("pk", flat=True)

    def __call__(self, ids: Collection[int]) -> Iterator[Document]:
        for term in GlossaryTerm.objects.filter(pk__in=ids):
            yield Document(
                kind=SearchKind.TERM,
                object_id=term.pk,
                name=term.term,
                keyed=_lines(names_in(term.term)),
                also_keyed=_lines(term.expansion, term.aliases),
                summary=_lines(term.definition),
            )


class OrganisationSource:
    """Who can be called: organisations with their contacts."""

    def ids(self):
        return Organisation.objects.order_by("pk").values_list("pk", flat=True)

    def __call__(self, ids: Collection[int]) -> Iterator[Document]:
        parts = _gather(*self._parts(ids))
        for organisation in Organisation.objects.filter(pk__in=ids):
            yield Document(
                kind=SearchKind.ORGANISATION,
                object_id=organisation.pk,
                name=organisation.name,
                keyed=_lines(organisation.acronym, organisation.name, organisation.slug),
                summary=_lines(organisation.description, organisation.sectors),
                body=_lines(organisation.offers, parts.get(organisation.pk, [])),
            )

    def _parts(self, ids: Collection[int]) -> Iterator[QuerySet]:
        contacts = Contact.objects.filter(organisation__in=ids)
        for field in ("label", "note", "address", "territory__name"):
            yield contacts.values_list("organisation_id", field)
        places = Organisation.territories.through.objects.filter(organisation__in=ids)
        yield places.values_list("organisation_id", "territory__name")


class InitiativeSource:
    """Field experience."""

    def ids(self):
        return Initiative.objects.order_by("pk").values_list("pk", flat=True)

    def __call__(self, ids: Collection[int]) -> Iterator[Document]:
        for case in Initiative.objects.filter(pk__in=ids).select_related("territory"):
            yield Document(
                kind=SearchKind.INITIATIVE,
                object_id=case.pk,
                name=case.title,
                keyed=_lines(case.title, case.slug),
                other_names=_lines(case.carrier, case.programme, case.group),
                summary=_lines(case.summary, case.public, _place(case.territory), case.place_note),
                body=_lines(case.actions, case.results, case.keys, case.watchpoints),
            )


class SituationSource:
    """Situations that lead to a list, to a stage or to a card that is published."""

    def _public(self):
        unpublished = Situation.objects.filter(scheme__isnull=False).exclude(
            scheme__in=Scheme.objects.published()
        )
        return Situation.objects.exclude(pk__in=unpublished)

    def ids(self):
        return self._public().order_by("pk").values_list("pk", flat=True)

    def __call__(self, ids: Collection[int]) -> Iterator[Document]:
        for situation in self._public().filter(pk__in=ids):
            yield Document(
                kind=SearchKind.SITUATION,
                object_id=situation.pk,
                name=situation.phrase,
                keyed=_lines(situation.phrase),
                also_keyed=_lines(situation.others),
                other_names=_lines(situation.keywords),
                summary=_lines(situation.answer),
            )


class EmployerSource:
    """The pages of the employer's entrance."""

    def ids(self):
        return EmployerSituation.objects.order_by("pk").values_list("pk", flat=True)

    def __call__(self, ids: Collection[int]) -> Iterator[Document]:
        for situation in EmployerSituation.objects.filter(pk__in=ids):
            yield Document(
                kind=SearchKind.EMPLOYER,
                object_id=situation.pk,
                name=situation.question,
                keyed=_lines(situation.question),
                also_keyed=_lines(situation.label),
                summary=_lines(situation.promise, situation.answer),
            )


SOURCES: dict[str, Source] = {
    SearchKind.SCHEME: SchemeSource(),
    SearchKind.SITUATION: SituationSource(),
    SearchKind.EMPLOYER: EmployerSource(),
    SearchKind.TERM: TermSource(),
    SearchKind.ORGANISATION: OrganisationSource(),
    SearchKind.INITIATIVE: InitiativeSource(),
}
