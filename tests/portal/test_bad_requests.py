"""What no browser sends, put to a real gunicorn: refused with the right code, logged, harmless."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.served import HOST, Served

LINES = f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n"
MEGABYTE = 1024 * 1024
THREADS = 8  # of gunicorn.conf.py: two processes of four


def request(first: str, more: str = "", body: bytes = b"") -> bytes:
    return f"{first}\r\n{LINES}{more}\r\n".encode() + body


def posted(path: str, length: int, kind: str = "application/x-www-form-urlencoded") -> bytes:
    more = f"Content-Type: {kind}\r\nContent-Length: {length}\r\n"
    return request(f"POST {path} HTTP/1.1", more, b"a" * length)


@pytest.fixture(autouse=True)
def _still_alive(served: Served):
    """Whatever was sent, the same processes serve on, and nothing was an error of ours."""
    before, read = served.workers(), served.log.stat().st_size
    yield
    assert served.get("/sante/")[0] == 200
    assert served.workers() == before
    told = served.log.read_text()[read:]
    assert "Internal Server Error" not in told
    assert "Error handling request" not in told, "gunicorn's words for what Django let through"


@pytest.mark.parametrize(
    "path", ["/parcours/questions/age/", "/admin/login/", "/mots-simples/", "/inconnu/"]
)
def test_a_body_of_50_megabytes_is_too_large(served: Served, path: str) -> None:
    read = served.log.stat().st_size
    status, answer = served.send(posted(path, 50 * MEGABYTE))
    assert status == 413
    assert "Rien n'a été enregistré" in answer.decode() or b"\r\n\r\n\x1f\x8b" in answer
    assert f"Request Entity Too Large: {path}" in served.log.read_text()[read:]


def test_the_api_says_so_in_json(served: Served) -> None:
    status, answer = served.send(posted("/api/v1/eligibilite/", 50 * MEGABYTE, "application/json"))
    assert status == 413
    assert "Le corps de la requête est trop volumineux." in answer.decode()


def test_a_file_of_50_megabytes_is_too_large(served: Served) -> None:
    kind = "multipart/form-data; boundary=x"
    assert served.send(posted("/admin/login/", 50 * MEGABYTE, kind))[0] == 413


def test_a_body_that_never_ends_is_not_read(served: Served) -> None:
    chunks = b"100000\r\n" + b"a" * MEGABYTE + b"\r\n"
    more = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    raw = request("POST /api/v1/eligibilite/ HTTP/1.1", more, chunks * 20)
    assert served.send(raw)[0] in {400, 413}


@pytest.mark.parametrize("host", ["ailleurs.example", f"{HOST}.ailleurs.fr", "a b", "", "@"])
def test_a_forged_host_is_refused(served: Served, host: str) -> None:
    raw = f"GET / HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
    assert served.send(raw.encode())[0] == 400


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL"])
def test_no_forwarded_header_chooses_the_host_or_the_page(served: Served, header: str) -> None:
    _, _, plain = served.get("/robots.txt")
    _, _, forged = served.get("/robots.txt", **{header: "host=ailleurs.example"})
    assert plain == forged
    assert HOST.encode() in plain


@pytest.mark.parametrize(
    "method", ["FOO", "TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "POST", "PROPFIND"]
)
@pytest.mark.parametrize("path", ["/", "/dispositifs/", "/exports/dispositifs.csv", "/sante/"])
def test_a_page_that_is_only_read_refuses_other_methods(served, method: str, path: str) -> None:
    assert served.send(request(f"{method} {path} HTTP/1.1"))[0] in {400, 403, 405}


@pytest.mark.parametrize("line", ["GET", "GET / HTTP/9.9", "G\0T / HTTP/1.1", "\x16\x03\x01\x02"])
def test_what_is_not_http_is_refused(served: Served, line: str) -> None:
    assert served.send(request(line))[0] in {400, 405, 501, 505}


def test_an_endless_request_line_is_cut(served: Served) -> None:
    started = time.monotonic()
    status, _ = served.send(b"GET /?q=" + b"a" * (20 * MEGABYTE))
    assert status in {0, 400, 414}, "0: refused before the client had sent it all"
    assert time.monotonic() - started < 30


def test_a_search_of_ten_thousand_letters_gets_our_own_answer(served: Served) -> None:
    assert served.get("/dispositifs/?q=" + "%C3%A9" * 10_000)[0] == 200


@pytest.mark.parametrize(
    "more",
    [
        "X: " + "a" * 20_000 + "\r\n",
        "".join(f"X-{n}: a\r\n" for n in range(500)),
        "Content-Length: -1\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Bad Header: a\r\n",
    ],
    ids=["long", "many", "negative", "twice", "smuggled", "space"],
)
def test_headers_that_no_client_sends_are_refused(served: Served, more: str) -> None:
    assert 400 <= served.send(request("POST /mots-simples/ HTTP/1.1", more))[0] < 500


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded; charset=martien",
        "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data",
        "multipart/form-data; boundary=é",
        "multipart/form-data; boundary=" + "x" * 500,
        "application/json",
        "\xff\xfe",
    ],
)
@pytest.mark.parametrize(
    "body", [b"\xff\xfe=\x80", b"--x\r\nContent-Disposition: form-data", b"a=%F"]
)
def test_a_body_in_no_known_encoding_is_refused(served: Served, kind: str, body: bytes) -> None:
    more = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    status, _ = served.send(request("POST /admin/login/ HTTP/1.1", more, body))
    assert 400 <= status < 500


@pytest.mark.parametrize("asked", ["bytes=abc", "bytes=-", "bytes=9-1", "bytes=99999999-", "x=0-1"])
def test_a_broken_range_never_breaks_a_file(served: Served, asked: str) -> None:
    status, _, _ = served.get("/static/bootstrap/bootstrap.min.css", Range=asked)
    assert status in {200, 206, 416}


@pytest.mark.parametrize("path", ["/", "/api/v1/criteres/", "/static/portal.css", "/sitemap.xml"])
@pytest.mark.parametrize("value", ["nonsense", '"', "Mon, 99 Foo 99999 99:99:99 GMT", "*é", "W/"])
def test_conditions_that_mean_nothing_are_not_kept_to(served, path: str, value: str) -> None:
    headers = {"If_None_Match": value, "If_Modified_Since": value, "If_Range": value}
    assert served.get(path, **{k: v.encode() for k, v in headers.items()})[0] in {200, 400}


def test_clients_that_stop_half_way_do_not_stop_the_others(served: Served) -> None:
    """Each of the eight threads is held by a request that never ends; all are given back."""
    stuck = [served.connect() for _ in range(THREADS * 2)]
    for connection in stuck:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: portail")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: served.get("/sante/")[0], range(4)))
    assert answers == [200] * 4
    for connection in stuck:
        connection.close()
