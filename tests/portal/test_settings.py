"""The settings: what they refuse, and what they answer with."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path


def index(request: HttpRequest) -> HttpResponse:
    return HttpResponse("bonjour")


urlpatterns = [path("", index)]


def start(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs manage.py in a process of its own, which has this environment alone."""
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ("diffsettings",))],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "named", "not_named"),
    [
        ({}, ["SECRET_KEY", "ALLOWED_HOSTS"], []),
        ({"SECRET_KEY": "k"}, ["ALLOWED_HOSTS"], ["SECRET_KEY"]),
        ({"ALLOWED_HOSTS": "portail.example"}, ["SECRET_KEY"], ["ALLOWED_HOSTS"]),
        ({"SECRET_KEY": "", "ALLOWED_HOSTS": " "}, ["SECRET_KEY", "ALLOWED_HOSTS"], []),
        ({"DEBUG": "0", "SECRET_KEY": "k"}, ["ALLOWED_HOSTS"], ["SECRET_KEY"]),
    ],
)
def test_refuses_to_start_and_names_what_is_missing(
    environment: dict[str, str], named: list[str], not_named: list[str]
) -> None:
    process = start("runserver", "--noreload", "127.0.0.1:0", **environment)
    assert process.returncode == 1
    assert all(name in process.stderr for name in named)
    assert not any(name in process.stderr for name in not_named)
    assert "Traceback" not in process.stderr


def test_the_wsgi_server_refuses_in_the_same_words() -> None:
    process = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert process.returncode == 1
    assert "SECRET_KEY and ALLOWED_HOSTS must be set" in process.stderr


def test_commands_that_only_touch_data_need_neither() -> None:
    process = start("load_catalogue", "--help")
    assert process.returncode == 0, process.stderr


@pytest.mark.parametrize("variable", ["DEBUG", "DATABASE_URL", "PROXIES"])
def test_a_value_that_cannot_be_read_is_refused_by_the_name_of_its_variable(variable: str) -> None:
    process = start(SECRET_KEY="k", ALLOWED_HOSTS="h", **{variable: "n'importe quoi"})
    assert process.returncode == 1
    assert variable in process.stderr
    assert len(process.stderr.splitlines()) == 1


def test_starts_with_a_key_and_hosts() -> None:
    process = start(SECRET_KEY="k", ALLOWED_HOSTS="portail.example, www.portail.example")
    assert process.returncode == 0, process.stderr
    assert "ALLOWED_HOSTS = ['portail.example', 'www.portail.example']" in process.stdout


def test_starts_without_either_in_debug() -> None:
    assert start(DEBUG="1").returncode == 0


def test_production_cookies_travel_over_tls_alone() -> None:
    process = start(SECRET_KEY="k", ALLOWED_HOSTS="portail.example")
    for setting in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert f"{setting} = True" in process.stdout


def test_every_answer_carries_the_security_headers(settings, client: Client) -> None:
    settings.ROOT_URLCONF = __name__
    headers = client.get("/", secure=True).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    }
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "*" not in headers["Permissions-Policy"]


def test_a_visit_leaves_no_cookie(settings, client: Client) -> None:
    settings.ROOT_URLCONF = __name__
    assert not client.get("/").cookies


@pytest.mark.django_db  # closing an answer looks at the state of the connection
def test_static_files_come_from_us_with_the_same_headers(client: Client) -> None:
    response = client.get("/static/bootstrap/bootstrap.min.css")
    response.close()
    assert response.status_code == 200
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
@pytest.mark.django_db
def test_sqlite_checks_foreign_keys_and_waits_for_its_turn() -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    assert connection.transaction_mode == "IMMEDIATE"
