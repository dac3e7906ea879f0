"""Group × action × object, tried one by one: what is not allowed is a 403 with a sentence."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from schemes.groups import ADMINISTRATOR, EDITOR, REVIEWER
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
        for card in Scheme.objects.exclude(pk=self.copy.pk):
            csp = make_criterion("csp", "oui-non")
            make_condition(card, csp, "is", True, audience=make_audience(card, "public"))
        self.term = make_term()
        self.organisation = make_organisation("a-supprimer")
        self.case = CaseType.objects.create(slug="cas", label="Qui")
        self.people = {group: signed_in(make_person(group)) for group in GROUPS}


def saves(row):
    """The page of `row` sent back as it was shown, or as whoever may would see it."""
    return lambda client, chief: client.post(address(row), shown(chief, address(row)))


def posts(card: Scheme, action: str, *more, **data: str):
    return lambda client, chief: act(client, card, action, *more, **data)


def passes(card: Scheme, target: str):
    return posts(card, "pass", vers=target, motif="Parce que.")


def opens(row):
    return lambda client, chief: client.get(address(row))


def deletes(row):
    url = reverse(f"admin:schemes_{row._meta.model_name}_delete", args=[row.pk])
    return lambda client, chief: client.post(url, {"post": "yes"})


def duplicates_public(card: Scheme):
    return posts(card, "duplicate_audience", card.audiences.first().pk)


TABLE = {
    "open a draft": (lambda d: opens(d.draft), ALL),
    "open a public card": (lambda d: opens(d.public), ALL),
    "open a working copy": (lambda d: opens(d.copy), ALL),
    "save a draft": (lambda d: saves(d.draft), ALL),
    "save a working copy": (lambda d: saves(d.copy), ALL),
    "save a card in review": (lambda d: saves(d.sent), REVIEWERS),
    "save a promised card": (lambda d: saves(d.promised), ADMIN),
    "save a public card": (lambda d: saves(d.public), ADMIN),
    "save an archived card": (lambda d: saves(d.archived), ADMIN),
    "save a condition of a draft": (lambda d: saves(d.draft.conditions.first()), ALL),
    "save a condition of a public card": (lambda d: saves(d.public.conditions.first()), ADMIN),
    "delete a condition of a public card": (lambda d: deletes(d.public.conditions.first()), ADMIN),
    "delete a condition of a draft": (lambda d: deletes(d.draft.conditions.first()), ALL),
    "send a draft to review": (lambda d: passes(d.draft, "a-relire"), ALL),
    "send a working copy to review": (lambda d: passes(d.copy, "a-relire"), ALL),
    "publish a draft at once": (lambda d: passes(d.draft, "publie"), set()),
    "publish a working copy at once": (lambda d: passes(d.copy, "publie"), set()),
    "archive a draft": (lambda d: passes(d.draft, "archive"), set()),
    "send a card back": (lambda d: passes(d.sent, "brouillon"), REVIEWERS),
    "publish": (lambda d: passes(d.sent, "publie"), REVIEWERS),
    "publish a promised card now": (lambda d: passes(d.promised, "publie"), REVIEWERS),
    "send a public card to review": (lambda d: passes(d.public, "a-relire"), set()),
    "archive": (lambda d: passes(d.public, "archive"), REVIEWERS),
    "take back a public card": (lambda d: passes(d.public, "brouillon"), ADMIN),
    "bring back from the archive": (lambda d: passes(d.archived, "brouillon"), REVIEWERS),
    "an unknown state": (lambda d: passes(d.draft, "lune"), set()),
    "prepare a change of a public card": (lambda d: posts(d.public, "prepare"), ALL),
    "prepare a change of a draft": (lambda d: posts(d.draft, "prepare"), set()),
    "drop a working copy": (lambda d: posts(d.copy, "drop"), ALL),
    "duplicate a public card": (lambda d: posts(d.public, "duplicate"), ALL),
    "duplicate a public of a draft": (lambda d: duplicates_public(d.draft), ALL),
    "duplicate a public of a public card": (lambda d: duplicates_public(d.public), ADMIN),
    "make a preview link": (lambda d: posts(d.draft, "preview"), ALL),
    "make a preview link of a public card": (lambda d: posts(d.public, "preview"), set()),
    "delete a draft": (lambda d: deletes(d.draft), ADMIN),
    "delete a public card": (lambda d: deletes(d.public), ADMIN),
    "save a term": (lambda d: saves(d.term), ALL),
    "delete a term": (lambda d: deletes(d.term), ADMIN),
    "save an organisation": (lambda d: saves(d.organisation), ALL),
    "delete an organisation": (lambda d: deletes(d.organisation), ADMIN),
    "save a case type": (lambda d: saves(d.case), ALL),
    "save a criterion": (lambda d: saves(make_criterion()), ADMIN),
    "open a criterion": (lambda d: opens(make_criterion()), ALL),
    "save a territory": (lambda d: saves(d.public.territory), ADMIN),
}


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """Set once; each test is taken back, and each attempt too."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Desk()
        transaction.set_rollback(True)


@pytest.mark.parametrize("action", TABLE)
def test_each_group_does_what_it_may_and_nothing_else(desk, action: str) -> None:
    prepare, allowed = TABLE[action]
    ask = prepare(desk)
    for group, client in desk.people.items():
        with transaction.atomic():
            response = ask(client, desk.people[ADMINISTRATOR])
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
