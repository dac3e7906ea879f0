"""Reporting an error on a card: kept for the editors, refused calmly, never traced."""

import logging
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from schemes.models import Report
from schemes.reports import MOST_A_SESSION, MOST_AN_ADDRESS, may_send
from tests.factories import make_scheme
from tests.pages import ODD_TEXTS, queries_of, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/dispositifs/ptp/signaler/"
GOOD = {"part": "chiffre", "text": "Le montant a changé cette année.", "email": "a@exemple.fr"}


@pytest.fixture(autouse=True)
def ptp():
    cache.clear()
    yield make_scheme("ptp", acronym="PTP")
    cache.clear()


def send(client, **values: str):
    return client.post(ADDRESS, GOOD | values)


def test_a_report_is_kept_for_the_editors_and_thanked(client, ptp):
    response = send(client)
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}merci/")
    report = Report.objects.get()
    assert (report.scheme, report.part, report.text, report.email, report.state) == (
        ptp, "chiffre", "Le montant a changé cette année.", "a@exemple.fr", "nouveau",
    )  # fmt: skip
    assert "Merci, votre message est enregistré" in text_of(client.get(f"{ADDRESS}merci/"))


def test_the_email_is_optional(client):
    assert send(client, email="").status_code == 302
    assert Report.objects.get().email == ""


def test_the_form_names_the_card_and_says_what_becomes_of_the_message(client):
    text = text_of(client.get(ADDRESS))
    assert "Sur la fiche « Dispositif ptp »" in text
    assert "effacé une fois l'erreur traitée" in text
    assert "Ne donnez ni nom, ni information de santé." in text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text": ""}, "Dites ce qui ne va pas."),
        ({"text": "   "}, "Dites ce qui ne va pas."),
        ({"text": "faux"}, "Dites en quelques mots ce qui ne va pas"),
        ({"text": "https://spam.example/achetez-maintenant-ici"}, "un lien ou un signe seul"),
        ({"text": "http://a.example http://b.example www.c.example"}, "un lien ou un signe seul"),
        ({"text": "!!!!!!!!!!!!!!!!!!!!"}, "un lien ou un signe seul"),
        ({"text": "a" * 2001}, "au plus 2000"),
        ({"part": ""}, "Choisissez l'endroit de la fiche."),
        ({"part": "lune"}, "lune n’en fait pas partie"),
        ({"email": "ailleurs"}, "Donnez une adresse comme nom@exemple.fr"),
    ],
)
def test_what_cannot_be_kept_is_told_and_what_was_typed_stays(client, values, message):
    response = send(client, **values)
    assert response.status_code == 200
    assert message in text_of(response)
    assert Report.objects.count() == 0
    if "email" not in values:
        assert 'value="a@exemple.fr"' in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()


def test_a_broken_link_can_be_reported_with_its_address(client):
    assert send(client, text="Le lien https://exemple.fr/page ne marche plus.").status_code == 302


def test_the_trap_gets_a_calm_answer_and_keeps_nothing(client):
    response = send(client, site="https://spam.example/")
    assert response.status_code == 200
    assert "Votre message n'a pas été enregistré : un champ caché" in text_of(response)
    assert "Le montant a changé cette année." in text_of(response)
    assert Report.objects.count() == 0


def test_the_trap_is_hidden_from_everybody(client):
    html = client.get(ADDRESS).content.decode()
    trap = re.search(r'<div class="trap" aria-hidden="true">.*?</div>', html, re.DOTALL).group()
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_one_visit_may_send_a_few_an_hour(client):
    client.post("/mots-simples/", {"actif": "1"})  # begins a session
    for _ in range(MOST_A_SESSION):
        assert send(client).status_code == 302
    response = send(client)
    assert response.status_code == 200
    assert "Vous avez déjà envoyé plusieurs messages" in text_of(response)
    assert "Le montant a changé cette année." in text_of(response)
    assert Report.objects.count() == MOST_A_SESSION


def test_one_address_may_send_some_more_without_a_session():
    for _ in range(MOST_AN_ADDRESS):
        assert send(Client()).status_code == 302
    assert send(Client()).status_code == 200
    assert send(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302
    assert Report.objects.count() == MOST_AN_ADDRESS + 1


def test_a_refused_form_does_not_count():
    client = Client()
    for _ in range(MOST_AN_ADDRESS + 1):
        send(client, text="")
    assert send(client).status_code == 302


def test_the_cache_holds_no_address_in_clear(client, monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *rest: keys.append(key))
    assert may_send("203.0.113.9", "cle-de-session")
    assert len(keys) == 2
    assert not any("203.0.113.9" in key or "cle-de-session" in key for key in keys)
    assert all(re.fullmatch(r"report-[0-9a-f]{40,}", key) for key in keys)


def test_nothing_of_the_message_is_logged_or_mailed(client, caplog):
    caplog.set_level(logging.DEBUG)
    send(client, text="Un secret de famille, très long.", email="secret@exemple.fr")
    send(client, text="https://secret.example/")
    assert "secret" not in caplog.text
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["part", "text", "email", "site"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_anywhere_gives_a_page(client, name, text):
    odd = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    response = send(client, **{name: odd})
    assert response.status_code in (200, 302)
    assert "<script>alert" not in response.content.decode()


def test_a_nul_in_the_body_is_refused_in_words(client):
    assert send(client, text="Le montant\x00 a changé cette année.").status_code == 200
    assert Report.objects.count() == 0


@pytest.mark.parametrize("publication", ["brouillon", "archive"])
@pytest.mark.parametrize("end", ["signaler/", "signaler/merci/"])
def test_a_card_that_is_not_published_has_no_form(client, publication, end):
    make_scheme("cache", publication=publication)
    assert client.get(f"/dispositifs/cache/{end}").status_code == 404
    assert client.get(f"/dispositifs/lune/{end}").status_code == 404


def test_a_post_from_elsewhere_is_refused():
    assert send(Client(enforce_csrf_checks=True)).status_code == 403


def test_the_form_takes_two_queries(client):
    """The version of the catalogue, and the card."""
    assert queries_of(client, ADDRESS) == 2


class TestQueue:
    """What editors see."""

    LIST = reverse("admin:schemes_report_changelist")

    def test_new_ones_come_first_with_card_place_state_and_date(self, admin_client, client, ptp):
        ptp.reports.create(part="acces", text="Traité depuis longtemps.", state="traite")
        send(client)
        html = admin_client.get(self.LIST).content.decode()
        assert html.index("Le montant a changé") < html.index("Traité depuis longtemps.")
        assert "PTP" in html
        assert "Un chiffre ou un montant" in html

    def test_marking_as_done_erases_the_email(self, admin_client, client):
        send(client)
        report = Report.objects.get()
        admin_client.post(self.LIST, {"action": "mark_done", "_selected_action": [report.pk]})
        report.refresh_from_db()
        assert (report.state, report.email) == ("traite", "")

    def test_saving_as_done_erases_it_too_and_the_words_cannot_be_rewritten(
        self, admin_client, client
    ):
        send(client)
        report = Report.objects.get()
        address = reverse("admin:schemes_report_change", args=[report.pk])
        admin_client.post(address, {"state": "traite", "text": "Tout va bien, merci beaucoup."})
        report.refresh_from_db()
        assert (report.state, report.email) == ("traite", "")
        assert report.text == "Le montant a changé cette année."

    def test_its_name_says_nothing_of_the_message(self, client):
        send(client)
        report = Report.objects.get()
        assert str(report) == f"Signalement {report.pk} – PTP"
