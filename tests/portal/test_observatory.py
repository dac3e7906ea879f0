"""Mozilla's HTTP Observatory gives production's own answers at least 120."""

from dataclasses import replace
from email.message import Message
from urllib.parse import urlsplit

import pytest

from tests.observatory import Site, results, score
from tests.served import HOST, Served

ENOUGH = 120
PAGES = ["/", "/dispositifs/", "/parcours/", "/admin/login/", "/api/v1/docs/", "/inconnu/"]


def visit(served: Served, path: str) -> Site:
    status, plain, _ = served.get(path, X_Forwarded_Proto="http")
    _, headers, body = served.get(path)
    return Site(headers, body.decode(), status, plain.get("Location", ""), HOST)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_scores_at_least_120(served: Served, path: str) -> None:
    site = visit(served, path)
    assert score(site) >= ENOUGH, results(site)


def test_a_cookie_is_for_this_host_over_tls_and_out_of_reach_of_scripts(served: Served) -> None:
    _, headers, _ = served.get("/compte/connexion/")
    (cookie,) = headers.get_all("Set-Cookie")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_the_open_data_shows_no_more_than_the_pages(served: Served) -> None:
    _, headers, _ = served.get("/api/v1/criteres/", Origin="https://ailleurs.example")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "default-src 'none'" in headers["Content-Security-Policy"].split("; ")
    assert "Set-Cookie" not in headers


def test_plain_http_is_led_to_tls_on_the_same_host(served: Served) -> None:
    status, headers, _ = served.get("/dispositifs/?q=vae", X_Forwarded_Proto="http")
    assert status == 301
    assert urlsplit(headers["Location"])[:3] == ("https", HOST, "/dispositifs/")


# The replay itself sees what it is there to see.

FAULTS = {
    "Strict-Transport-Security": None,
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline'",
    "Referrer-Policy": "unsafe-url",
    "X-Content-Type-Options": None,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Set-Cookie": "sessionid=x; Secure; Path=/",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_weaker_header_costs_points(served: Served, name: str) -> None:
    site = visit(served, "/")
    weaker = Message()
    for key, value in site.headers.items():
        if key.lower() != name.lower():
            weaker[key] = value
    if FAULTS[name]:
        weaker[name] = FAULTS[name]
    assert score(replace(site, headers=weaker)) < score(site)


@pytest.mark.parametrize(
    "change",
    [
        {"http_status": 200},
        {"http_location": "http://portail.example/"},
        {"html": '<script src="//cdn.example/x.js"></script>'},
    ],
)
def test_a_weaker_site_costs_points(served: Served, change: dict) -> None:
    site = visit(served, "/")
    assert score(replace(site, **change)) < score(site)
