"""The editors' guide is read in the admin, with its pictures."""

import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db

GUIDE = "/admin/guide/"


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


def test_a_picture_that_does_not_exist_is_a_404_and_a_visitor_logs_in(client, admin_client) -> None:
    assert admin_client.get(f"{GUIDE}images/redaction/rien.png").status_code == 404
    client.logout()
    assert client.get(GUIDE).status_code == 302
