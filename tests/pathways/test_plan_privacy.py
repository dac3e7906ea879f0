"""No answer leaves the session with a plan: in a link, on paper, in a file, a log, an address."""

import logging

import pytest
from django.core import signing
from django.test import Client

from pathways import pdf, sharing
from schemes.enums import Operator
from tests.factories import make_condition, make_criterion, make_scheme
from tests.pages import text_of
from tests.pathways.plan_pages import PAGE, answer, change, dated, put_plan, slugs_of

pytestmark = pytest.mark.django_db

SECRET = "reponse-secrete"
REASON = "Condition secrète."
NOTE = "note-secrete"


@pytest.fixture(autouse=True)
def _person(client) -> None:
    """Her answer closes one of the two schemes of her plan."""
    secret = make_criterion("handicap", options=(SECRET, "autre"))
    make_condition(make_scheme("afc"), secret, Operator.IN, ["autre"], wording=REASON)
    make_scheme("cep")
    answer(client, handicap=SECRET)
    put_plan(client, dated("afc", "2027-01-04", 3, note=NOTE), "cep")


def address_of(client: Client) -> str:
    return client.post(f"{PAGE}partager/").context["address"]


def test_her_own_page_alone_tells_what_her_answers_close(client) -> None:
    assert REASON in client.get(PAGE).content.decode()


@pytest.mark.parametrize("end", ["imprimer/", "plan.ics"])
def test_what_she_takes_away_tells_nothing(client, end) -> None:
    taken = client.get(f"{PAGE}{end}").content.decode()
    assert SECRET not in taken
    assert REASON not in taken


def test_what_the_pdf_is_made_of_tells_nothing(client, monkeypatch) -> None:
    made = []
    monkeypatch.setattr(pdf, "is_available", lambda: True)
    monkeypatch.setattr(pdf, "make_pdf", lambda html, address: made.append(html) or b"")
    client.get(f"{PAGE}plan.pdf")
    assert NOTE in made[0]
    assert SECRET not in made[0]
    assert REASON not in made[0]


def test_a_link_and_what_it_opens_tell_nothing(client) -> None:
    address = address_of(client)
    carried = signing.loads(address.split("/")[-2], salt=sharing.SALT)
    assert SECRET not in str(carried)
    for visitor in (client, Client()):
        page = visitor.get(address).content.decode()
        assert SECRET not in page
        assert REASON not in page


def test_neither_addresses_nor_the_log_hold_answers_or_notes(client, caplog) -> None:
    """Notes travel in a shared link alone, whose address is signed and compressed."""
    with caplog.at_level(logging.DEBUG):
        responses = [
            change(client, "deplacer", etape=1, sens="descendre"),
            change(client, "modifier", etape=1, debut="2027-01-04", note=NOTE),
            change(client, "modifier", etape=1, debut="31/02/2027", note=NOTE),
            change(client, "retirer", etape=2),
            change(client, "annuler"),
            client.get(f"{PAGE}imprimer/"),
            client.get(f"{PAGE}plan.ics"),
            client.get(address_of(client)),
            client.get("/plans/faux/"),
        ]
    addresses = [r.request["PATH_INFO"] + r.request["QUERY_STRING"] for r in responses]
    followed = [url for r in responses for url, _ in getattr(r, "redirect_chain", [])]
    records = [r for r in caplog.records if r.name != "django.db.backends"]
    told = " ".join([*addresses, *followed, *(r.getMessage() for r in records)])
    assert len(responses) == len(addresses)
    for private in (SECRET, REASON, NOTE):
        assert private not in told


def test_erasing_the_answers_erases_the_plan(client) -> None:
    client.post("/parcours/effacer/")
    assert NOTE not in client.get(PAGE).content.decode()
    assert "plan" not in client.session


def test_the_button_says_beforehand_that_the_plan_goes_too(client) -> None:
    said = "Effacer mes réponses et mon plan"
    for page in (PAGE, "/parcours/", "/parcours/etapes/", "/parcours/reponses/"):
        assert said in text_of(client.get(page))
    change(client, "vider")
    assert said not in text_of(client.get(PAGE))


def test_the_answers_can_be_erased_and_the_plan_kept(client) -> None:
    assert "garder le plan" in text_of(client.get("/parcours/reponses/"))
    old = client.session.session_key
    told = text_of(client.post("/parcours/effacer/", {"garder_plan": "1"}, follow=True))
    assert "Vos réponses sont effacées. Votre plan est gardé." in told
    assert slugs_of(client) == ["afc", "cep"]
    assert "answers" not in client.session
    assert client.session.session_key != old
    assert REASON not in client.get(PAGE).content.decode()
