"""A secret link shows a card before it is public: dated, taken back at will, never kept."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from schemes.groups import EDITOR
from schemes.models import PlainVersion, Scheme
from schemes.previews import open_preview, token_of
from schemes.working_copies import working_copy_of
from tests.schemes.admin_kit import address
from tests.schemes.workflow_kit import act, make_card, make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Scheme:
    card = make_card("ptp", "brouillon", name="Projet de transition")
    PlainVersion.objects.create(scheme=card, what=["Une aide."])
    open_preview(card, timezone.localdate())
    return card


def link(card: Scheme) -> str:
    return f"/apercu/{token_of(card)}/"


def test_it_shows_the_card_and_its_plain_version_with_the_day_of_its_end(client, draft) -> None:
    for page, words in (
        (link(draft), "Projet de transition"),
        (f"{link(draft)}falc/", "Une aide."),
    ):
        response = client.get(page)
        text = response.content.decode()
        assert words in text
        assert "Aperçu, avant publication." in text
        assert f"s'ouvre jusqu'au {draft.preview_until.day} " in text
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex, nofollow">' in text
        assert "/signaler/" not in text


def test_it_shows_a_working_copy_beside_the_public_card(client) -> None:
    copy = working_copy_of(make_card("ptp", name="Projet"))
    Scheme.objects.filter(pk=copy.pk).update(name="Projet changé")
    open_preview(copy, timezone.localdate())
    text = client.get(link(copy)).content.decode()
    assert "Projet changé" in text
    assert "La fiche publiée n'a pas encore changé." in text


@pytest.mark.parametrize("token", ["x", "a:b:c", "é%20", ":".join("abc") * 40])
def test_a_forged_link_is_refused(client, draft, token: str) -> None:
    response = client.get(f"/apercu/{token}/")
    assert response.status_code == 403
    assert "Ce lien d&#x27;aperçu n&#x27;est pas valable" in response.content.decode()


def test_a_changed_link_is_refused(client, draft) -> None:
    assert client.get(link(draft).replace(":", "x:", 1)).status_code == 403


def gone(client, page: str) -> bool:
    response = client.get(page)
    assert "Cet aperçu est fermé" in response.content.decode()
    return response.status_code == 410


def test_a_link_ends_on_its_day(client, draft) -> None:
    open_preview(draft, timezone.localdate() - timedelta(days=31))
    assert gone(client, link(draft))
    open_preview(draft, timezone.localdate() - timedelta(days=30))
    assert client.get(link(draft)).status_code == 200


def test_a_new_link_closes_the_one_before_and_closing_closes_all(client, draft) -> None:
    editor, former = signed_in(make_person(EDITOR)), link(draft)
    act(editor, draft, "preview")
    assert gone(client, former)
    draft.refresh_from_db()
    assert client.get(link(draft)).status_code == 200
    assert link(draft) in editor.get(address(draft)).content.decode()
    latest = link(draft)
    act(editor, draft, "preview", fermer="1")
    assert gone(client, latest)


def test_a_link_to_a_card_that_is_gone_is_closed(client, draft) -> None:
    page = link(draft)
    draft.delete()
    assert gone(client, page)


def test_without_plain_version_the_link_leads_to_the_card(client, draft) -> None:
    draft.plain.delete()
    assert client.get(f"{link(draft)}falc/").headers["Location"] == link(draft)


@pytest.mark.parametrize(
    ("publication", "shown"),
    [("publie", "Voir sur le site"), ("brouillon", "Voir l'aperçu"), ("archive", "Voir l'aperçu")],
)
def test_the_admin_leads_to_a_page_that_is_there(admin_client, publication, shown) -> None:
    card = make_card("ptp", publication)
    page = admin_client.get(address(card)).content.decode()
    found = re.search(f'<a href="([^"]+)"[^>]*>{shown}</a>', page)
    other = {"Voir sur le site", "Voir l'aperçu"} - {shown}
    assert not any(f">{words}</a>" in page for words in other)
    if publication == "publie":
        assert admin_client.get(found[1])["Location"].endswith(card.get_absolute_url())
        assert admin_client.get(card.get_absolute_url()).status_code == 200
    else:
        assert f'id="{found[1].removeprefix("#")}"' in page
        open_preview(card, timezone.localdate())
        page = admin_client.get(address(card)).content.decode()
        assert f'<a href="{link(card)}">{shown}</a>' in page


def test_a_new_public_is_told_to_be_saved_before_its_conditions(admin_client) -> None:
    page = admin_client.get(address(make_card("ptp", "brouillon"))).content.decode()
    assert "Enregistrez un nouveau public d'abord" in page
