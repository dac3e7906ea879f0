"""People of each group, and cards in each state."""

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from schemes.enums import Publication
from schemes.models import Passage, Scheme
from tests.factories import (
    give_second_factor,
    make_condition,
    make_contact,
    make_scheme,
    make_source,
)


def make_person(group: str = "", name: str = "") -> User:
    person = User.objects.create_user(name or f"personne {group}", is_staff=True)
    give_second_factor(person)
    if group:
        person.groups.add(Group.objects.get(name=group))
    return person


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def make_card(slug: str = "ptp", publication: str = Publication.PUBLISHED, **values) -> Scheme:
    """A card that nothing keeps from being published."""
    card = make_scheme(slug, publication=publication, **values)
    card.citations.create(source=make_source(), place="page 1")
    card.actors.create(role="contact", organisation=make_contact().organisation)
    make_condition(card)
    return card


def sent_by(person: User | None, card: Scheme) -> Passage:
    """As if `person` had sent the card to review."""
    Scheme.objects.filter(pk=card.pk).update(publication=Publication.TO_REVIEW)
    card.refresh_from_db()
    return card.passages.create(by=person, origin=Publication.DRAFT, target=Publication.TO_REVIEW)


def act(client: Client, card: Scheme, action: str, *more, **data: str):
    name = f"admin:schemes_scheme_{action}_view"
    return client.post(reverse(name, args=[card.pk, *more]), data)


def state_of(card: Scheme) -> str:
    return Scheme.objects.values_list("publication", flat=True).get(pk=card.pk)
