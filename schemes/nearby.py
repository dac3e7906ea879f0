"""Whom to call about a card: its bodies with the contacts that serve a department."""

from functools import cached_property

from schemes.directory import ContactFilter
from schemes.enums import ActorRole, TerritoryKind
from schemes.models import Contact, Organisation, Scheme, Territory


class Nearby:
    """The contacts of `scheme`, narrowed to the `departement` of the GET parameters."""

    def __init__(self, scheme: Scheme, data):
        self.scheme = scheme
        self.filters = ContactFilter(data, Contact.objects.none())
        self.form = self.filters.form

    @property
    def notices(self) -> list[str]:
        return self.filters.notices

    @cached_property
    def department(self) -> Territory | None:
        self.form.is_valid()
        slug = self.form.cleaned_data.get("departement")
        return Territory.objects.departments().filter(slug=slug).first() if slug else None

    @cached_property
    def organisations(self) -> list[tuple[Organisation, list[Contact]]]:
        """Each body that can be reached, once; what the card says to call comes first."""
        found = ((body, self._contacts(body)) for body in bodies_to_call(self.scheme))
        return [(body, contacts) for body, contacts in found if contacts or _has_page(body)]

    @property
    def first(self) -> tuple[Organisation, Contact | None] | None:
        """Whom to call first: a body with a telephone, failing that one with any contact."""
        reached = [(body, contact) for body, found in self.organisations for contact in found]
        by_phone = [pair for pair in reached if pair[1].phone]
        pages = [(body, None) for body, _ in self.organisations]
        return next(iter([*by_phone, *reached, *pages]), None)

    def _contacts(self, organisation: Organisation) -> list[Contact]:
        contacts = organisation.contacts.all()
        if self.department is None:
            return list(contacts)
        return [contact for contact in contacts if serves(contact.territory, self.department)]


def bodies_to_call(scheme: Scheme) -> list[Organisation]:
    """The actors that can be reached, once each: the contacts of the card before the others."""
    actors = sorted(scheme.actors.all(), key=lambda actor: actor.role != ActorRole.CONTACT)
    bodies = {a.organisation_id: a.organisation for a in actors if a.organisation}
    return [body for body in bodies.values() if body.is_reachable]


def serves(territory: Territory | None, department: Territory) -> bool:
    """Whether a contact of `territory` is for people of `department`; without a place, it is."""
    if territory is None or territory.kind == TerritoryKind.COUNTRY:
        return True
    return territory.pk in (department.pk, department.parent_id)


def _has_page(organisation: Organisation) -> bool:
    return bool(organisation.url or organisation.directory_url)
