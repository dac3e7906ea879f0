"""`manage.py check_links` over a real server: three days to be broken, and no card is touched."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from schemes.links.outcome import Answer, Outcome
from schemes.models import LinkCheck, Scheme
from tests.factories import make_contact, make_organisation, make_scheme, make_source, make_term
from tests.link_server import link_server

pytestmark = pytest.mark.django_db

Status = LinkCheck.Status
NOON = timezone.make_aware(datetime(2026, 11, 2, 12))  # noqa: DTZ001 - made aware at once
GONE, SILENT, WELL = (
    Outcome(Answer.GONE, "réponse 404", 404),
    Outcome(Answer.UNSURE, "délai dépassé"),
    Outcome(Answer.OK),
)


@pytest.fixture(scope="module")
def site():
    with link_server() as server:
        yield server


def check(**options) -> str:
    said = StringIO()
    known = {"allow_private": True, "delay": 0, "timeout": 0.5, "retries": 0, "minutes": 1}
    call_command("check_links", stdout=said, **{**known, **options})
    return said.getvalue()


def give_resource(url: str, slug: str = "", **values) -> Scheme:
    scheme = make_scheme(slug, **values)
    scheme.resources.create(label="Page", url=url, kind="officiel")
    return scheme


def after(*outcomes: Outcome, days: int = 1) -> LinkCheck:
    link = LinkCheck(url="https://exemple.fr/")
    for number, outcome in enumerate(outcomes):
        link.note(outcome, NOON + timedelta(days=number * days))
    return link


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        ([WELL], Status.OK),
        ([GONE], Status.PENDING),
        ([GONE] * 2, Status.PENDING),
        ([GONE] * 3, Status.BROKEN),
        ([SILENT] * 2, Status.PENDING),
        ([SILENT] * 3, Status.DOUBTFUL),
        ([SILENT] * 2 + [GONE], Status.PENDING),
        ([GONE] * 2 + [WELL] + [GONE] * 2, Status.PENDING),
        ([GONE] * 5 + [WELL], Status.OK),
    ],
)
def test_a_link_is_broken_after_three_days_of_the_same_failure(outcomes, status) -> None:
    assert after(*outcomes).status == status


def test_three_failures_of_one_day_are_one() -> None:
    link = after(GONE, GONE, GONE, days=0)
    assert (link.status, link.failures) == (Status.PENDING, 1)


def test_when_it_last_answered_is_kept() -> None:
    assert after(WELL, GONE, GONE, GONE).last_seen == date(2026, 11, 2)


def test_every_kind_of_address_is_checked_once(site) -> None:
    site.asked.clear()
    give_resource(f"{site.url}/200?carte")
    give_resource(f"{site.url}/200?carte")
    body = make_organisation(url=f"{site.url}/200?site", directory_url=f"{site.url}/200?annuaire")
    make_contact(body, form_url=f"{site.url}/200?page")
    make_source("s", url=f"{site.url}/200?source")
    make_term(url=f"{site.url}/200?terme")
    give_resource(f"{site.url}/200?archive", publication="archive")
    assert "Répond : 6" in check()
    assert len(site.asked) == 6


def test_no_card_changes_and_one_failure_is_not_told_as_broken(site) -> None:
    scheme = give_resource(f"{site.url}/404")
    before = Scheme.objects.filter(pk=scheme.pk).values().get()
    said = check()
    assert "Échec à confirmer : 1" in said
    assert "Cassé : 0" in said
    assert Scheme.objects.filter(pk=scheme.pk).values().get() == before


def test_a_broken_link_is_told_with_where_to_mend_it(site) -> None:
    give_resource(f"{site.url}/404", acronym="PTP")
    days_ago = timezone.localdate() - timedelta(days=1)
    LinkCheck.objects.create(
        url=f"{site.url}/404", answer=Answer.GONE, failures=2, failed_on=days_ago
    )
    assert f"Cassé : {site.url}/404 (réponse 404) – Dispositif : PTP" in check()


def test_an_address_that_left_the_catalogue_is_forgotten(site) -> None:
    LinkCheck.objects.create(url="https://partie.example/")
    give_resource(f"{site.url}/200")
    check()
    assert [link.url for link in LinkCheck.objects.all()] == [f"{site.url}/200"]


def test_a_bounded_run_leaves_the_rest_and_the_next_one_takes_it(site) -> None:
    for number in range(4):
        give_resource(f"{site.url}/200?{number}")
    assert "Liens laissés pour la prochaine fois : 2." in check(most=2)
    check(most=2)
    assert LinkCheck.objects.filter(status=Status.OK).count() == 4


def test_without_time_nothing_is_asked_and_nothing_noted(site) -> None:
    site.asked.clear()
    give_resource(f"{site.url}/200")
    check(minutes=1e-9)
    assert site.asked == []
    assert LinkCheck.objects.get().status == Status.NEW


def test_production_does_not_ask_this_machine(site) -> None:
    site.asked.clear()
    give_resource(f"{site.url}/200")
    check(allow_private=False)
    assert site.asked == []
    assert LinkCheck.objects.get().detail == "adresse d'un réseau interne : non consultée"


@pytest.mark.parametrize("option", ["minutes", "most", "hosts"])
def test_an_impossible_bound_is_refused_in_french(option) -> None:
    with pytest.raises(CommandError, match="plus grand que 0"):
        check(**{option: 0})
