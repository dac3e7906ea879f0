"""What an operator relies on: named requests, a JSON log, metrics, a reload that drops nobody."""

import json
import re
import threading
import time
from urllib.parse import urlencode

import pytest

from tests.served import Served, wait_until

WORKERS = 2  # as gunicorn.conf.py starts them

TOKEN = "jeton-de-mesure"
SECRETS = ("epilepsie", "mot-tres-personnel", "57", "203.0.113.7", "Navigateur-Rare")


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Served:
    """One of its own: it is reloaded."""
    server = Served(tmp_path_factory.mktemp("operated"), METRICS_TOKEN=TOKEN).start()
    yield server
    server.stop()


def lines(served: Served) -> list[dict]:
    """Every line of the log, which is JSON or the test fails."""
    return [json.loads(line) for line in served.log.read_text().splitlines()]


def line_of(served: Served, name: str) -> dict:
    (line,) = [
        line
        for line in lines(served)
        if line.get("request_id") == name and line["name"] == "portal.request_id"
    ]
    return line


# Names of requests


def test_every_answer_has_a_name_and_its_line_in_the_log(served: Served) -> None:
    status, headers, _ = served.get("/dispositifs/?q=vae")
    assert status == 200
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-ID"])
    line = line_of(served, headers["X-Request-ID"])
    assert (line["route"], line["status"], line["levelname"]) == ("/dispositifs/", 200, "INFO")
    assert line["milliseconds"] >= 0


def test_a_name_that_the_proxy_gave_is_kept(served: Served) -> None:
    _, headers, _ = served.get("/sante/", X_Request_ID="proxy-0123456789")
    assert headers["X-Request-ID"] == "proxy-0123456789"


@pytest.mark.parametrize("given", ["court", "a" * 65, "a b c d e f g", '{"json": "oui"}', "é" * 9])
def test_a_name_that_is_not_sane_is_replaced(served: Served, given: str) -> None:
    _, headers, _ = served.get("/sante/", X_Request_ID=given.encode())
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-ID"])


def test_what_is_refused_early_is_named_and_counted_too(served: Served) -> None:
    status, headers, _ = served.get("/", Host="ailleurs.example")
    assert status == 400
    assert line_of(served, headers["X-Request-ID"])["status"] == 400


# Log


def test_the_log_is_json_and_tells_nothing_of_anybody(served: Served) -> None:
    served.get(f"/dispositifs/?{urlencode({'q': 'epilepsie', 'statut': 'mot-tres-personnel'})}")
    served.get("/inconnu/?age=57", User_Agent="Navigateur-Rare", X_Forwarded_For="203.0.113.7")
    served.get(f"/plans/{'epilepsie' * 5}/")
    served.get("/", "POST", urlencode({"age": "57"}), Referer="https://portail.example/epilepsie")
    body = json.dumps({"profil": {"age": "mot-tres-personnel"}})
    served.get("/api/v1/eligibilite/", "POST", body, Content_Type="application/json")
    served.send(b"GET /epilepsie?mot-tres-personnel HTTP/1.1\r\nBad Header: epilepsie\r\n\r\n")
    assert len(lines(served)) > 5
    told = [
        str(value)
        for line in lines(served)
        for key, value in line.items()
        if key not in {"asctime", "request_id", "milliseconds", "message"}
    ] + [re.sub(r"\[\d+\]|pid:? ?\d+", "", line["message"]) for line in lines(served)]
    assert [text for text in told if any(secret in text for secret in SECRETS)] == []


def test_a_forged_host_is_told_in_one_line(served: Served) -> None:
    served.get("/", Host="forge.example")
    line = next(line for line in lines(served) if "forge.example" in line["message"])
    assert line["levelname"] == "ERROR"
    assert "exc_info" not in line


# Metrics


def metrics(served: Served) -> str:
    status, headers, body = served.get("/metrics", Authorization=f"Bearer {TOKEN}")
    assert status == 200
    assert headers["Content-Type"].startswith("text/plain")
    return body.decode()


def counted(served: Served, route: str, method: str = "GET", status: int = 200) -> float:
    sample = f'portail_requests_total{{method="{method}",route="{route}",status="{status}"}} '
    found = re.search(rf"^{re.escape(sample)}(.+)$", metrics(served), re.MULTILINE)
    return float(found[1]) if found else 0


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer faux", TOKEN, f"Basic {TOKEN}"])
def test_metrics_open_with_their_token_alone(served: Served, given: str) -> None:
    status, headers, body = served.get("/metrics", Authorization=given)
    assert (status, headers["WWW-Authenticate"]) == (401, "Bearer")
    assert b"portail_" not in body


def test_without_a_token_in_the_environment_there_is_no_such_page(client) -> None:
    assert client.get("/metrics").status_code == 404


def test_metrics_add_up_what_all_processes_served(served: Served) -> None:
    before = counted(served, "/glossaire/")
    for _ in range(12):
        served.get("/glossaire/")
    assert counted(served, "/glossaire/") == before + 12
    assert 'portail_request_seconds_bucket{le="+Inf",route="/glossaire/"}' in metrics(served)


def test_no_address_and_no_method_of_a_visitor_makes_a_new_series(served: Served) -> None:
    served.get("/epilepsie-mot-tres-personnel/")
    served.send(b"BIDULE / HTTP/1.1\r\nHost: portail.example\r\nConnection: close\r\n\r\n")
    text = metrics(served)
    assert "epilepsie" not in text
    assert "BIDULE" not in text
    assert counted(served, "aucune", status=404) >= 1


# Reload


def test_a_reload_changes_every_process_and_drops_no_request(served: Served) -> None:
    statuses, stop = [], threading.Event()

    def visit() -> None:
        while not stop.is_set():
            statuses.append(served.get("/glossaire/")[0])

    visitors = [threading.Thread(target=visit) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    before = served.workers()
    served.reload()
    time.sleep(0.5)
    stop.set()
    for visitor in visitors:
        visitor.join()
    assert not before & served.workers()
    assert len(statuses) > 3
    assert set(statuses) == {200}


def test_counters_live_through_a_reload(served: Served) -> None:
    served.get("/contacts/")
    before = counted(served, "/contacts/")
    served.reload()
    assert counted(served, "/contacts/") >= before > 0


# Shared code


def test_workers_that_share_their_code_answer_and_are_counted(tmp_path) -> None:
    server = Served(tmp_path, METRICS_TOKEN=TOKEN, WEB_PRELOAD="1").start()
    try:
        wait_until(lambda: len(server.workers()) == WORKERS, "a worker is missing")
        workers = server.workers()
        statuses = [server.get("/contacts/", Cache_Control="no-cache")[0] for _ in range(8)]
        assert set(statuses) == {200}
        assert counted(server, "/contacts/") == len(statuses)
        assert server.workers() == workers
    finally:
        server.stop()
