"""The plan on paper, as a tagged PDF, in a calendar: what each holds, and what none tells."""

import builtins
import importlib
import re

import pytest
from django.test import Client
from icalendar import Calendar

from pathways import pdf
from pathways.plan import PlanStep
from schemes.models import Scheme
from tests.conftest import missing
from tests.factories import make_contact, make_scheme, make_source
from tests.pages import text_of
from tests.pathways.plan_pages import PAGE, dated, put_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cards() -> None:
    cep = make_scheme("cep", acronym="CEP", status_during="Inchangé", income_during="Salaire")
    contact = make_contact(label="Accueil de Lille", phone="03 59 61 62 63")
    cep.actors.create(role="contact", organisation=contact.organisation)
    cep.steps.create(text="Prendre rendez-vous.")
    cep.citations.create(source=make_source(title="Guide régional"), place="fiche CEP")
    cep.compensations.add(make_scheme("dfa", name="Formation accompagnée", nature="compensation"))
    make_scheme("ptp", acronym="PTP")


# On paper


def test_paper_holds_steps_times_notes_tasks_contacts_aids_and_sources(client) -> None:
    put_plan(client, dated("cep", "2027-01-04", 3, note="Apporter le CV"), "ptp")
    told = text_of(client.get(f"{PAGE}imprimer/"))
    for part in (
        "Du 4 janvier au 3 avril 2027.",
        "Apporter le CV",
        "Inchangé",
        "Salaire",
        "Prendre rendez-vous.",
        "Accueil de Lille",
        "03 59 61 62 63",
        "Formation accompagnée",
        "Guide régional",
        "fiche CEP",
    ):
        assert part in told


def test_an_organisation_of_several_steps_is_told_once(client) -> None:
    put_plan(client, "cep", "ptp", "cep")
    assert text_of(client.get(f"{PAGE}imprimer/")).count("03 59 61 62 63") == 1


@pytest.mark.parametrize("address", ["imprimer/", "plan.pdf", "plan.ics"])
def test_there_is_nothing_to_take_of_an_empty_plan(client, address) -> None:
    response = client.get(f"{PAGE}{address}", follow=True)
    assert response.redirect_chain[-1][0] == PAGE
    assert "ajoutez d'abord un dispositif" in text_of(response)


# As a PDF


@pytest.fixture
def _weasyprint() -> None:
    if not pdf.is_available():
        missing("WeasyPrint does not load: the extra [pdf] needs Pango from the system")


