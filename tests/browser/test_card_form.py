"""Django's own forms and lists, as our style sheet and names mend them: no fault, no wide page."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from schemes.models import CaseType, Criterion, Organisation, Scheme
from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.staff import faults, fits, let_in, session_of
from tests.factories import make_staff
from tests.schemes.admin_kit import address

pytestmark = pytest.mark.django_db

WINDOWS = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
CONTENT = "#content-main"


@pytest.fixture(scope="module")
def session(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock():
        user = make_staff("odile", is_superuser=True)
        yield session_of(user)
        user.delete()


@pytest.fixture
def editor(visit, session):
    return lambda viewport: let_in(visit(viewport), session)


def settle(visitor: Visitor) -> None:
    visitor.page.wait_for_load_state("networkidle")


@WINDOWS
def test_the_whole_form_of_a_card_with_a_new_row(editor, viewport) -> None:
    visitor = editor(viewport)
    visitor.open(address(Scheme.objects.get(slug="ptp")))
    settle(visitor)
    rows = visitor.page.locator("#steps-group")
    rows.locator("summary").click()
    count = rows.get_by_role("combobox", name="Organisme").count()
    rows.locator(".add-row a").click()
    assert rows.get_by_role("combobox", name="Organisme").count() == count + 1
    assert faults(visitor, CONTENT) == []
    assert fits(visitor)
    settle(visitor)


def test_what_is_searched_for_and_chosen_is_named(editor) -> None:
    visitor = editor(WIDE)
    visitor.open(address(Scheme.objects.get(slug="ptp")))
    settle(visitor)
    field = visitor.page.get_by_role("combobox", name="Territoire")
    field.click()
    assert visitor.page.get_by_role("searchbox", name="Rechercher").is_visible()
    settle(visitor)


@WINDOWS
@pytest.mark.parametrize("model", [Criterion, CaseType, Organisation])
def test_the_form_of_another_whole(editor, viewport, model) -> None:
    visitor = editor(viewport)
    visitor.open(address(model.objects.first()))
    settle(visitor)
    assert faults(visitor, CONTENT) == []
    assert fits(visitor)


@WINDOWS
def test_the_list_of_cards(editor, viewport) -> None:
    visitor = editor(viewport)
    visitor.open("/admin/schemes/scheme/")
    assert faults(visitor, CONTENT) == []
    assert fits(visitor)
