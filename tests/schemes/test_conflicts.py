"""Two editors at once: the second is told what the first changed, and loses nothing."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from schemes.admin.conflicts import FIELD
from schemes.models import PlainVersion, Scheme, Step
from tests.factories import (
    make_contact,
    make_criterion,
    make_expectation,
    make_organisation,
    make_scheme,
    make_staff,
    make_term,
)
from tests.schemes.admin_kit import address, faults, saved, shown

pytestmark = pytest.mark.django_db

WORDS = "Rien n'a été enregistré"


def opened(client: Client, row: Model) -> dict:
    """The form as a browser holds it, with the version that the page was made of."""
    url = address(row)
    return shown(client, url) | {FIELD: client.get(url).context["version"]}


@pytest.fixture
def scheme() -> Scheme:
    scheme = make_scheme("ptp")
    for text in ("Écrire.", "Attendre.", "Relancer."):
        Step.objects.create(scheme=scheme, text=text)
    return scheme


def make_case() -> Model:
    return make_expectation(make_scheme()).case_type


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (make_scheme, "name"),
        (make_organisation, "name"),
        (make_contact, "label"),
        (make_term, "term"),
        (make_criterion, "label"),
        (make_case, "label"),
    ],
)
def test_the_second_to_save_is_told_and_may_then_save_knowingly(staff, make, field) -> None:
    row = make()
    first, second = opened(staff, row), opened(staff, row)
    assert saved(staff.post(address(row), first | {field: "Le premier"}))
    response = staff.post(address(row), second | {field: "La seconde"})
    page = faults(response)
    assert WORDS in page
    assert "<ins>Le premier</ins>" in page
    assert "admin</h3>" in page.replace("\n", "")
    assert 'value="La seconde"' in page, "her input is kept"
    row.refresh_from_db()
    assert getattr(row, field) == "Le premier"

    knowing = second | {field: "La seconde", FIELD: response.context["version"]}
    assert saved(staff.post(address(row), knowing))
    row.refresh_from_db()
    assert getattr(row, field) == "La seconde"


def test_a_form_that_nobody_overtook_is_saved(staff, scheme) -> None:
    assert saved(staff.post(address(scheme), opened(staff, scheme) | {"name": "Un"}))
    assert saved(staff.post(address(scheme), opened(staff, scheme) | {"name": "Deux"}))


def test_a_part_that_the_first_changed_counts(staff, scheme) -> None:
    second = opened(staff, scheme)
    scheme.steps.first().delete()
    page = faults(staff.post(address(scheme), second | {"name": "La seconde"}))
    assert WORDS in page
    assert "étape de mobilisation « Écrire. »" in page


def test_a_row_that_the_first_removed_can_be_written_again(staff, scheme) -> None:
    """Its number leads nowhere: the form would be refused for ever."""
    second = opened(staff, scheme) | {"steps-0-text": "Écrire une lettre."}
    scheme.steps.first().delete()
    Step.objects.create(scheme=scheme, text="Du premier.")
    response = staff.post(address(scheme), second)
    again = second | {FIELD: response.context["version"]}
    assert saved(staff.post(address(scheme), again))
    assert sorted(scheme.steps.values_list("text", flat=True)) == [
        "Attendre.",
        "Du premier.",
        "Relancer.",
        "Écrire une lettre.",
    ]


def test_a_row_that_both_removed_is_gone(staff, scheme) -> None:
    second = opened(staff, scheme) | {"steps-1-DELETE": "on"}
    scheme.steps.all()[1].delete()
    response = staff.post(address(scheme), second)
    assert saved(staff.post(address(scheme), second | {FIELD: response.context["version"]}))
    assert [step.text for step in scheme.steps.all()] == ["Écrire.", "Relancer."]


def test_the_plain_version_too(staff, scheme) -> None:
    parts = ("what", "for_whom", "steps", "benefits", "call")
    PlainVersion.objects.create(scheme=scheme, **{part: ["Une ligne."] for part in parts})
    second = opened(staff, scheme) | {"plain-0-what": "Autre chose."}
    scheme.plain.delete()
    response = staff.post(address(scheme), second)
    assert WORDS in faults(response)
    assert saved(staff.post(address(scheme), second | {FIELD: response.context["version"]}))
    assert PlainVersion.objects.get().what == ["Autre chose."]


PLAIN = {"plain-TOTAL_FORMS": "1", "plain-0-for_whom": "Pour vous."} | {
    f"plain-0-{part}": "Une ligne." for part in ("steps", "benefits", "call")
}


def test_two_who_begin_the_plain_version_at_once_lose_nothing(staff, scheme) -> None:
    first, second = opened(staff, scheme) | PLAIN, opened(staff, scheme) | PLAIN
    assert saved(staff.post(address(scheme), first | {"plain-0-what": "Du premier."}))
    hers = second | {"plain-0-what": "De la seconde."}
    response = staff.post(address(scheme), hers)
    page = faults(response)
    assert WORDS in page
    assert "version facile à lire" in page.partition("Tout l'historique")[0], "what came meanwhile"
    assert "De la seconde.</textarea>" in page
    assert "existe déjà" not in page
    assert saved(staff.post(address(scheme), hers | {FIELD: response.context["version"]}))
    assert PlainVersion.objects.get().what == ["De la seconde."]


def test_who_writes_no_plain_version_leaves_that_of_the_other(staff, scheme) -> None:
    first, second = opened(staff, scheme) | PLAIN, opened(staff, scheme)
    second |= {"plain-TOTAL_FORMS": "1", "plain-0-id": "", "plain-0-scheme": scheme.pk}
    assert saved(staff.post(address(scheme), first | {"plain-0-what": "Du premier."}))
    response = staff.post(address(scheme), second)
    assert saved(staff.post(address(scheme), second | {FIELD: response.context["version"]}))
    assert PlainVersion.objects.get().what == ["Du premier."]


def test_a_plain_version_is_begun_on_its_card_alone(staff) -> None:
    assert staff.get(reverse("admin:schemes_plainversion_add")).status_code == 403


@pytest.mark.parametrize("version", ["zzz", "1-2", "-" * 11, "9" * 400, "1-" * 11 + "²"])
def test_a_version_that_is_none_of_ours_breaks_nothing(staff, scheme, version) -> None:
    response = staff.post(address(scheme), opened(staff, scheme) | {FIELD: version})
    assert WORDS in faults(response)


def test_the_name_of_who_was_first_is_told(staff, scheme) -> None:
    names = {"first_name": "Claire", "last_name": "Martin"}
    first = make_staff("claire", is_superuser=True, **names)
    other = Client()
    other.force_login(first)
    second = opened(staff, scheme)
    assert saved(other.post(address(scheme), opened(other, scheme) | {"summary": "Neuf."}))
    assert "Claire Martin" in faults(staff.post(address(scheme), second))


@pytest.mark.parametrize("key", ["zzz", "1/widgets.css", "9" * 30])
def test_a_number_that_is_no_card_s_breaks_nothing(staff, key) -> None:
    """Django's own answer: back to the index, with a word."""
    assert staff.get(f"/admin/schemes/scheme/{key}/change/", follow=True).status_code == 200
