"""What an address answers, asked of a real server: 404 told from silence, no page read."""

import socket
import threading

import pytest

from schemes.links.guard import anywhere, is_public
from schemes.links.outcome import Answer
from schemes.links.probe import Probe
from schemes.links.rounds import Rounds
from tests.link_server import link_server

INSIDE = (
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "::1",
    "fe80::1%eth0",
    "fd00::1",
    "::ffff:127.0.0.1",
)
PROBE = Probe("essai/1.0", anywhere, timeout=0.4, longest=0.8, retries=0, pause=0)


@pytest.fixture(scope="module")
def site():
    with link_server() as server:
        yield server


@pytest.fixture
def ask(site):
    site.asked.clear()

    def asked(path: str, probe: Probe = PROBE):
        return probe.ask(f"{site.url}/{path}", threading.Event().wait)

    return asked


def methods(site) -> list[str]:
    return [method for method, _, _ in site.asked]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("200", Answer.OK),
        ("404", Answer.GONE),
        ("410", Answer.GONE),
        ("401", Answer.UNSURE),
        ("403", Answer.UNSURE),
        ("429", Answer.UNSURE),
        ("500", Answer.UNSURE),
        ("moved", Answer.OK),
        ("moved_to_nothing", Answer.GONE),
        ("loop", Answer.UNSURE),
        ("out", Answer.UNSURE),
        ("no_head", Answer.OK),
        ("head_lies", Answer.OK),
        ("slow", Answer.UNSURE),
        ("dripping", Answer.UNSURE),
        ("endless", Answer.OK),
        ("endless_redirection", Answer.OK),
    ],
)
def test_what_a_page_answers(ask, path, answer) -> None:
    assert ask(path).answer == answer


def test_a_page_that_answers_is_asked_once_and_told_who_asks(ask, site) -> None:
    ask("200")
    assert site.asked == [("HEAD", "/200", "essai/1.0")]


def test_only_a_lasting_redirection_gives_a_new_address(ask, site) -> None:
    assert ask("moved").moved_to == f"{site.url}/200"
    assert ask("elsewhere").moved_to == ""


def test_a_missing_page_is_confirmed_by_get_and_not_asked_again(ask, site) -> None:
    ask("404", Probe("essai", anywhere, retries=3, pause=0))
    assert methods(site) == ["HEAD", "GET"]


def test_a_passing_failure_is_tried_again(ask, site) -> None:
    assert ask("mended", Probe("essai", anywhere, retries=1, pause=0)).answer == Answer.OK
    assert methods(site) == ["HEAD", "GET", "GET"]


def test_who_asks_to_be_left_alone_is(ask, site) -> None:
    ask("429", Probe("essai", anywhere, retries=3, pause=0))
    assert methods(site) == ["HEAD"]


def test_an_endless_page_is_not_read(ask, site) -> None:
    site.poured = 0
    ask("endless")
    assert site.poured < 8_000_000, "what the network's own buffers took"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("500", "réponse 500"),
        ("slow", "délai dépassé"),
        ("loop", "trop de redirections"),
        ("out", "redirection vers autre chose qu'une page web"),
    ],
)
def test_the_reason_is_told_in_french(ask, path, words) -> None:
    assert ask(path).detail == words


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://nulle-part.invalid/", "nom de domaine introuvable"),
        ("http://[::1/", "adresse mal formée"),
        ("http://", "adresse mal formée"),
    ],
)
def test_an_address_that_leads_nowhere_is_doubtful_in_words(url, words) -> None:
    outcome = PROBE.ask(url, lambda seconds: None)
    assert (outcome.answer, outcome.detail) == (Answer.UNSURE, words)


def test_a_closed_port_is_doubtful() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert PROBE.ask(url, lambda seconds: None).detail == "connexion impossible"


# The inside of the network


def test_this_machine_is_refused_before_a_byte_is_sent(ask, site) -> None:
    outcome = ask("200", Probe("essai", is_public, pause=0, retries=0))
    assert outcome.detail == "adresse d'un réseau interne : non consultée"
    assert site.asked == []


def test_a_redirection_to_the_inside_is_refused_too(ask, site) -> None:
    met = []

    def all_but_the_second(address: str) -> bool:
        met.append(address)
        return len(met) != 2

    with link_server() as inside:
        outcome = ask(
            f"to?{inside.url}/200", Probe("essai", all_but_the_second, retries=0, pause=0)
        )
    assert len(site.asked) == 2, "HEAD, whose redirection was refused, then GET"
    assert [method for method, _, _ in inside.asked] == ["GET"]
    assert outcome.answer == Answer.OK


@pytest.mark.parametrize(
    "address",
    INSIDE,
)
def test_an_address_of_the_inside_is_not_public(address) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_address_of_the_internet_is_public(address) -> None:
    assert is_public(address)


# Rounds


def test_a_host_is_asked_one_page_at_a_time() -> None:
    with link_server(slowness=0.05) as site:
        urls = [f"{site.url}/slow?{number}" for number in range(12)]
        rounds = Rounds(PROBE, hosts_at_once=4, delay=0)
        assert {url for url, _ in rounds.results(urls, 30)} == set(urls)
    assert len(site.asked) == 12
    assert site.busiest == 1


def test_several_hosts_are_asked_at_a_time() -> None:
    with link_server(slowness=0.5) as one, link_server(slowness=0.5) as other:
        rounds = Rounds(Probe("essai", anywhere, pause=0), hosts_at_once=2, delay=0)
        started = list(rounds.results([f"{one.url}/slow", f"{other.url}/slow"], 30))
    assert [outcome.answer for _, outcome in started] == [Answer.OK, Answer.OK]


def test_when_time_is_out_the_rest_is_left(site) -> None:
    site.asked.clear()
    results = list(Rounds(PROBE, delay=0).results([f"{site.url}/200"] * 5, seconds=0))
    assert [outcome for _, outcome in results] == [None] * 5
    assert site.asked == []


def test_leaving_early_ends_the_rounds(site) -> None:
    site.asked.clear()
    results = Rounds(PROBE, delay=0.05).results([f"{site.url}/200?{n}" for n in range(50)], 30)
    next(results)
    results.close()
    assert len(site.asked) < 50
