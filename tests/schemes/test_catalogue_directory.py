"""Who can be called: every telephone is French, every organisation is there once."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import phonenumbers
import pytest
from django.utils.text import slugify

from schemes.models import Contact, Organisation, Scheme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

TELEPHONE = re.compile(r"(?<!\d)0\d(?:[ .]?\d{2}){4}(?!\d)")


# Telephones


def is_french(text: str) -> bool:
    number = phonenumbers.parse(text, "FR")
    return phonenumbers.is_valid_number_for_region(number, "FR") or (
        phonenumbers.is_valid_short_number_for_region(number, "FR")
    )


def test_every_telephone_is_a_french_number() -> None:
    numbers = Contact.objects.exclude(phone="").values_list("phone", flat=True)
    assert len(numbers) > 20
    assert [number for number in numbers if not is_french(number)] == []


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)


def sentences_of(card: Scheme) -> Iterator[str]:
    for field in Scheme._meta.fields:
        yield from texts_of(getattr(card, field.name))
    yield from (step.text for step in card.steps.all())
    yield from (tip.text for tip in card.tips.all())
    yield from (actor.note for actor in card.actors.all())
    if card.has_plain:
        yield from card.plain.lines


def test_a_telephone_in_a_sentence_is_that_of_a_contact() -> None:
    known = {re.sub(r"\D", "", phone) for phone in Contact.objects.values_list("phone", flat=True)}
    told = {
        (card.slug, re.sub(r"\D", "", found))
        for card in Scheme.objects.for_card()
        for sentence in sentences_of(card)
        for found in TELEPHONE.findall(sentence)
    }
    assert len(told) > 10
    assert {(slug, number) for slug, number in told if number not in known} == set()


# Organisations


def doubles(keys: Iterable) -> list:
    return [key for key, count in Counter(keys).items() if count > 1]


def test_each_organisation_exists_once() -> None:
    bodies = list(Organisation.objects.all())
    assert doubles(slugify(body.name) for body in bodies) == []
    assert doubles(slugify(body.acronym) for body in bodies if body.acronym) == []
    owner = {slugify(body.name): body.slug for body in bodies}
    taken = {body.slug: owner.get(slugify(body.acronym), body.slug) for body in bodies}
    assert {slug: other for slug, other in taken.items() if slug != other} == {}


def test_no_two_organisations_share_a_telephone_under_the_same_name() -> None:
    """The same number may serve two departments of one organisation."""
    owners = defaultdict(set)
    for contact in Contact.objects.exclude(phone=""):
        key = re.sub(r"\D", "", contact.phone), slugify(contact.label)
        owners[key].add(contact.organisation_id)
    assert {key: bodies for key, bodies in owners.items() if len(bodies) > 1} == {}


def test_an_actor_told_in_words_is_no_organisation_of_the_directory() -> None:
    """Named in full or by its acronym, and nothing else: then it is the organisation itself."""
    names = {slugify(name) for b in Organisation.objects.all() for name in (b.name, b.acronym)}
    labels = {
        (card.slug, actor.label)
        for card in Scheme.objects.for_card()
        for actor in card.actors.all()
        if actor.label and slugify(actor.label) in names
    }
    assert labels == set()
