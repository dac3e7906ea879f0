"""The pages added to the admin break no rule of WCAG 2.2 that axe sees, wide and narrow."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from schemes.dates import add_months, month_of
from schemes.models import LinkCheck, Resource, UnmetNeed
from tests.browser.conftest import NARROW, WIDE
from tests.browser.staff import check, let_in, session_of
from tests.factories import make_staff

pytestmark = pytest.mark.django_db

WINDOWS = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
PAGES = (
    "/admin/",
    "/admin/tableau-de-bord/",
    "/admin/besoins-sans-reponse/",
    "/admin/guide/",
    "/admin/schemes/scheme/import/",
    "/admin/schemes/scheme/export/",
)
FILES = {
    "differences": b"identifiant;nom\nptp;Autre nom\n",
    "errors": b"identifiant;nature\nptp;voyage\n",
}


@pytest.fixture(scope="module")
def session_key(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Of an administrator, while something is to be seen on each page."""
    with django_db_blocker.unblock():
        user = make_staff("lea", is_superuser=True)
        month = add_months(month_of(user.date_joined.date()), -1)
        need = UnmetNeed.objects.create(month=month, stage="formation", count=9)
        url = Resource.objects.first().url
        link = LinkCheck.objects.create(url=url, status=LinkCheck.Status.BROKEN)
        yield session_of(user)
        for row in (need, link, user):
            row.delete()


@pytest.fixture
def editor(visit, session_key: str):
    """Opens a window of somebody who is logged in."""

    def open_window(viewport: dict):
        return let_in(visit(viewport), session_key)

    return open_window


@WINDOWS
def test_the_pages_of_the_workshop(editor, viewport) -> None:
    visitor = editor(viewport)
    for path in PAGES:
        visitor.open(path)
        assert visitor.path == path
        check(visitor)


@WINDOWS
def test_what_an_import_shows(editor, viewport) -> None:
    visitor = editor(viewport)
    for data in FILES.values():
        visitor.open("/admin/schemes/scheme/import/")
        file = {"name": "t.csv", "mimeType": "text/csv", "buffer": data}
        visitor.page.locator("[name=import_file]").set_input_files(file)
        visitor.follow(visitor.page.locator("input[type=submit].default"))
        visitor.page.locator(".workshop h2").wait_for()
        check(visitor)
