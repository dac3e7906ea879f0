"""The cards as they are: traceable, reachable, complete, and the same as the public list."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest
from django.conf import settings
from django.core.validators import URLValidator

from schemes.enums import LegalRegime, LinkKind, Nature, Publication, Scope, State
from schemes.models import (
    Condition,
    Contact,
    Criterion,
    GlossaryTerm,
    Organisation,
    Resource,
    Scheme,
    SchemeLink,
    Source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

DATA = settings.BASE_DIR / "tests" / "data"

# The guide tells what comes after neither for these, nor is it certain: their notes say so.
WITHOUT_SUCCESSOR = {
    "conge-vae",
    "ctp",
    "pass-competences-interim",
    "passeport-formation",
    "trajectoire",
}

LINKS = [
    ("c2p", "requires", "cep"),
    ("fipu", "requires", "cep"),
    ("cpf", "finances", "ptp"),
    ("c2p", "finances", "ptp"),
    ("fipu", "finances", "ptp"),
    ("abondement-at-mp", "finances", "ptp"),
    ("abondement-at-mp", "finances", "cpf"),
    ("poe", "finances", "afest"),
    ("activ-projet", "prepares", "pmsmp"),
    ("prepa-apprentissage", "prepares", "contrat-apprentissage"),
    ("plateforme-alternance", "prepares", "contrat-apprentissage"),
    ("plateforme-alternance", "prepares", "contrat-professionnalisation"),
    ("activ-alternance", "prepares", "contrat-apprentissage"),
    ("activ-alternance", "prepares", "contrat-professionnalisation"),
    ("rae", "prepares", "vae"),
    ("rsfp", "prepares", "vae"),
    ("espo", "prepares", "esrp"),
    ("cif", "replaced-by", "ptp"),
    ("dif", "replaced-by", "cpf"),
    ("emt", "replaced-by", "pmsmp"),
]

# Common-law cards of which the guide's page has a part « Les moyens de compensation ».
COMPENSATED = """
    activ-projet afc bilan-competences c2p cep contrat-apprentissage
    contrat-professionnalisation cpf crpe essai-encadre fipu pdc pmsmp poe prepa-apprentissage
    prepa-competences prf pro-a ptp sesame vae
