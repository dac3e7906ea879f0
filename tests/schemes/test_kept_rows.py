"""What is kept of the list and of the rules follows the catalogue, and stays within bounds."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.core.cache import caches
from django.utils import timezone

from schemes import rulebook, versions
from schemes.models import Scheme
from schemes.models.version import Version
from schemes.rows import rows_of
from schemes.rulebook import is_large, rules_of, whole_rulebook
from schemes.search.results import Results
from schemes.search.shown import Shown
from tests.factories import make_scheme
from tests.served import wait_until

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def rows(today: date = TODAY) -> list[str]:
    return rows_of(list(Scheme.objects.order_by("slug")), Shown(Results()), today)


def test_a_row_is_made_once(django_assert_num_queries) -> None:
    make_scheme("a")
    first = rows()
    with django_assert_num_queries(2):  # the cards themselves, the version
        assert rows() == first


def test_a_row_follows_its_card_and_what_it_names() -> None:
    scheme = make_scheme("a", summary="Avant.")
    assert "Avant." in rows()[0]
    scheme.summary = "Après."
    scheme.save()
    assert "Après." in rows()[0]
    stage = scheme.stages.first()
    scheme.stages.clear()
    assert stage.get_slug_display() not in rows()[0]


def test_rows_come_in_the_order_of_the_cards() -> None:
    make_scheme("b", name="Bêta")
    make_scheme("a", name="Alpha")
    rows()
    make_scheme("c", name="Gamma")
    told = [next(n for n in ("Alpha", "Bêta", "Gamma") if n in row) for row in rows()]
    assert told == ["Alpha", "Bêta", "Gamma"]


def test_the_rows_that_are_kept_are_counted() -> None:
    assert caches["rows"]._max_entries == 1000


def test_rules_are_kept_until_the_catalogue_changes() -> None:
    make_scheme("a")
    kept = whole_rulebook()
    assert whole_rulebook() is kept
    assert not is_large()
    make_scheme("b")
    assert set(whole_rulebook().rulesets) == {"a", "b"}


def test_the_rules_of_a_large_catalogue_are_not_kept(monkeypatch) -> None:
    monkeypatch.setattr(rulebook, "MOST_KEPT", 1)
    make_scheme("a")
    make_scheme("b")
    assert whole_rulebook() is None
    assert is_large()
    assert set(rules_of(["a", "b"]).rulesets) == {"a", "b"}


def test_rules_are_those_of_published_cards_alone() -> None:
    make_scheme("a")
    make_scheme("brouillon", publication="brouillon")
    make_scheme("ancien", state="historique")
    assert set(rules_of(["a", "brouillon", "inconnu"]).rulesets) == {"a"}
    assert set(rules_of(["ancien"]).rulesets) == {"ancien"}


def test_of_one_function_only_so_many_results_are_kept() -> None:
    versions.renew()
    asked = []
    work_out = versions.per_version(lambda number: asked.append(number) or number)
    for number in [*range(versions.MOST_RESULTS + 1), 0]:
        assert work_out(number) == number
    assert asked == [*range(versions.MOST_RESULTS + 1), 0]
    assert work_out(versions.MOST_RESULTS) == asked[-2]
    assert len(asked) == versions.MOST_RESULTS + 2


def test_of_large_results_fewer_are_kept() -> None:
    versions.renew()
    asked = []

    @versions.per_version(most=2)
    def work_out(number: int) -> int:
        asked.append(number)
        return number

    assert [work_out(number) for number in (1, 2, 2, 3, 3, 1)] == [1, 2, 2, 3, 3, 1]
    assert asked == [1, 2, 3, 1]


class Slow:
    """Is asked, then waits until it is let go."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.let_go = Event()

    def __call__(self, number: int) -> int:
        self.asked.append(number)
        self.let_go.wait(10)
        return number


@pytest.fixture
def one_version(monkeypatch) -> None:
    version = Version("une", timezone.now())
    monkeypatch.setattr(versions, "current", lambda: version)


@pytest.mark.usefixtures("one_version")
def test_what_all_ask_for_at_once_is_worked_out_by_one() -> None:
    slow = Slow()
    work_out = versions.per_version(slow)
    with ThreadPoolExecutor(5) as pool:
        same = [pool.submit(work_out, 1) for _ in range(4)]
        other = pool.submit(work_out, 2)
        wait_until(lambda: set(slow.asked) == {1, 2})
        time.sleep(0.2)  # the three others have come, and wait
        slow.let_go.set()
        assert [answer.result() for answer in [*same, other]] == [1, 1, 1, 1, 2]
    assert sorted(slow.asked) == [1, 2]


@pytest.mark.usefixtures("one_version")
def test_nobody_waits_for_ever(monkeypatch) -> None:
    monkeypatch.setattr(versions, "PATIENCE", 0.05)
    slow = Slow()
    work_out = versions.per_version(slow)
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(work_out, 1) for _ in range(2)]
        wait_until(lambda: slow.asked == [1, 1])
        slow.let_go.set()
        assert [answer.result() for answer in answers] == [1, 1]


@pytest.mark.usefixtures("one_version")
def test_what_failed_is_tried_again() -> None:
    attempts = iter([ValueError("non"), 5])

    @versions.per_version
    def work_out() -> int:
        if isinstance(result := next(attempts), Exception):
            raise result
        return result

    with pytest.raises(ValueError, match="non"):
        work_out()
    assert work_out() == work_out() == 5
