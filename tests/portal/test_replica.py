"""With a replica: public pages read from it; who has written, staff and sessions from the main one.

Two real PostgreSQL databases; each holds a card that the other has not, which no replica would.
"""

from collections.abc import Iterator
from copy import deepcopy

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.test import Client, override_settings

from portal.replica import WROTE
from schemes.models import Scheme
from tests.factories import make_criterion, make_scheme

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

PUBLIC = ("/dispositifs/", "/dispositifs/?q=dispositif", "/api/v1/dispositifs/")


@pytest.fixture
def client() -> Iterator[Client]:
    """Of a site with a replica: a copy of the database of the tests, then changed apart."""
    make_criterion()
    make_scheme("sur-la-copie")
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    parameters = {key: parameters[key] for key in ("dbname", "host", "port", "user", "password")
                  if parameters.get(key)}  # fmt: skip
    main = connection.settings_dict["NAME"]
    copy = f"{main}_copie"
    connection.close()
    with psycopg.connect(**parameters, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{copy}"')
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{main}"')
        connections.databases["replica"] = {**deepcopy(connection.settings_dict), "NAME": copy}
        try:
            connections["replica"].connect()  # Django's tests forbid to open it any later
            Scheme.objects.all().delete()
            make_scheme("sur-la-base")
            with override_settings(DATABASE_ROUTERS=["portal.replica.ReplicaRouter"]):
                yield Client()
        finally:
            connections["replica"].close()
            del connections.databases["replica"], connections["replica"]
            server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def shown(client: Client, address: str) -> set[str]:
    text = client.get(address).content.decode()
    return {slug for slug in ("sur-la-base", "sur-la-copie") if slug in text}


def test_who_reads_where(client: Client) -> None:
    for address in PUBLIC:
        assert shown(client, address) == {"sur-la-copie"}, address
    assert client.get("/dispositifs/sur-la-copie/").status_code == 200
    assert client.get("/dispositifs/sur-la-base/").status_code == 404

    answered = client.post("/parcours/questions/handicap/", {"answer": "reconnu"})
    assert answered.status_code == 302
    assert Session.objects.using("default").count() == 1
    assert Session.objects.using("replica").count() == 0
    assert client.get("/parcours/reponses/").context["count"] == 1
    assert shown(client, "/dispositifs/") == {"sur-la-copie"}, "a session wrote no card"

    report = "/dispositifs/sur-la-base/signaler/"
    sent = client.post(report, {"part": "autre", "text": "Le numéro de téléphone est faux."})
    assert sent.cookies[WROTE]["httponly"]
    assert shown(client, "/dispositifs/") == {"sur-la-base"}, "who has written reads it"
    assert shown(Client(), "/dispositifs/") == {"sur-la-copie"}
