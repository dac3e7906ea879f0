"""A catalogue too large to be read card by card: its pathway looks at the first of each stage."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from pathways.person import Person
from pathways.plan_store import PLAN
from schemes import compare_views, reach, rulebook, versions
from schemes.eligibility import VerdictValue
from schemes.enums import Nature, StageSlug
from schemes.models import Scheme
from schemes.profile import Profile
from schemes.reach import rules_within_reach, within_reach
from schemes.rulebook import load_rulebook
from tests.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

EACH = 4
STAGES = list(StageSlug.values)
PAGES = (
    "/parcours/etapes/",
    *(f"/parcours/etapes/{slug}/" for slug in STAGES),
    "/parcours/types/salarie/",
    "/parcours/questions/age/",
    "/parcours/questions/toutes/",
    "/parcours/plan/",
    "/comparer/",
)
SAID = "Le catalogue est trop grand"


def make_large(monkeypatch) -> None:
    monkeypatch.setattr(rulebook, "MOST_KEPT", 20)
    monkeypatch.setattr(compare_views, "MOST_LISTED", 20)
    monkeypatch.setattr(reach, "EACH", EACH)
    versions.renew()


@pytest.fixture
def large(monkeypatch) -> None:
    make_large(monkeypatch)


def beyond_reach() -> list[Scheme]:
    return list(Scheme.objects.published().current().exclude(pk__in=within_reach().values("pk")))


def test_of_a_small_one_all_are_within_reach() -> None:
    assert set(within_reach()) == set(Scheme.objects.published().current())


def test_of_a_large_one_the_first_of_each_stage_and_aid(large: None) -> None:
    found = within_reach()
    assert EACH < len(found) <= EACH * (len(STAGES) + 1)
    for slug in STAGES:
        assert found.for_stage(slug).count() >= EACH
    assert found.filter(nature=Nature.COMPENSATION).count() >= EACH
    assert not found.filter(state="historique").exists()


def test_what_serves_everywhere_comes_first(large: None) -> None:
    local = Scheme.objects.published().current().exclude(listed__area=None)
    assert local.exists()
    assert not local.filter(pk__in=within_reach().values("pk")).exists()


def test_what_the_answers_close_leaves_room_for_others(large: None) -> None:
    answers = {"statuts": frozenset({"agent-public"}), "handicap": "aucun", "departement": "75"}
    person, today = Profile(answers), timezone.localdate()
    verdicts = load_rulebook(within_reach()).verdicts(person, today).values()
    assert VerdictValue.NO in {verdict.value for verdict in verdicts}
    verdicts = load_rulebook(within_reach(person)).verdicts(person, today).values()
    assert VerdictValue.NO not in {verdict.value for verdict in verdicts}
    assert len(verdicts) > EACH


def test_every_page_of_the_pathway_keeps_within_it(client: Client, large: None) -> None:
    slugs = set(within_reach().values_list("slug", flat=True))
    for page in PAGES:
        response = client.get(page)
        assert response.status_code == 200, page
        assert (SAID in text_of(response)) == page.startswith("/parcours/etapes/"), page
        shown = set(re.findall(r'href="/dispositifs/([a-z0-9-]+)/"', response.content.decode()))
        if page.startswith("/parcours/etapes/"):
            assert shown
            assert shown <= slugs


def test_rules_are_read_once_for_those_who_answered_the_same(
    large: None, django_assert_num_queries
) -> None:
    answers = {"statuts": frozenset({"salarie-prive"}), "age": 52}
    rules = rules_within_reach(Profile(answers))
    assert set(rules.rulesets) == {scheme.slug for scheme in within_reach(Profile(answers))}
    with versions.pinned(), django_assert_num_queries(1):  # the version
        assert rules_within_reach(Profile(answers | {"age": 20})) is rules
    assert rules_within_reach(Profile({"statuts": frozenset({"agent-public"})})) is not rules


def test_its_verdicts_are_those_of_the_whole_catalogue(client: Client, monkeypatch) -> None:
    client.post("/parcours/questions/statuts/", {"answer": ["salarie-prive"]})
    whole = Person(client.session).verdicts(timezone.localdate())
    make_large(monkeypatch)
    part = Person(client.session).verdicts(timezone.localdate())
    assert 0 < len(part) < len(whole)
    assert all(whole[slug] == verdict for slug, verdict in part.items())


def test_a_card_out_of_reach_can_be_put_into_the_plan(client: Client, large: None) -> None:
    (beyond, *_) = beyond_reach()
    client.post("/parcours/plan/ajouter/", {"dispositif": beyond.slug})
    assert beyond.name in text_of(client.get("/parcours/plan/"))


@pytest.mark.parametrize("slug", ["", "inconnu", "a\x00b", "é", "x" * 300, "' OR 1=1 --"])
def test_what_is_no_card_is_not_added(client: Client, large: None, slug: str) -> None:
    response = client.post("/parcours/plan/ajouter/", {"dispositif": slug}, follow=True)
    assert response.status_code == 200
    assert PLAN not in client.session


def test_a_card_out_of_reach_can_be_compared(client: Client, large: None) -> None:
    beyond = beyond_reach()[:2]
    address = "/comparer/?" + "&".join(f"d={scheme.slug}" for scheme in beyond)
    response = client.get(address)
    offered = re.findall(r'<option value="([a-z0-9-]+)"', response.content.decode())
    assert {scheme.slug for scheme in beyond} <= set(offered)
    assert len(set(offered)) < Scheme.objects.published().count()


def test_the_api_asks_which_ones(client: Client, large: None) -> None:
    body = {"profil": {}}
    refused = client.post("/api/v1/eligibilite/", body, "application/json")
    assert refused.status_code == 400
    assert "/api/v1/dispositifs/" in refused.json()["dispositifs"][0]
    answer = client.post(
        "/api/v1/eligibilite/", body | {"dispositifs": ["ptp"]}, "application/json"
    )
    assert [row["slug"] for row in answer.json()["resultats"]] == ["ptp"]
