"""Situations: each one is found as it is said, and leads to a page that answers it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from schemes.models import SearchKind, Situation
from schemes.models.situation import PUBLIC_FILTERS
from schemes.search.api import search
from tests.factories import make_scheme, make_stage
from tests.schemes.catalogue_kit import check_refused, load, write_folder
from tests.schemes.search_kit import make_situation

pytestmark = pytest.mark.django_db

ENOUGH = 30
SITUATION = """\
- slug: arret
  phrase: Je suis en arrêt
  voice: personne
  answer: Une fiche.
"""


@pytest.fixture(scope="module")
def phrases(catalogue, django_db_blocker) -> dict[str, Situation]:
    with django_db_blocker.unblock():
        return {s.phrase: s for s in Situation.objects.select_related("scheme", "stage")}


def first_found(text: str) -> Situation | None:
    ids = search(text).of(SearchKind.SITUATION).ids
    return Situation.objects.get(pk=ids[0]) if ids else None


def test_there_are_enough(phrases) -> None:
    assert len(phrases) >= ENOUGH
    assert {situation.voice for situation in phrases.values()} == set(Situation.Voice)


def test_each_is_found_first_by_its_own_words(phrases) -> None:
    found = {phrase: first_found(phrase) for phrase in phrases}
    assert {p: str(s) for p, s in found.items() if s is None or s.phrase != p} == {}


def test_each_is_found_by_each_other_way_of_saying_it(phrases) -> None:
    others = [(other, situation.pk) for situation in phrases.values() for other in situation.others]
    missed = [o for o, pk in others if pk not in search(o).of(SearchKind.SITUATION).ids]
    assert missed == []


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("je suis en arret et je peux pas reprendre mon travail", "arret-sans-reprise"),
        ("embaucher un apprenti handicape", "embaucher-apprenti-handicape"),
        ("mon salarie est inapte", "salarie-inapte"),
        ("jai 19 ans je sors d un ime", "sortie-ime"),
        ("formation aide soignante avec handicap", "aide-soignante"),
        ("je sais pas quel metier faire", "sans-idee"),
        ("mal de dos je peux plus faire mon metier", "metier-use"),
        ("au chomage cherche formation", "demandeur-d-emploi"),
    ],
)
def test_as_people_type_it(phrases, typed: str, slug: str) -> None:
    ids = search(typed).of(SearchKind.SITUATION).ids
    assert slug in Situation.objects.filter(pk__in=ids).values_list("slug", flat=True)


def test_each_leads_to_a_page_that_is_not_empty(client: Client, phrases) -> None:
    for situation in phrases.values():
        response = client.get(situation.get_absolute_url())
        assert response.status_code == 200, situation
        if situation.filters:
            assert response.context["page"].paginator.count > 0, situation
            assert response.context["notices"] == [], situation


def test_no_address_says_more_than_the_public_filters(phrases) -> None:
    for situation in phrases.values():
        query = parse_qs(urlsplit(situation.get_absolute_url()).query)
        assert set(query) <= set(PUBLIC_FILTERS), situation


@pytest.mark.parametrize(
    "place",
    [
        {"filters": None},
        {"scheme": "ptp", "filters": {"etape": ["projet"]}},
        {"scheme": "ptp", "stage": "projet"},
    ],
)
def test_a_situation_leads_to_one_place(place: dict) -> None:
    makers = {"scheme": make_scheme, "stage": make_stage}
    place = {name: makers[name](v) if name in makers else v for name, v in place.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_situation("Je suis en arrêt", **place)


@pytest.mark.parametrize(
    "filters", [[], "x", {"age": ["19"]}, {"etape": "projet"}, {"etape": []}, {"etape": [3]}]
)
def test_odd_filters_are_refused(filters) -> None:
    situation = Situation(slug="s", phrase="p", voice="personne", answer="a", filters=filters)
    with pytest.raises(ValidationError) as caught:
        situation.full_clean()
    assert "filters" in caught.value.message_dict


def test_the_address_of_a_list_is_encoded() -> None:
    situation = make_situation(
        "Je cherche", filters={"q": ["a & b"], "etape": ["projet", "emploi"]}
    )
    assert situation.get_absolute_url() == ("/dispositifs/?q=a+%26+b&etape=projet&etape=emploi")


# The file


@pytest.mark.parametrize(
    ("lines", "needle", "words"),
    [
        ("", "slug: arret", "une seule"),
        ("  scheme: ptp\n  stage: formation\n", "slug: arret", "une seule"),
        ("  scheme: zzz\n", "scheme: zzz", "« zzz » n'existe pas (dispositifs)"),
        ("  stage: emploi\n", "stage: emploi", "« emploi » n'existe pas (étapes)"),
        ("  filters: {handicap: [zzz]}\n", "handicap: [zzz]", "n'est pas une réponse"),
        ("  filters: {age: ['19']}\n", "age:", "ce champ n'existe pas"),
        ("  filters: {}\n", "slug: arret", "une seule"),
    ],
)
def test_a_situation_that_leads_nowhere_is_refused(tmp_path, lines, needle, words) -> None:
    write_folder(tmp_path)
    check_refused(tmp_path, "situations", SITUATION + lines, needle, words)


def test_situations_and_synonyms_are_loaded_once(tmp_path) -> None:
    write_folder(
        tmp_path,
        situations=SITUATION + "  filters: {handicap: [reconnu]}\n",
        synonyms="- {slug: s, words: [malade], finds: [santé]}\n",
    )
    told = load(tmp_path)
    assert "situations : 1 créés" in told
    assert "synonymes : 1 créés" in told
    assert Situation.objects.get().get_absolute_url() == "/dispositifs/?handicap=reconnu"
    assert "Rien n'a changé." in load(tmp_path)
