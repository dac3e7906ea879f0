"""Answers stay in the session: in no address, header, cookie or log; gone when asked or idle."""

import logging
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from schemes.models import CatalogueLoad
from tests.pages import text_of
from tests.pathways.conftest import RARE
from tests.schemes.catalogue_kit import rows

pytestmark = pytest.mark.usefixtures("small_catalogue")

PAGES = (
    "/parcours/",
    "/parcours/questions/",
    "/parcours/questions/age/",
    "/parcours/questions/handicap/",
    "/parcours/questions/toutes/",
    "/parcours/reponses/",
    "/parcours/etapes/",
    "/parcours/etapes/formation/",
)
EXPIRED = "Vos réponses précédentes ont été effacées"


def answer(client: Client, key: str, value: str, **more: str):
    return client.post(f"/parcours/questions/{key}/", {"answer": value, "deja": "0", **more})


def walk(client: Client) -> list:
    """Every response of a whole visit, with an answer that stands nowhere else."""
    return [
        client.post("/parcours/", {"voix": "moi"}),
        answer(client, "age", "45"),
        answer(client, "handicap", RARE),
        answer(client, "handicap", RARE, retour="reponses"),
        answer(client, "handicap", RARE, retour="carte"),
        answer(client, "age", f"{RARE}, faux"),
        client.post("/parcours/questions/toutes/", {"handicap": RARE}),
        client.post("/parcours/questions/toutes/", {"handicap": RARE, "age": "faux"}),
        *(client.get(page) for page in PAGES),
        client.get("/parcours/questions/inconnue/"),
        client.get("/parcours/effacer/"),
    ]


def test_answers_stand_in_no_header_cookie_or_address(client):
    for response in walk(client):
        told = f"{response.headers} {response.cookies.output()}"
        assert RARE not in told
        assert not re.search(r"age=|=45\b", told)


def test_answers_stand_in_no_link_or_address_of_a_form(client):
    walk(client)
    for page in PAGES:
        html = client.get(page).content.decode()
        for address in re.findall(r'(?:href|action|src|hx-\w+)="(.*?)"', html):
            assert RARE not in address


def test_answers_are_not_logged(client, caplog):
    with caplog.at_level(logging.DEBUG):
        walk(client)
        Client(enforce_csrf_checks=True).post("/parcours/questions/handicap/", {"answer": RARE})
    assert "csrf" in caplog.text.lower(), "the log was listened to"
    assert RARE not in caplog.text


def test_answers_stand_in_the_session_s_row_alone(client):
    before = rows()
    walk(client)
    assert rows() == before
    assert not CatalogueLoad.objects.exists()
    (session,) = Session.objects.all()
    assert session.get_decoded()["answers"] == {"handicap": RARE}


def test_the_cookie_is_a_key_and_goes_with_the_browser(client):
    walk(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert re.fullmatch(r"[a-z0-9]{32}", cookie.value)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]


@pytest.mark.parametrize("page", PAGES)
def test_looking_at_a_page_stores_nothing(client, page):
    for look in (client.get, client.head):
        assert look(page).status_code in {200, 302}
    assert Session.objects.count() == 0
    assert settings.SESSION_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("page", [*PAGES, "/dispositifs/", "/", "/contacts/"])
def test_no_page_shown_with_answers_is_kept_by_anybody(client, page):
    answer(client, "age", "45")
    control = client.get(page).headers["Cache-Control"]
    assert "no-store" in control
    assert "private" in control


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_pathway_is_kept_even_without_answers(client, page):
    assert "no-store" in client.get(page).headers["Cache-Control"]


def test_the_answer_to_a_form_is_not_kept_either(client):
    for response in walk(client):
        assert "no-store" in response.headers["Cache-Control"]


def test_erasing_takes_the_row_and_says_so(client):
    walk(client)
    response = client.post("/parcours/effacer/", follow=True)
    assert response.redirect_chain == [("/parcours/", 302)]
    assert re.search(r"Vos réponses .*effacé", text_of(response))
    assert not [s for s in Session.objects.all() if s.get_decoded()]
    assert "Aucune réponse pour le moment." in text_of(client.get("/parcours/reponses/"))


def test_an_old_cookie_finds_nothing_after_erasing(client):
    walk(client)
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/parcours/effacer/")
    thief = Client(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={old}"})
    assert "Aucune réponse pour le moment." in text_of(thief.get("/parcours/reponses/"))


@pytest.mark.parametrize("address", ["/parcours/effacer/", "/parcours/quitter/"])
def test_nothing_is_erased_by_a_link(client, answers, address):
    """A link may be followed by a robot, or by another site."""
    answer(client, "age", "45")
    response = client.get(address, follow=True)
    assert response.redirect_chain == [("/parcours/", 302)]
    assert answers() == {"age": 45}


def test_leaving_in_a_hurry_erases_and_shows_nothing_of_the_portal(client):
    walk(client)
    response = client.post("/parcours/quitter/")
    assert response.status_code == 200
    assert "formation" not in response.content.decode().lower()
    assert not [s for s in Session.objects.all() if s.get_decoded()]


def expire() -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def test_an_expired_session_is_told_and_the_new_answer_is_kept(client, answers):
    answer(client, "age", "45")
    expire()
    location = answer(client, "handicap", "aucun", deja="1").headers["Location"]
    assert answers() == {"handicap": "aucun"}
    assert EXPIRED in text_of(client.get(location, follow=True))


def test_an_expired_session_is_told_to_whoever_passes_a_question(client, answers):
    answer(client, "age", "45")
    expire()
    client.post("/parcours/questions/handicap/", {"passer": "1", "deja": "1"})
    assert answers() == {"handicap": None}
    assert EXPIRED in text_of(client.get("/parcours/reponses/"))


def test_an_expired_session_is_told_where_the_answer_is_bad(client):
    answer(client, "age", "45")
    expire()
    response = answer(client, "handicap", "lune", deja="1")
    assert response.status_code == 200


def test_the_form_says_how_many_answers_there_were(client):
    answer(client, "age", "45")
    html = client.get("/parcours/questions/handicap/").content.decode()
    assert '<input type="hidden" name="deja" value="1">' in html


def test_a_first_answer_is_no_expired_session(client):
    answer(client, "age", "45")
    assert EXPIRED not in text_of(client.get("/parcours/reponses/"))


def test_an_expired_session_shows_empty_pages_and_no_error(client):
    walk(client)
    expire()
    for page in PAGES:
        response = client.get(page, follow=True)
        assert response.status_code == 200
        assert "45 ans" not in text_of(response)


def test_two_visitors_do_not_see_each_other(client):
    answer(client, "age", "45")
    other = Client()
    answer(other, "age", "20")
    assert "45 ans" in text_of(client.get("/parcours/reponses/"))
    assert "20 ans" in text_of(other.get("/parcours/reponses/"))


def test_an_answer_without_the_token_of_its_form_is_refused_and_not_kept(db):
    stranger = Client(enforce_csrf_checks=True)
    for address in (
        "/parcours/questions/age/",
        "/parcours/questions/toutes/",
        "/parcours/effacer/",
    ):
        assert stranger.post(address, {"answer": "45", "age": "45"}).status_code == 403
    assert Session.objects.count() == 0
