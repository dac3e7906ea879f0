"""The directory's rows: organisations that can be reached, those near a department first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from rapidfuzz import fuzz, process

from schemes.enums import ActorRole, TerritoryKind
from schemes.models import Contact, Organisation, Territory
from schemes.search.analyser import chunks_of, fold

SHORTEST_BEGINNING = 3  # letters of a word that may stand for a longer one
LIKE_ENOUGH = 75  # out of 100, to be proposed in place of what was typed


class Nearness(IntEnum):
    DEPARTMENT = 0
    REGION = 1
    COUNTRY = 2


@dataclass(frozen=True)
class Listing:
    """One organisation, the contacts of it that serve the department, how near the nearest is."""

    organisation: Organisation
    contacts: tuple[Contact, ...]
    nearness: Nearness


def nearness(territory: Territory | None, department: Territory | None) -> Nearness | None:
    """None where people of `department` are not served; without a place, everybody is."""
    if department is None or territory is None or territory.kind == TerritoryKind.COUNTRY:
        return Nearness.COUNTRY
    if territory.pk == department.pk:
        return Nearness.DEPARTMENT
    return Nearness.REGION if territory.pk == department.parent_id else None


def contacts_near(contacts: Iterable[Contact], department: Territory | None) -> list[Contact]:
    """Those that serve `department`, the nearest first."""
    placed = ((nearness(contact.territory, department), contact) for contact in contacts)
    kept = [(near, contact) for near, contact in placed if near is not None]
    return [contact for _, contact in sorted(kept, key=lambda pair: pair[0])]


class Directory:
    """All organisations with their contacts, narrowed by role, words and department.

    Three queries, whatever their number; the rest is worked out here.
    """

    def __init__(self, role: str = "", words: str = "", department: Territory | None = None):
        self.role, self.words, self.department = role, words, department

    @cached_property
    def organisations(self) -> list[Organisation]:
        found = Organisation.objects.prefetch_related("contacts__territory", "territories")
        return [body for body in found if body.is_reachable]

    @cached_property
    def matching(self) -> list[Organisation]:
        """Those that hold every word that was typed."""
        wanted = [chunk.meaningful or chunk.words for chunk in chunks_of(self.words)]
        if not wanted:
            return self.organisations
        return [body for body in self.organisations if _holds(_text(body), wanted)]

    @cached_property
    def listings(self) -> list[Listing]:
        found = (self._listing(body, self.role) for body in self.matching)
        return sorted(
            filter(None, found), key=lambda row: (row.nearness, fold(row.organisation.name))
        )

    @property
    def near_count(self) -> int:
        """How many are nearer than the whole country."""
        return sum(row.nearness is not Nearness.COUNTRY for row in self.listings)

    @cached_property
    def role_counts(self) -> Counter:
        """For each role, how many organisations choosing it would show."""
        return Counter(
            {
                role: sum(bool(self._listing(body, role)) for body in self.matching)
                for role in ActorRole
            }
        )

    @cached_property
    def local_counts(self) -> Counter:
        """For each department, how many organisations of the chosen role are on the spot."""
        return Counter(
            slug
            for body in self.matching
            for slug in set(_places(body, self._contacts(body, self.role)))
        )

    @property
    def suggestion(self) -> str:
        """A name like what was typed, where nothing holds it."""
        if not self.words or self.listings:
            return ""
        names = {n for body in self.organisations for n in (body.name, body.acronym) if n}
        found = process.extractOne(
            self.words, names, scorer=fuzz.WRatio, processor=fold, score_cutoff=LIKE_ENOUGH
        )
        return found[0] if found else ""

    def _contacts(self, body: Organisation, role: str) -> list[Contact]:
        return [contact for contact in body.contacts.all() if not role or contact.role == role]

    def _listing(self, body: Organisation, role: str) -> Listing | None:
        contacts = contacts_near(self._contacts(body, role), self.department)
        if contacts:
            near = nearness(contacts[0].territory, self.department)
            return Listing(body, tuple(contacts), near)
        if body.contacts.all() or (role and body.kind != role):
            return None
        nears = [nearness(place, self.department) for place in body.territories.all() or [None]]
        nears = [near for near in nears if near is not None]
        return Listing(body, (), min(nears)) if nears else None


def _places(body: Organisation, contacts: list[Contact]) -> Iterator[str]:
    """Slugs of the departments where `body` is on the spot."""
    places = [c.territory for c in contacts] if body.contacts.all() else body.territories.all()
    return (place.slug for place in places if place and place.is_department)


def _text(body: Organisation) -> str:
    own = (body.name, body.acronym, body.description, body.sectors, body.offers)
    of_contacts = (
        text
        for contact in body.contacts.all()
        for text in (contact.label, contact.note, contact.address, str(contact.territory or ""))
    )
    places = (str(place) for place in body.territories.all())
    return " ".join(filter(None, (*own, *of_contacts, *places)))


def _holds(text: str, wanted: list) -> bool:
    """Whether each wanted word is in `text`, in any of its forms, or begins one of its words."""
    words = [word for chunk in chunks_of(text) for word in (*chunk.words, chunk.joined) if word]
    tokens = {token for word in words for token in word.tokens}
    raws = {word.raw for word in words}
    return all(_is_there(word, tokens, raws) for chunk in wanted for word in chunk)


def _is_there(word, tokens: set[str], raws: set[str]) -> bool:
    if not tokens.isdisjoint(word.tokens):
        return True
    return len(word.raw) >= SHORTEST_BEGINNING and any(raw.startswith(word.raw) for raw in raws)
