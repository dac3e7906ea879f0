"""Organisations as vCards that telephones read, whatever their names hold."""

import re

import pytest

from schemes.models import Organisation
from schemes.vcard import escape, fold
from tests.factories import make_contact, make_organisation

pytestmark = pytest.mark.django_db


def card(client, slug: str = "mdph") -> str:
    response = client.get(f"/contacts/{slug}.vcf")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{slug}.vcf"'
    return response.content.decode().replace("\r\n ", "")


def test_the_card_holds_every_means_with_its_label(client):
    body = make_organisation(
        "mdph", name="MDPH du Nord", acronym="MDPH", url="https://exemple.fr/a,b;c"
    )
    make_contact(
        body,
        label="Accueil",
        phone="03 59 61 62 63",
        email="aide@exemple.fr",
        form_url="https://exemple.fr/formulaire",
        address="1 rue de Lille, 59000 Lille",
    )
    assert card(client).split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:MDPH du Nord",
        "N:;;;;",
        "ORG:MDPH du Nord",
        "NICKNAME:MDPH",
        "item1.TEL;TYPE=WORK,VOICE:+33359616263",
        "item1.X-ABLabel:Accueil",
        "item2.EMAIL;TYPE=INTERNET:aide@exemple.fr",
        "item2.X-ABLabel:Accueil",
        r"item3.ADR;TYPE=WORK:;;1 rue de Lille\, 59000 Lille;;;;",
        "item3.X-ABLabel:Accueil",
        "item4.URL:https://exemple.fr/formulaire",
        "item4.X-ABLabel:Accueil",
        "URL:https://exemple.fr/a,b;c",
        "SOURCE:http://testserver/contacts/",
        "END:VCARD",
        "",
    ]


def test_signs_of_the_format_are_escaped(client):
    make_organisation("mdph", name="A; B, C\\D", description="Une ligne.\r\nUne autre.")
    text = card(client)
    assert r"FN:A\; B\, C\\D" in text
    assert r"NOTE:Une ligne.\nUne autre." in text


@pytest.mark.parametrize("name", ["x\r\nTEL:0666", "x\nEND:VCARD", "x\x85y", "x\u2028TEL:1"])
def test_a_name_cannot_add_a_line(client, name):
    make_organisation("mdph", name=name)
    lines = card(client).split("\r\n")
    assert sum(line.startswith("FN:") for line in lines) == 1
    assert not any(line.startswith("TEL") for line in lines)
    assert lines.count("END:VCARD") == 1


def test_long_lines_are_cut_between_characters(client):
    make_organisation("mdph", name="Maison départementale " * 9)
    raw = client.get("/contacts/mdph.vcf").content
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert "Maison départementale " * 9 in card(client)


def test_a_character_of_several_octets_is_never_cut():
    for start in range(75, 60, -1):
        line = "a" * start + "é😀" * 20
        pieces = fold(line).split(b"\r\n ")
        assert "".join(piece.decode() for piece in pieces) == line
        assert all(len(piece) <= 75 for piece in pieces)


def test_control_characters_are_left_out():
    assert escape("a\x00b\x1bc\td") == "abcd"


def test_an_unknown_organisation_has_no_card(client):
    assert client.get("/contacts/lune.vcf").status_code == 404
    assert client.get("/contacts/../.vcf").status_code == 404


def test_every_real_organisation_has_one(client, catalogue):

    for body in Organisation.objects.all():
        text = card(client, body.slug)
        assert re.match(r"BEGIN:VCARD\r\nVERSION:3\.0\r\nFN:.+\r\n", text)
