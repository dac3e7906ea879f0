"""Probes: the process lives; the database answers and has its migrations."""

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder


def test_the_process_lives_without_a_database(client):
    response = client.get("/sante/")  # the database is closed to a test without its mark
    assert (response.status_code, response.content) == (200, b"En service.\n")


@pytest.mark.django_db
def test_the_site_is_ready_once_it_is_migrated(client):
    response = client.get("/sante/pret/")
    assert (response.status_code, response.content.decode()) == (200, "Prêt.\n")


@pytest.mark.django_db
def test_it_is_not_ready_while_a_migration_waits(client):
    MigrationRecorder.Migration.objects.filter(app="schemes").order_by("-id").first().delete()
    response = client.get("/sante/pret/")
    assert response.status_code == 503
    assert (
        response.content.decode() == "La base de données attend 1 migration(s) : lancez migrate.\n"
    )


def test_it_is_not_ready_without_its_database(client, monkeypatch):
    def unreachable(*args):
        raise DatabaseError("password=secret host=10.0.0.1")

    monkeypatch.setattr("portal.health.MigrationExecutor", unreachable)
    response = client.get("/sante/pret/")
    assert (response.status_code, response["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert response.content.decode() == "La base de données ne répond pas.\n"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sante/", "/sante/pret/"])
def test_no_answer_of_a_probe_is_kept(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", ["/sante/", "/sante/pret/"])
def test_a_probe_speaks_plain_http_from_inside(client, settings, monkeypatch, address):
    monkeypatch.setattr("portal.health.what_stands_in_the_way", lambda: "")
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
