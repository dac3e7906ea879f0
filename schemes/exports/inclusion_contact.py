"""Which body a card is attached to, and how it is reached, as data·inclusion asks."""

from collections.abc import Iterator
from dataclasses import dataclass

from data_inclusion.schema.v1 import ModeMobilisation, PersonneMobilisatrice

from schemes.enums import ActorRole, TerritoryKind
from schemes.models import Contact, Organisation, Scheme

# Whom to call comes first: a service's structure is what a reader turns to.
ROLES = (
    ActorRole.CONTACT,
    ActorRole.OPERATOR,
    ActorRole.PRESCRIBER,
    ActorRole.FUNDER,
    ActorRole.COMPANION,
    ActorRole.INFORMATION,
)


@dataclass(frozen=True)
class Reach:
    """The body that answers for a card, one of its contacts if one serves the card's territory."""

    organisation: Organisation | None
    contact: Contact | None
    card_page: str

    @property
    def phone(self) -> str:
        return self.contact.dial if self.contact and self.contact.phone else ""

    @property
    def email(self) -> str:
        return self.contact.email if self.contact else ""

    @property
    def link(self) -> str:
        """The contact's form, else the body's site, else the card, which names everybody."""
        form = self.contact.form_url if self.contact else ""
        site = self.organisation.url if self.organisation else ""
        return form or site or self.card_page

    @property
    def modes(self) -> list[str]:
        means = {
            ModeMobilisation.TELEPHONER: self.phone,
            ModeMobilisation.ENVOYER_UN_COURRIEL: self.email,
            ModeMobilisation.UTILISER_LIEN_MOBILISATION: self.link,
        }
        return sorted(mode.value for mode, given in means.items() if given)


def reach_of(scheme: Scheme, card_page: str) -> Reach:
    bodies = list(_bodies(scheme))
    for body in bodies:
        contact = next((c for c in body.contacts.all() if serves(c, scheme)), None)
        if contact:
            return Reach(body, contact, card_page)
    return Reach(bodies[0] if bodies else None, None, card_page)


def _bodies(scheme: Scheme) -> Iterator[Organisation]:
    for role in ROLES:
        yield from (a.organisation for a in scheme.actors_as(role) if a.organisation)


def serves(contact: Contact, scheme: Scheme) -> bool:
    """Whether the contact answers for the whole territory of the card, and not for a part."""
    place, area = contact.territory, scheme.territory
    everywhere = place is None or place.kind == TerritoryKind.COUNTRY
    return everywhere or place.pk in (area.pk, area.parent_id)


def who_asks(scheme: Scheme) -> list[str]:
    """Where somebody prescribes, the person does not ask alone."""
    professionals = [PersonneMobilisatrice.PROFESSIONNELS.value]
    if scheme.prescribers:
        return professionals
    return [*professionals, PersonneMobilisatrice.USAGERS.value]
