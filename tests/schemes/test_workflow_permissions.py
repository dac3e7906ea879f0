"""Group × action × object, tried one by one: what is not allowed is a 403 with a sentence."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from schemes.groups import ADMINISTRATOR, EDITOR, REVIEWER
from schemes.history.timeline import STAMP
from schemes.models import CaseType, Scheme
from schemes.working_copies import working_copy_of
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_organisation,
    make_term,
)
from tests.schemes.admin_kit import address, shown
from tests.schemes.workflow_kit import act, make_card, make_person, sent_by, signed_in, state_of

pytestmark = pytest.mark.django_db

NOBODY = ""  # staff without a group
GROUPS = (NOBODY, EDITOR, REVIEWER, ADMINISTRATOR)
ALL, REVIEWERS, ADMIN = (
    {EDITOR, REVIEWER, ADMINISTRATOR},
    {REVIEWER, ADMINISTRATOR},
    {ADMINISTRATOR},
)


class Desk:
    """What there is to try things on."""

    def __init__(self) -> None:
        self.draft = make_card("brouillon", "brouillon")
        self.sent = make_card("a-relire", "a-relire")
        sent_by(None, self.sent)
        self.public = make_card("publie")
        self.archived = make_card("archive", "archive")
        self.copy = working_copy_of(make_card("autre"))
        self.promised = make_card("promis", "a-relire", publish_on="2999-01-01")
        csp = make_criterion("csp", "oui-non")
        for card in Scheme.objects.exclude(pk=self.copy.pk):
            make_condition(card, csp, "is", True, audience=make_audience(card, "public"))
        self.condition, self.public_condition = (
            card.conditions.first() for card in (self.draft, self.public)
        )
        self.audience, self.public_audience = (
            card.audiences.get() for card in (self.draft, self.public)
        )
        self.term = make_term()
        self.organisation = make_organisation("a-supprimer")
        self.case = CaseType.objects.create(slug="cas", label="Qui")
        self.criterion, self.free_criterion = csp, make_criterion("libre", "nombre")
        self.option = csp.options.first()
        self.territory = self.public.territory
        self.people = {group: signed_in(make_person(group)) for group in GROUPS}


# What is tried: by whom, on what, with the page as whoever may would see it.


def page_of(row, name: str, *more) -> str:
    return reverse(f"admin:schemes_{row._meta.model_name}_{name}", args=[row.pk, *more])


def opens(client, row, chief):
    return client.get(address(row))


def saves(client, row, chief):
    """The page sent back as it was shown."""
    return client.post(address(row), shown(chief, address(row)))


def deletes(client, row, chief):
    return client.post(page_of(row, "delete"), {"post": "yes"})


def deletes_from_list(client, row, chief):
    url = reverse(f"admin:schemes_{row._meta.model_name}_changelist")
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    return client.post(url, chosen)


def restores(client, row, chief):
    """To how it was when it was made."""
    first = row.history.last().history_date.strftime(STAMP)
    return client.post(page_of(row, "restore", first))


def duplicates_public(client, row, chief):
    return act(client, row, "duplicate_audience", row.audiences.get().pk)


def asks(action: str, **data: str):
    return lambda client, row, chief: act(client, row, action, **data)


def passes(target: str):
    return asks("pass", vers=target, motif="Parce que.")


ACTIONS = {
    "open": opens,
    "save": saves,
    "delete": deletes,
    "delete from the list": deletes_from_list,
    "restore": restores,
    "send to review": passes("a-relire"),
    "send back": passes("brouillon"),
    "publish": passes("publie"),
    "archive": passes("archive"),
    "pass to the moon": passes("lune"),
    "prepare a change": asks("prepare"),
    "drop": asks("drop"),
    "duplicate": asks("duplicate"),
    "duplicate a public": duplicates_public,
    "make a preview link": asks("preview"),
}
NONE = set()
TABLE = (
    ("open", "draft", ALL),
    ("open", "public", ALL),
    ("open", "copy", ALL),
    ("open", "condition", ALL),
    ("open", "audience", ALL),
    ("open", "criterion", ALL),
    ("save", "draft", ALL),
    ("save", "copy", ALL),
    ("save", "sent", REVIEWERS),
    ("save", "promised", ADMIN),
    ("save", "public", ADMIN),
    ("save", "archived", ADMIN),
    ("save", "condition", NONE),
    ("save", "public_condition", NONE),
    ("save", "audience", NONE),
    ("save", "public_audience", NONE),
    ("save", "term", ALL),
    ("save", "organisation", ALL),
    ("save", "case", ALL),
    ("save", "criterion", ADMIN),
    ("save", "option", ADMIN),
    ("save", "territory", ADMIN),
    ("delete", "draft", ADMIN),
    ("delete", "public", ADMIN),
    ("delete", "condition", NONE),
    ("delete", "public_condition", NONE),
    ("delete", "audience", NONE),
    ("delete", "public_audience", NONE),
    ("delete", "term", ADMIN),
    ("delete", "organisation", ADMIN),
    ("delete", "criterion", NONE),
    ("delete", "free_criterion", ADMIN),
    ("delete", "option", NONE),
    ("delete from the list", "condition", NONE),
    ("delete from the list", "audience", NONE),
    ("delete from the list", "criterion", NONE),
    ("delete from the list", "free_criterion", NONE),
    ("delete from the list", "term", ADMIN),
    ("restore", "draft", ALL),
    ("restore", "sent", REVIEWERS),
    ("restore", "public", ADMIN),
    ("restore", "archived", ADMIN),
    ("restore", "condition", NONE),
    ("restore", "audience", NONE),
    ("restore", "criterion", ADMIN),
    ("send to review", "draft", ALL),
    ("send to review", "copy", ALL),
    ("send to review", "public", NONE),
    ("send back", "sent", REVIEWERS),
    ("send back", "public", ADMIN),
    ("send back", "archived", REVIEWERS),
    ("publish", "draft", NONE),
    ("publish", "copy", NONE),
    ("publish", "sent", REVIEWERS),
    ("publish", "promised", REVIEWERS),
    ("archive", "draft", NONE),
    ("archive", "public", REVIEWERS),
    ("pass to the moon", "draft", NONE),
    ("prepare a change", "public", ALL),
    ("prepare a change", "draft", NONE),
    ("drop", "copy", ALL),
    ("duplicate", "public", ALL),
    ("duplicate a public", "draft", ALL),
    ("duplicate a public", "public", ADMIN),
    ("make a preview link", "draft", ALL),
    ("make a preview link", "public", NONE),
)


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """Set once; each test is taken back, and each attempt too."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Desk()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("action", "thing", "allowed"), TABLE, ids=[f"{action} {thing}" for action, thing, _ in TABLE]
)
def test_each_group_does_what_it_may_and_nothing_else(desk, action, thing, allowed) -> None:
    for group, client in desk.people.items():
        with transaction.atomic():
            response = ACTIONS[action](client, getattr(desk, thing), desk.people[ADMINISTRATOR])
            transaction.set_rollback(True)
        text = response.content.decode()
        if group in allowed:
            assert response.status_code in (200, 302), group
            assert "errorlist" not in text, group
        else:
            assert response.status_code == 403, group
            assert "Accès refusé" in text


