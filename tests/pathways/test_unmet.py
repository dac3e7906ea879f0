"""A pathway that ends with no open scheme is counted: once, and without a profile."""

import pytest

from schemes.enums import CriterionType, Operator
from schemes.models import UnmetNeed
from tests.factories import make_condition, make_criterion, make_scheme, make_stage, make_territory

pytestmark = pytest.mark.django_db

STAGE = "/parcours/etapes/formation/"


@pytest.fixture
def closed():
    """A stage with one scheme, for people of 50 and more; three questions."""
    age = make_criterion("age", CriterionType.NUMBER)
    make_criterion("statuts", CriterionType.MULTIPLE, options=("salarie", "alternant"))
    make_criterion("departement", CriterionType.TERRITORY)
    make_territory("59")
    make_stage("emploi")
    scheme = make_scheme()
    make_condition(scheme, age, Operator.BETWEEN, [50, None])
    return scheme


def answer(client, key: str, value) -> None:
    response = client.post(f"/parcours/questions/{key}/", {"answer": value})
    assert response.status_code == 302, response.content.decode()


def counters() -> list[tuple]:
    names = ("stage", "status", "department", "count")
    return list(UnmetNeed.objects.values_list(*names))


def test_the_stage_the_status_and_the_department_are_counted(client, closed) -> None:
    for key, value in (("age", 30), ("statuts", ["salarie"]), ("departement", "59")):
        answer(client, key, value)
    client.get(STAGE)
    assert counters() == [("formation", "salarie", "59", 1)]


def test_one_visitor_counts_once_a_stage(client, closed) -> None:
    answer(client, "age", 30)
    for _ in range(3):
        client.get(STAGE)
    answer(client, "statuts", ["salarie"])
    client.get(STAGE)
    assert counters() == [("formation", "", "", 1)]
    client.cookies.clear()
    answer(client, "age", 30)
    client.get(STAGE)
    assert counters() == [("formation", "", "", 2)]


def test_without_answers_nothing_is_counted(client, closed) -> None:
    client.get(STAGE)
    client.get("/parcours/etapes/emploi/")
    assert counters() == []


def test_a_pathway_that_has_not_ended_is_not_counted(client, closed) -> None:
    answer(client, "statuts", ["salarie"])
    client.get(STAGE)
    assert counters() == []


def test_a_pathway_with_an_open_scheme_is_not_counted(client, closed) -> None:
    answer(client, "age", 60)
    client.get(STAGE)
    assert counters() == []


def test_the_age_and_the_other_answers_are_nowhere(client, closed) -> None:
    answer(client, "age", 37)
    client.get(STAGE)
    columns = {field.name for field in UnmetNeed._meta.fields}
    assert columns == {"id", "month", "stage", "status", "department", "count"}
    assert "37" not in str(counters())
