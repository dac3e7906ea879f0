"""The database is down, silent, slow or busy: what is kept is shown, the rest says so, briefly."""

import json
import re
import threading
from collections.abc import Iterator

import pytest

from tests.editor import Editor
from tests.faults.site import IS_POSTGRESQL, Site
from tests.served import wait_until

KEPT, OTHER = "/dispositifs/?q=ptp", "/glossaire/"
CARD, API = "/dispositifs/ptp/", "/api/v1/dispositifs/"
MADE_EACH_TIME = f"{CARD}signaler/"  # a token is in it
QUESTION, ANSWER = "/parcours/questions/handicap/", {"answer": "reconnu"}
UNAVAILABLE = "<h1>Service momentanément indisponible</h1>"

on_postgresql = pytest.mark.skipif(not IS_POSTGRESQL, reason="a file has no network")
on_sqlite = pytest.mark.skipif(IS_POSTGRESQL, reason="there, writers do not wait for each other")


@pytest.fixture
def away(site: Site) -> Iterator[Site]:
    """A site whose list and card are kept; afterwards it is whole again, by itself."""
    assert site.get(KEPT)[0] == site.get(CARD)[0] == 200
    yield site
    wait_until(site.is_ready)
    for path in (KEPT, OTHER, CARD, MADE_EACH_TIME, API):
        assert site.get(path)[0] == 200, path
    assert site.editor.get("/admin/")[0] == 200


def assert_unavailable(answer) -> None:
    status, headers, body = answer
    assert status == 503
    assert int(headers["Retry-After"]) > 0
    assert "no-store" in headers["Cache-Control"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert UNAVAILABLE in body.decode()


def assert_degraded(site: Site) -> None:
    kept = site.get(KEPT)
    assert (kept[0], CARD in kept[2].decode()) == (200, True)
    assert site.get(KEPT, If_None_Match=kept[1]["ETag"])[0] == 304
    assert site.get("/sante/")[0] == 200
    status, _, body = site.get("/sante/pret/")
    assert (status, body.decode()) == (503, "La base de données ne répond pas.\n")
    assert site.get(CARD)[0] == 200, "kept too"
    assert_unavailable(site.get(MADE_EACH_TIME))
    assert_unavailable(site.editor.get("/admin/"))
    status, headers, body = site.get(API)
    assert (status, headers["Retry-After"]) == (503, "30")
    assert "réessayez" in json.loads(body)["detail"]


@on_postgresql
def test_cut_off_from_the_database(away: Site) -> None:
    away.proxy.cut()
    try:
        assert_degraded(away)
    finally:
        away.proxy.open()


@on_postgresql
def test_a_database_that_says_nothing_any_more(away: Site) -> None:
    """Each thing that asks for it waits until it gives up: few are tried."""
    away.proxy.hold()
    try:
        assert_unavailable(away.get(MADE_EACH_TIME))
        assert away.get(KEPT)[0] == 200
        assert away.get("/sante/pret/")[0] == 503
    finally:
        away.proxy.release()


@on_postgresql
def test_a_database_that_is_only_far_away(away: Site) -> None:
    away.proxy.late = 0.02
    try:
        assert away.get(OTHER, Cache_Control="no-cache")[0] == 200
    finally:
        away.proxy.late = 0


@on_postgresql
def test_a_query_that_does_not_end_is_given_up(away: Site) -> None:
    with away.database.open() as other:
        other.execute("LOCK TABLE schemes_scheme IN ACCESS EXCLUSIVE MODE")
        assert_unavailable(away.get(MADE_EACH_TIME))
        assert away.get(KEPT)[0] == 200
        other.rollback()


@on_sqlite
def test_a_writer_that_does_not_get_its_turn_is_told_so(away: Site) -> None:
    before = away.database.count("schemes_report")
    _, headers, _ = away.visitor.post(QUESTION, ANSWER)
    person = Editor(away, re.search(r"sessionid=(\w+)", str(headers))[1])
    with away.database.open() as other:
        other.execute("BEGIN IMMEDIATE")
        assert_unavailable(away.visitor.report())
        assert_unavailable(person.post(QUESTION, ANSWER))
        assert person.get(QUESTION)[0] == 200, "her answers are still there to read"
        assert away.get(CARD)[0] == 200, "reading goes on"
        assert away.editor.get("/admin/")[0] == 200, "so it does for who has a session"
        other.rollback()
    assert away.database.count("schemes_report") == before
    assert away.visitor.report()[0] == 302
    assert away.database.count("schemes_report") == before + 1
    assert person.post(QUESTION, ANSWER)[0] == 302


@on_postgresql
def test_many_who_ask_while_it_is_away_are_all_answered(away: Site) -> None:
    """No thread is lost to it: eight at once, on four threads."""
    answers = []

    def ask(path: str) -> None:
        answers.append(away.get(path)[0])

    paths = [path for number in range(4) for path in (KEPT, f"{OTHER}?q={number}")]
    asking = [threading.Thread(target=ask, args=(path,)) for path in paths]
    away.proxy.cut()
    try:
        for one in asking:
            one.start()
        for one in asking:
            one.join()
    finally:
        away.proxy.open()
    assert sorted(answers) == [200] * 4 + [503] * 4