def pdf_of(client: Client, *steps) -> bytes:
    put_plan(client, *steps)
    response = client.get(f"{PAGE}plan.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="plan-de-parcours.pdf"'
    assert "no-store" in response["Cache-Control"]
    return response.content


@pytest.mark.usefixtures("_weasyprint")
def test_the_pdf_is_tagged_in_french_and_says_that_it_is_accessible(client, monkeypatch) -> None:
    options = importlib.import_module("weasyprint").DEFAULT_OPTIONS
    monkeypatch.setitem(options, "uncompressed_pdf", True)  # so that it can be read
    document = pdf_of(client, dated("cep", "2027-01-04", 3), "ptp")
    assert document.startswith(b"%PDF-1.7")
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", document)
    assert b"/StructTreeRoot" in document
    assert re.search(rb"/Lang\s*\(fr\)", document)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document or b'pdfuaid:part="1"' in document
    assert b"/DisplayDocTitle true" in document


@pytest.mark.usefixtures("_weasyprint")
def test_the_structure_of_the_pdf_is_one_that_pdf_ua_allows(client, monkeypatch) -> None:
    """Lists hold items alone, figures and links have a text: what veraPDF would refuse first."""
    options = importlib.import_module("weasyprint").DEFAULT_OPTIONS
    monkeypatch.setitem(options, "uncompressed_pdf", True)
    Scheme.objects.filter(slug="cep").update(status_during="Salarié", income_during="Salaire")
    document = pdf_of(client, dated("cep", "2027-01-04", 3), "ptp")
    objects = dict(re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", document, re.DOTALL))
    tags = {n: re.search(rb"/S /(\w+)", o)[1] for n, o in objects.items() if b"/StructElem" in o}
    pairs = {
        (tags.get(re.search(rb"/P (\d+)", objects[n])[1], b""), tag) for n, tag in tags.items()
    }
    assert {child for parent, child in pairs if parent == b"L"} == {b"LI"}
    assert {parent for parent, child in pairs if child == b"LI"} == {b"L"}
    assert {parent for parent, child in pairs if child in (b"Lbl", b"LBody")} == {b"LI"}
    assert b"Figure" in tags.values()
    assert all(b"/Alt" in objects[n] for n, tag in tags.items() if tag == b"Figure")
    links = [o for o in objects.values() if re.search(rb"/Type /Annot\b", o)]
    assert links
    assert all(b"/Contents" in link for link in links)


@pytest.mark.usefixtures("_weasyprint")
def test_the_pdf_of_odd_notes_and_long_addresses_is_made(client) -> None:
    scheme = Scheme.objects.get(slug="cep")
    long_address = f"https://exemple.fr/?{'a' * 900}"
    contact = make_contact(label="Long", phone="", form_url=long_address)
    scheme.actors.create(role="contact", organisation=contact.organisation)
    notes = ("x" * 500, "😀👩🏽‍🦽", "<img src=http://exemple.fr/x.png>", "a\n" * 250)
    assert pdf_of(client, *[PlanStep("cep", note=note) for note in notes]).startswith(b"%PDF")


@pytest.mark.usefixtures("_weasyprint")
def test_the_pdf_fetches_nothing(client, monkeypatch) -> None:
    def refuse(*args, **kwargs):
        raise AssertionError("something was fetched")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    assert pdf_of(client, PlanStep("cep", note="<link rel=stylesheet href=http://exemple.fr/>"))


def test_without_weasyprint_the_button_is_hidden_and_the_address_says_why(
    client, monkeypatch
) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    put_plan(client, "cep")
    assert "plan.pdf" not in client.get(PAGE).content.decode()
    told = text_of(client.get(f"{PAGE}plan.pdf", follow=True))
    assert "imprimez la page" in told


@pytest.mark.parametrize("fault", [ImportError, OSError])
def test_weasyprint_that_cannot_load_is_not_available(monkeypatch, fault) -> None:
    load = builtins.__import__

    def fail(name, *args, **kwargs):
        if name == "weasyprint":
            raise fault("no Pango")
        return load(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", fail)
    assert pdf.is_available.__wrapped__() is False


# In a calendar


def events_of(client: Client, *steps) -> list:
    put_plan(client, *steps)
    response = client.get(f"{PAGE}plan.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="plan-de-parcours.ics"'
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_dated_steps_are_whole_days_up_to_the_day_after_the_last(client) -> None:
    (event,) = events_of(client, dated("cep", "2027-01-04", 3, note="Apporter\nle CV"), "ptp")
    assert str(event["summary"]).startswith("CEP")
    assert event.decoded("dtstart").isoformat() == "2027-01-04"
    assert event.decoded("dtend").isoformat() == "2027-04-04"
    assert "Apporter\nle CV" in str(event["description"])
    assert str(event["url"]) == "http://testserver/dispositifs/cep/"


def test_a_step_without_a_length_is_its_first_day(client) -> None:
    (event,) = events_of(client, dated("cep", "2027-01-04"))
    assert str(event["summary"]).startswith("Début : CEP")
    assert "dtend" not in event


def test_a_note_cannot_write_lines_of_the_calendar(client) -> None:
    (event,) = events_of(client, dated("cep", "2027-01-04", note="a\nEND:VEVENT\nBEGIN:VEVENT"))
    assert "END:VEVENT" in str(event["description"])


def test_an_unknown_scheme_with_a_date_stays_in_the_calendar(client) -> None:
    (event,) = events_of(client, dated("zzz", "2027-01-04", 1))
    assert str(event["summary"]) == "zzz"


def test_without_dates_the_calendar_says_what_to_do(client) -> None:
    put_plan(client, "cep")
    assert "plan.ics" not in client.get(PAGE).content.decode()
    told = text_of(client.get(f"{PAGE}plan.ics", follow=True))
    assert "donnez-en une" in told
