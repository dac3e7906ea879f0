"""503 is for a database that is away: a fault of ours stays a 500."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import include, path

from portal.unavailable import is_out_of_reach


def no_such_table(request):
    connection.cursor().execute("SELECT 1 FROM nulle_part")


urlpatterns = [path("faute/", no_such_table), path("", include("portal.urls"))]
handler500 = "portal.unavailable.server_error"


@pytest.mark.django_db
def test_a_table_that_we_forgot_is_a_breakdown(settings) -> None:
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).get("/faute/")
    assert response.status_code == 500
    assert "Retry-After" not in response.headers
    assert "<h1>Panne passagère</h1>" in response.content.decode()


def test_nothing_but_the_database_is_out_of_reach() -> None:
    assert not is_out_of_reach(TimeoutError("un autre service"))
    assert not is_out_of_reach(None)
