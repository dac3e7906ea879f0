"""The editors' guide is read in the admin, with its pictures."""

import re
from html import unescape

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db

GUIDE = "/admin/guide/"
QUOTED = re.compile("« ([^»]+) »")
NOT_OURS = {"exporter"}  # the button of django-import-export
WRITTEN_IN = ("*.html", "*.py", "*.js")


def test_the_guide_is_linked_from_the_admin_and_shows_its_pictures(admin_client) -> None:
    assert f'href="{GUIDE}"' in admin_client.get("/admin/").content.decode()
    page = admin_client.get(GUIDE).content.decode()
    pictures = re.findall(r'<img src="([^"]+)" alt="[^"]+', page)
    assert len(pictures) >= 5
    for picture in pictures:
        answer = admin_client.get(f"{GUIDE}{picture}")
        assert answer["Content-Type"] == "image/png"
        assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_every_picture_of_the_folder_is_in_the_guide() -> None:
    docs = settings.BASE_DIR / "docs"
    text = (docs / "guide-redaction.md").read_text(encoding="utf-8")
    names = {path.name for path in (docs / "images" / "redaction").iterdir()}
    assert names == set(re.findall(r"images/redaction/([\w-]+\.png)", text))


def test_each_chapter_is_linked_from_the_top(admin_client) -> None:
    page = admin_client.get(GUIDE).content.decode()
    anchors = re.findall(r'<h2 id="([^"]+)">', page)
    assert len(anchors) == page.count("<h2") >= 8
    assert re.findall(r'<li><a href="#([^"]+)">', page) == anchors


def test_every_word_of_a_screen_that_the_guide_quotes_is_on_one() -> None:
    """A button that is renamed is renamed in the guide too."""
    text = (settings.BASE_DIR / "docs" / "guide-redaction.md").read_text(encoding="utf-8")
    quoted = {words.lower() for words in QUOTED.findall(text)}
    assert {words for words in quoted if words not in words_of_screens()} == NOT_OURS


def words_of_screens() -> str:
    folders = [settings.BASE_DIR / name for name in ("templates", "schemes", "portal", "static")]
    files = [path for folder in folders for kind in WRITTEN_IN for path in folder.rglob(kind)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return unescape(text).replace("\u00a0", " ").lower()


def test_a_picture_that_does_not_exist_is_a_404_and_a_visitor_logs_in(client, admin_client) -> None:
    assert admin_client.get(f"{GUIDE}images/redaction/rien.png").status_code == 404
    client.logout()
    assert client.get(GUIDE).status_code == 302
