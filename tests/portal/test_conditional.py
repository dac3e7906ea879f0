"""Public pages answer 304 until something changes, and never for somebody who has a session."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schemes.models import CatalogueVersion, Report
from tests.factories import make_criterion, make_scheme, make_term
from tests.pages import queries_of

pytestmark = pytest.mark.django_db

PUBLIC = ("/", "/dispositifs/", "/dispositifs/ptp/", "/dispositifs/?etape=formation&q=ptp",
          "/glossaire/", "/contacts/", "/a-propos/", "/sitemap.xml", "/flux.atom",
          "/api/v1/dispositifs/", "/api/v1/dispositifs/ptp/", "/api/v1/criteres/")  # fmt: skip

FORM = "/dispositifs/ptp/signaler/"


@pytest.fixture(autouse=True)
def card(db):
    make_criterion()
    return make_scheme("ptp")


def kept(client: Client, address: str):
    """A page as a browser keeps it; the first one may have handed out the cookie of its forms."""
    client.get(address)
    return client.get(address)


def again(client: Client, address: str, tag: str, **headers: str):
    return client.get(address, headers={"if-none-match": tag, **headers})


@pytest.mark.parametrize("address", PUBLIC)
def test_what_has_not_changed_is_not_sent_again(client: Client, address: str) -> None:
    first = kept(client, address)
    assert first.status_code == 200
    answer = again(client, address, first["ETag"])
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == first["ETag"]
    assert {"Cookie", "HX-Request"} <= {name.strip() for name in answer["Vary"].split(",")}
    assert {"Cookie", "HX-Request"} <= {name.strip() for name in first["Vary"].split(",")}
    assert "no-cache" in first["Cache-Control"]
    since = client.get(address, headers={"if-modified-since": first["Last-Modified"]})
    assert since.status_code == 304


@pytest.mark.parametrize("address", PUBLIC)
def test_any_change_of_the_catalogue_sends_the_page_again(client: Client, address: str) -> None:
    tag = kept(client, address)["ETag"]
    make_term()
    assert again(client, address, tag).status_code == 200


def test_a_visitor_s_report_changes_no_page(client: Client, card) -> None:
    tag = client.get("/dispositifs/")["ETag"]
    Report.objects.create(scheme=card, part="autre", text="Une erreur.")
    assert again(client, "/dispositifs/", tag).status_code == 304


def test_a_new_day_sends_the_page_again(client: Client, monkeypatch) -> None:
    tag = client.get("/dispositifs/")["ETag"]
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert again(client, "/dispositifs/", tag).status_code == 200


def test_answers_in_a_session_are_never_kept(client: Client) -> None:
    tag = client.get("/dispositifs/")["ETag"]
    client.post("/parcours/questions/handicap/", {"answer": "reconnu"})
    answer = again(client, "/dispositifs/", tag)
    assert answer.status_code == 200
    assert "ETag" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_a_form_with_a_token_works_from_a_kept_page(client: Client) -> None:
    """It goes with a cookie: without it the page is made anew."""
    address = FORM
    assert "ETag" not in client.get(address)
    tag = client.get(address)["ETag"]
    assert again(client, address, tag).status_code == 304
    assert again(Client(), address, tag).status_code == 200


@pytest.mark.parametrize("address", ["/parcours/", "/sante/pret/", "/robots.txt", "/admin/login/"])
def test_other_pages_have_no_validator(client: Client, address: str) -> None:
    assert "ETag" not in client.get(address)


def test_neither_errors_nor_redirections_have_one(client: Client) -> None:
    assert "ETag" not in client.get("/dispositifs/rien/")
    assert "ETag" not in client.get("/dispositifs/ptp")


def test_each_address_has_its_own(client: Client) -> None:
    tags = [client.get(f"/dispositifs/?page={page}")["ETag"] for page in (1, 2)]
    tags.append(client.get("/dispositifs/?page=1", headers={"hx-request": "true"})["ETag"])
    assert len(set(tags)) == 3


@pytest.mark.parametrize(
    "value", ["*", '"', "W/", "\x7f", ",,,", '"a", W/"b', "🦽".encode().decode("latin-1")]
)
def test_conditions_that_mean_nothing_break_nothing(client: Client, value: str) -> None:
    assert again(client, "/dispositifs/", value).status_code in {200, 304}
    odd = {"if-modified-since": value, "if-match": value, "if-unmodified-since": value}
    assert client.get("/dispositifs/", headers=odd).status_code in {200, 304, 412}


def test_a_page_that_has_not_changed_takes_one_query(client: Client) -> None:
    tag = client.get("/dispositifs/")["ETag"]
    with CaptureQueriesContext(connection) as captured:
        assert again(client, "/dispositifs/", tag).status_code == 304
    assert len(captured) == 1


def test_what_is_worked_out_is_kept_until_a_save(client: Client) -> None:
    queries_of(client, "/dispositifs/?statut=salarie")
    with_kept = queries_of(client, "/dispositifs/?statut=salarie")
    CatalogueVersion.renew()
    assert queries_of(client, "/dispositifs/?statut=salarie") > with_kept


@pytest.fixture
def keeping(settings) -> Client:
    settings.KEPT_PAGES = 2
    return Client()


def cost(client: Client, address: str, **options) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, **options).status_code == 200
    return len(captured)


def test_a_page_is_made_once_for_all_who_ask(keeping: Client) -> None:
    address = "/dispositifs/?q=dispositif"
    first = keeping.get(address)
    assert cost(keeping, address) == 1
    second = keeping.get(address)
    assert second.content == first.content
    differing = set(first.headers.items()) ^ set(second.headers.items())
    assert {name for name, _ in differing} <= {"X-Request-ID"}, "each request has its own"


def test_a_kept_page_goes_with_a_change_and_when_it_is_asked_anew(keeping: Client) -> None:
    cost(keeping, "/dispositifs/")
    assert cost(keeping, "/dispositifs/", headers={"cache-control": "no-cache"}) > 1
    make_scheme("nouveau")
    assert "nouveau" in keeping.get("/dispositifs/").content.decode()


def test_few_pages_are_kept(keeping: Client) -> None:
    for number in (1, 2, 3):
        keeping.get(f"/glossaire/?q={number}")
    assert cost(keeping, "/glossaire/?q=3") == 1
    assert cost(keeping, "/glossaire/?q=1") > 1


def test_a_page_with_a_token_is_made_for_each_reader(keeping: Client) -> None:
    keeping.get(FORM)
    assert cost(keeping, FORM) > 1
    assert cost(keeping, FORM) > 1


def test_a_card_is_kept_for_all_its_readers(keeping: Client) -> None:
    assert cost(keeping, "/dispositifs/ptp/") > 1
    assert cost(keeping, "/dispositifs/ptp/") == 1


def test_who_has_a_session_never_gets_a_kept_page(keeping: Client) -> None:
    keeping.get("/dispositifs/")
    keeping.post("/parcours/questions/handicap/", {"answer": "reconnu"})
    assert cost(keeping, "/dispositifs/") > 1
