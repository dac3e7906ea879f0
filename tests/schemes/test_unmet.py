"""Needs without an answer: what is counted, what is kept, and that nothing small can be told."""

from collections import Counter
from datetime import date
from itertools import product

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.dates import add_months, month_of
from schemes.models import UnmetNeed, UnmetSearch
from schemes.unmet import LEAST, Cell, by, kept_words, one_of, released
from tests.factories import make_staff, make_territory
from tests.pages import queries_of, text_of

PAGE = "/admin/besoins-sans-reponse/"
TODAY = timezone.localdate
MONTHS = [date(2026, 9, 1), date(2026, 10, 1)]
CELLS = st.builds(
    Cell,
    st.sampled_from(MONTHS),
    st.sampled_from(["projet", "formation"]),
    st.sampled_from(["", "salarie-prive", "alternant"]),
    st.sampled_from(["", "59", "62", "80"]),
)


def months_ago(number: int) -> date:
    return add_months(month_of(TODAY()), -number)


def make_need(count: int, stage: str = "formation", ago: int = 1, **values: str) -> UnmetNeed:
    return UnmetNeed.objects.create(month=months_ago(ago), stage=stage, count=count, **values)


def make_search(count: int, words: str, ago: int = 1) -> UnmetSearch:
    shown = words if count >= LEAST else ""
    return UnmetSearch.objects.create(
        month=months_ago(ago), trace=f"trace {words}", words=shown, count=count
    )


# What may be shown


@settings(max_examples=60)
@given(st.dictionaries(CELLS, st.integers(1, 12)))
def test_every_number_shown_and_every_difference_of_two_is_nothing_or_five(counts) -> None:
    """All sums that a page can make are sums of groups: so are their differences, when nested."""
    groups = released(counts)
    assert all(count >= LEAST for count in groups.values())
    total = sum(groups.values())
    for name in ("stage", "status", "department", "month"):
        sums = by(groups, name)
        assert sum(sums.values()) == total, "no total tells of what was left out"
        assert all(count >= LEAST for count in sums.values())
        assert all(total - count == 0 or total - count >= LEAST for count in sums.values())


@settings(max_examples=60)
@given(st.dictionaries(CELLS, st.integers(1, 12)))
def test_nobody_is_counted_twice_nor_under_another_stage_or_month(counts) -> None:
    shown, known = by(released(counts), "stage"), by(counts, "stage")
    assert all(shown[stage] <= known[stage] for stage in shown)
    shown, known = by(released(counts), "month"), by(counts, "month")
    assert all(shown[month] <= known[month] for month in shown)


def test_small_groups_lose_their_department_then_their_status_then_go() -> None:
    def cell(*key: str) -> Cell:
        return Cell(MONTHS[0], *key)

    groups = released(
        {
            cell("projet", "alternant", "59"): 7,
            cell("projet", "alternant", "62"): 3,
            cell("projet", "alternant", "80"): 2,
            cell("projet", "salarie-prive", "59"): 4,
            cell("projet", "agent-public", "59"): 1,
            cell("formation", "alternant", "59"): 4,
        }
    )
    assert groups == Counter(
        {
            cell("projet", "alternant", "59"): 7,
            cell("projet", "alternant"): 5,
            cell("projet"): 5,
        }
    )


@pytest.mark.parametrize(
    ("statuses", "told"),
    [(None, ""), ([], ""), (["alternant"], "alternant"), (["a", "b"], "plusieurs")],
)
def test_several_statuses_are_not_told_together(statuses, told) -> None:
    assert one_of(statuses) == told


# What is kept of words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Soudeur à Lille", "lille soudeur"),
        ("lille SOUDEUR", "lille soudeur"),
        ("bac+2", "2 bac"),
        ("jean.dupont@exemple.fr", ""),
        ("06 12 34 56 78", ""),
        ("2 85 05 59 512 045 18", ""),
        ("mon mari licencié cherche une formation après une dépression", ""),
        ("x" * 26, ""),
        ("", ""),
        ("<script>", "script"),
    ],
)
def test_only_safe_words_are_kept(text, kept) -> None:
    assert kept_words(text) == kept


@pytest.mark.django_db
def test_words_are_written_once_five_visitors_typed_them(client) -> None:
    for number in range(1, 6):
        client.cookies.clear()
        client.get("/dispositifs/", {"q": "xylophone zinzin"})
        row = UnmetSearch.objects.get()
        assert row.count == number
        assert row.words == ("xylophone zinzin" if number == LEAST else "")
        assert "xylophone" not in row.trace


@pytest.mark.django_db
def test_one_visitor_counts_once_for_the_same_words(client) -> None:
    for text in ("xylophone", "Xylophone !", "xylophone"):
        client.get("/dispositifs/", {"q": text})
    assert UnmetSearch.objects.get().count == 1