"""


def current() -> list[Scheme]:
    return list(Scheme.objects.published().current().for_card())


def failing(rows: Iterable, is_good) -> list[str]:
    return [str(row) for row in rows if not is_good(row)]


# The public list


def listed() -> dict[str, dict[str, str]]:
    with (DATA / "catalogue.csv").open(encoding="utf-8") as file:
        return {row["slug"]: row for row in csv.DictReader(file, delimiter=";")}


def test_the_cards_are_those_of_the_public_list() -> None:
    found = {
        scheme.slug: {
            "nature": scheme.nature,
            "droit": scheme.legal_regime,
            "etapes": ",".join(stage.slug for stage in scheme.stages.all()),
            "territoire": scheme.territory.slug,
            "etat": scheme.state,
        }
        for scheme in Scheme.objects.for_list()
    }
    expected = {slug: {key: row[key] for key in found["ptp"]} for slug, row in listed().items()}
    assert len(found) == 82
    assert found == expected


def test_every_card_is_published_and_was_read_against_its_sources() -> None:
    cards = Scheme.objects.all()
    assert failing(cards, lambda card: card.publication == Publication.PUBLISHED) == []
    assert failing(cards, lambda card: card.verified_on) == []
    assert failing(cards, lambda card: card.citations.exists()) == []


def test_the_vocabulary_holds_the_public_criteria() -> None:
    """A criterion may be added, and an intermediate value of our own is not: values are public."""
    ours = {criterion.key: criterion for criterion in Criterion.objects.all()}
    for told in json.loads((DATA / "criteria.json").read_text(encoding="utf-8")):
        criterion = ours[told["key"]]
        values = [option.value for option in criterion.options.all()]
        assert criterion.type == told["type"], told["key"]
        assert values == told.get("options", values if told["type"] == "oui-non" else []), values
        assert (criterion.minimum, criterion.maximum) == (told.get("min"), told.get("max"))
        assert criterion.exclusive == told.get("exclusifs", [])
        assert (criterion.group, criterion.about) == (told["group"], told["porte_sur"])
        assert (criterion.sensitive, criterion.changeable) == (
            told["sensible"],
            told["modifiable"],
        )


# Traceable


def test_every_condition_says_where_it_was_read() -> None:
    conditions = list(Condition.objects.select_related("source", "scheme"))
    assert len(conditions) > 250
    assert failing(conditions, lambda c: c.source.title and c.place.strip() and c.checked_on) == []


def addresses() -> Iterator[tuple[str, str]]:
    for model, *fields in (
        (Source, "url"),
        (Organisation, "url", "directory_url"),
        (Contact, "form_url"),
        (GlossaryTerm, "url"),
        (Resource, "url"),
    ):
        for row in model.objects.all():
            for field in fields:
                if address := getattr(row, field):
                    yield f"{model.__name__} {row}", address


def test_what_is_to_be_confirmed_is_told_as_a_fact() -> None:
    """Each follows « À confirmer : », never « sous réserve que »."""
    told = Condition.objects.filter(scope=Scope.TO_CONFIRM).values_list("wording", flat=True)
    assert len(told) > 100
    assert [text for text in told if re.search(r"\b(soit|soient|ait|aient)\b", text)] == []


def test_every_link_is_a_valid_address() -> None:
    validate = URLValidator(schemes=["http", "https"])
    found = list(addresses())
    assert len(found) > 300
    for _, address in found:
        validate(address)
        assert address == address.strip()


def test_every_resource_says_what_it_is() -> None:
    assert failing(Resource.objects.all(), lambda r: r.label and r.label != r.url) == []


# Complete


def test_every_card_of_today_tells_what_to_do_and_whom_to_call() -> None:
    cards = current()
    assert failing(cards, lambda card: card.for_whom and card.objectives and card.measure) == []
    assert failing(cards, lambda card: card.steps.all()) == []
    assert failing(cards, lambda card: card.has_plain) == []
    assert failing(cards, someone_to_call) == []


def someone_to_call(card: Scheme) -> bool:
    return any(a.organisation and a.organisation.is_reachable for a in card.actors.all())


def test_a_card_that_waits_for_a_check_says_of_what() -> None:
    cards = Scheme.objects.filter(needs_review=True)
    assert failing(cards, lambda card: len(card.editor_note) > 40) == []
    in_doubt = Scheme.objects.filter(state=State.TO_CHECK)
    assert failing(in_doubt, lambda card: card.needs_review) == []


@pytest.mark.parametrize(("start", "kind", "end"), LINKS)
def test_a_link_that_the_sources_give_is_there(start, kind, end) -> None:
    links = SchemeLink.objects.filter(from_scheme__slug=start, kind=kind, to_scheme__slug=end)
    assert links.exists()


def test_compensation_is_told_wherever_the_guide_tells_it() -> None:
    slugs = set(COMPENSATED.split())
    cards = Scheme.objects.filter(slug__in=slugs, legal_regime=LegalRegime.COMMON).for_card()
    assert {card.slug for card in cards} == slugs
    told = failing(cards, lambda card: card.compensations.all() or card.compensation_notes)
    assert told == []
    tools = {tool.nature for card in cards for tool in card.compensations.all()}
    assert tools == {Nature.COMPENSATION}


def test_a_historic_card_leads_to_what_replaced_it_or_says_why_not() -> None:
    replaced = defaultdict(set)
    links = SchemeLink.objects.filter(kind=LinkKind.REPLACED_BY)
    for link in links.select_related("from_scheme", "to_scheme"):
        assert not link.to_scheme.is_historic, link
        assert link.from_scheme.is_historic, link
        replaced[link.from_scheme.slug].add(link.to_scheme.slug)
    historic = set(Scheme.objects.filter(state=State.HISTORIC).values_list("slug", flat=True))
    assert len(historic) == 13
    assert historic - set(replaced) == WITHOUT_SUCCESSOR
    notes = Scheme.objects.filter(slug__in=WITHOUT_SUCCESSOR)
    assert failing(notes, lambda card: re.search("suite|suivi|trancher", card.editor_note)) == []


def test_a_link_between_cards_of_today_does_not_contradict_its_opposite() -> None:
    directed = {LinkKind.REQUIRES, LinkKind.PREPARES, LinkKind.REPLACED_BY, LinkKind.VARIANT_OF}
    links = set(SchemeLink.objects.values_list("from_scheme__slug", "kind", "to_scheme__slug"))
    circles = {(a, k, b) for a, k, b in links if k in directed and (b, k, a) in links}
    assert circles == set()