@pytest.mark.parametrize("group", [NOBODY, EDITOR, REVIEWER])
def test_a_part_cannot_be_moved_onto_a_public_card(desk, group: str) -> None:
    citation = desk.draft.citations.get()
    data = shown(desk.people[ADMINISTRATOR], address(citation))
    assert data["scheme"] == desk.draft.pk
    data |= {"scheme": desk.public.pk, "place": "page 2"}
    assert desk.people[group].post(address(citation), data).status_code == 403
    citation.refresh_from_db()
    assert citation.scheme == desk.draft


def test_the_state_is_not_in_the_form(desk) -> None:
    chief = desk.people[ADMINISTRATOR]
    data = shown(chief, address(desk.draft))
    assert "publication" not in data
    assert chief.post(address(desk.draft), data | {"publication": "publie"}).status_code == 302
    assert state_of(desk.draft) == "brouillon"


@pytest.mark.parametrize(
    ("group", "offered"),
    [
        (EDITOR, [["a-relire"], [], [], []]),
        (REVIEWER, [["a-relire"], ["brouillon", "publie"], ["archive"], ["brouillon"]]),
    ],
)
def test_only_what_is_allowed_is_offered_as_a_button(desk, group: str, offered: list) -> None:
    for card, targets in zip(
        (desk.draft, desk.sent, desk.public, desk.archived), offered, strict=True
    ):
        panel = desk.people[group].get(address(card)).context["panel"]
        assert [t.target for t in panel.transitions] == targets, card.slug
