"""Who reads the open API: the client of the documentation, and scripts of other sites."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_criterion, make_scheme

CLIENT = settings.BASE_DIR / "docs" / "exemples" / "client_api.py"


@pytest.mark.django_db(transaction=True)
def test_the_client_of_the_documentation_works(live_server) -> None:
    make_criterion("statuts", "choix-multiple", options=("demandeur-emploi-inscrit",))
    make_criterion("handicap")
    for number in range(21):
        make_scheme(f"carte-{number:02}", name=f"Dispositif {number:02}")
    process = subprocess.run(
        [sys.executable, "-W", "error", CLIENT, live_server.url],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    names = [line[12:] for line in process.stdout.splitlines()]
    assert names == [f"Dispositif {number:02}" for number in range(21)], "both pages, in order"


# CORS: any site's script may read the open data, and nothing else.

ELSEWHERE = {"origin": "https://ailleurs.example"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/criteres/", "/exports/data-inclusion.json"])
def test_any_site_may_read_the_open_data_without_cookies(client: Client, address: str) -> None:
    headers = client.get(address, headers=ELSEWHERE).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    assert "retry-after" in headers["Access-Control-Expose-Headers"].lower()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/parcours/", "/admin/login/", "/exports-non/"])
def test_no_other_page_is_read_from_elsewhere(client: Client, address: str) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(address, headers=ELSEWHERE).headers


def test_another_site_may_send_nothing(client: Client) -> None:
    asked = {**ELSEWHERE, "access-control-request-method": "POST"}
    headers = client.options("/api/v1/eligibilite/", headers=asked).headers
    assert headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
