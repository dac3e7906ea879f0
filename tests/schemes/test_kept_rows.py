"""What is kept of the list and of the rules follows the catalogue, and stays within bounds."""

from datetime import date

import pytest
from django.core.cache import caches

from schemes import rulebook, versions
from schemes.models import Scheme
from schemes.rows import rows_of
from schemes.rulebook import current_rulebook, rules_of
from schemes.search.results import Results
from schemes.search.shown import Shown
from tests.factories import make_scheme

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
    kept = current_rulebook()
    assert current_rulebook() is kept
    make_scheme("b")
    assert set(current_rulebook().rulesets) == {"a", "b"}


def test_the_rules_of_a_large_catalogue_are_not_kept(monkeypatch) -> None:
    monkeypatch.setattr(rulebook, "MOST_KEPT", 1)
    make_scheme("a")
    make_scheme("b")
    assert set(current_rulebook().rulesets) == {"a", "b"}
    assert current_rulebook() is not current_rulebook()


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