@pytest.mark.django_db
def test_a_search_that_finds_something_or_nothing_asked_is_not_counted(client) -> None:
    make_territory()
    for query in ({}, {"q": ""}, {"q": "06 12 34 56 78"}, {"etape": "emploi"}):
        client.get("/dispositifs/", query)
    assert not UnmetSearch.objects.exists()
    assert not client.cookies, "nor does it make a session"


@pytest.mark.django_db
def test_a_visitor_counts_for_twenty_things_at_most(client) -> None:
    for first, second in product("abcdef", repeat=2):
        client.get("/dispositifs/", {"q": f"zz{first}zz{second}zz"})
    assert UnmetSearch.objects.count() == 20


@pytest.mark.django_db
def test_a_table_that_cannot_be_written_does_not_break_the_page(client, caplog) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE schemes_unmetsearch RENAME TO gone")
    assert client.get("/dispositifs/", {"q": "xylophone"}).status_code == 200
    assert "could not be counted" in caplog.text
    assert "xylophone" not in caplog.text


@pytest.mark.django_db
def test_what_is_older_than_twelve_months_is_dropped() -> None:
    for ago in (12, 13, 30):
        make_need(9, ago=ago)
        make_search(9, f"mot{ago}", ago=ago)
    UnmetNeed.objects.tally(TODAY(), "projet", "", "")
    UnmetSearch.objects.tally(TODAY(), "xylophone")
    for model in (UnmetNeed, UnmetSearch):
        assert {row.month for row in model.objects.all()} == {months_ago(0), months_ago(12)}


# The page


@pytest.mark.django_db
def test_the_page_tells_nothing_under_five_and_nothing_of_this_month(admin_client) -> None:
    make_need(9, "formation", department="59")
    make_need(4, "emploi", department="62")
    make_need(50, "projet", ago=0)
    make_search(7, "xylophone")
    make_search(4, "zinzin")
    make_search(9, "aujourdhui", ago=0)
    make_territory("59"), make_territory("62")
    text = text_of(admin_client.get(PAGE))
    assert "Total montré : 9" in text
    assert "Formation 9" in text
    assert "Nord (59) 9" in text
    assert "xylophone 7" in text
    for absent in ("Emploi", "Pas-de-Calais", "Projet", "zinzin", "aujourdhui"):
        assert absent not in text.partition("Besoins sans réponse Parcours")[2]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [UnmetNeed, UnmetSearch])
def test_the_lists_of_the_admin_show_no_more_than_the_page(admin_client, model) -> None:
    make = make_need if model is UnmetNeed else make_search
    shown, *hidden = make(9, "formation"), make(4, "emploi"), make(9, "projet", ago=0)
    name = f"admin:schemes_{model._meta.model_name}"
    rows = admin_client.get(reverse(f"{name}_changelist")).context["cl"].result_list
    assert [row.pk for row in rows] == [shown.pk]
    assert admin_client.get(reverse(f"{name}_change", args=[shown.pk])).status_code == 200
    for row in hidden:
        assert admin_client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 302


@pytest.mark.django_db
def test_each_chart_has_a_title_a_description_and_its_table(admin_client) -> None:
    make_need(9)
    page = admin_client.get(PAGE)
    html = page.content.decode()
    for mark in ('<svg viewBox="0 0 340', "<title id=", "<desc id=", '<caption class="visually'):
        assert html.count(mark) == 4, mark
    for chart in page.context["board"].charts:
        assert f'aria-labelledby="{chart.key}-title {chart.key}-desc"' in html
        assert all(0 < bar.length <= 290 for bar in chart.bars)


@pytest.mark.django_db
def test_the_page_says_when_there_is_nothing_to_show(admin_client) -> None:
    text = text_of(admin_client.get(PAGE))
    assert "Aucun nombre à montrer" in text
    assert "Aucune recherche à montrer" in text


@pytest.mark.django_db
def test_as_many_queries_for_300_rows_as_for_3(admin_client) -> None:
    counts = []
    for numbers in (range(3), range(3, 300)):
        UnmetNeed.objects.bulk_create(
            UnmetNeed(month=months_ago(1), stage="projet", status=f"s{n}", count=9) for n in numbers
        )
        UnmetSearch.objects.bulk_create(
            UnmetSearch(month=months_ago(1), trace=f"t{n}", words=f"m{n}", count=9) for n in numbers
        )
        counts.append(queries_of(admin_client, PAGE))
    assert counts[0] == counts[1] < 25


@pytest.mark.django_db
@pytest.mark.parametrize(("permission", "status"), [("view_scheme", 403), ("view_unmetneed", 200)])
def test_who_may_see_it(client, permission, status) -> None:
    user = make_staff("lea", permission)
    client.force_login(user)
    assert client.get(PAGE).status_code == status
    assert (PAGE in client.get("/admin/").content.decode()) == (status == 200)
