"""The staff's own pages, from the first sign-in to the lock, break no rule and fit their window."""

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.core.cache import cache
from pytest_django import DjangoDbBlocker

from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.staff import check

pytestmark = pytest.mark.django_db

WINDOWS = pytest.mark.parametrize(
    ("viewport", "name"), [(WIDE, "agathe"), (NARROW, "nadia")], ids=["wide", "narrow"]
)
PASSWORD = "un mot de passe bien long"
SIGN_IN = "/compte/connexion/"
ACCOUNT = "/compte/second-facteur/"


@pytest.fixture(scope="module", autouse=True)
def people(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Staff without a second factor yet, for each test and window."""
    names = [f"{name}-{test}" for name in ("agathe", "nadia") for test in ("code", "cle")]
    with django_db_blocker.unblock():
        users = [User.objects.create_superuser(name, password=PASSWORD) for name in names]
    yield
    with django_db_blocker.unblock():
        for user in users:
            user.delete()
    cache.clear()  # what allauth and axes have counted


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def press(visitor: Visitor, button: str) -> None:
    visitor.follow(visitor.page.get_by_role("button", name=button, exact=True))


def sign_in(visitor: Visitor, name: str, password: str = PASSWORD) -> None:
    visitor.open(SIGN_IN)
    visitor.page.locator("[name=login]").fill(name)
    visitor.page.locator("[name=password]").fill(password)
    press(visitor, "Se connecter")


def confirm(visitor: Visitor) -> None:
    """What touches factors asks for the password again."""
    visitor.page.locator("[name=password]").fill(PASSWORD)
    press(visitor, "Confirmer")


def give_code(visitor: Visitor, code: str, button: str) -> None:
    visitor.page.get_by_role("textbox").first.fill(code)
    press(visitor, button)


@WINDOWS
def test_from_the_first_sign_in_to_the_codes(visit, viewport, name) -> None:
    visitor = visit(viewport)
    visitor.open(SIGN_IN)
    check(visitor)
    sign_in(visitor, f"{name}-code", "un autre")
    check(visitor)
    sign_in(visitor, f"{name}-code")
    assert visitor.path == ACCOUNT, "no page of the admin before a second factor"
    check(visitor)

    visitor.follow(visitor.page.get_by_role("link", name="Ajouter une application"))
    check(visitor)
    confirm(visitor)
    check(visitor)
    give_code(visitor, "000000", "Ajouter")
    check(visitor)
    give_code(visitor, code_of(visitor.page.locator("code").inner_text()), "Ajouter")
    assert visitor.page.locator(".codes code").count() == 10
    check(visitor)

    visitor.open(ACCOUNT)
    check(visitor)
    for page in ("secours/renouveler/", "application/retirer/"):
        visitor.open(f"{ACCOUNT}{page}")
        check(visitor)
    visitor.open("/compte/mot-de-passe/")
    check(visitor)
    for field in visitor.page.locator("input[type=password]").all():
        field.fill("court")
    press(visitor, "Changer")
    check(visitor)

    visitor.open("/compte/deconnexion/")
    check(visitor)
    press(visitor, "Se déconnecter")
    sign_in(visitor, f"{name}-code")
    assert visitor.path.startswith(f"{ACCOUNT}code/")
    check(visitor)
    give_code(visitor, "000000", "Se connecter")
    check(visitor)


def give_key(visitor: Visitor) -> None:
    """A security key, plugged in and touched; keys know names of hosts, no numbers."""
    visitor.site = visitor.site.replace("127.0.0.1", "localhost")
    port = visitor.page.context.new_cdp_session(visitor.page)
    port.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True}
    key |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    port.send("WebAuthn.addVirtualAuthenticator", {"options": key})


@WINDOWS
def test_a_key_is_added_and_opens_the_admin(visit, viewport, name) -> None:
    visitor = visit(viewport)
    give_key(visitor)
    sign_in(visitor, f"{name}-cle")
    visitor.follow(visitor.page.get_by_role("link", name="Ajouter une clé"))
    confirm(visitor)
    check(visitor)
    visitor.page.locator("[name=name]").fill("Clé de bureau")
    press(visitor, "Ajouter")
    assert visitor.page.locator(".codes code").count() == 10
    visitor.open(f"{ACCOUNT}cles/")
    check(visitor)
    for way in ("Renommer Clé de bureau", "Retirer Clé de bureau"):
        visitor.follow(visitor.page.get_by_role("link", name=way))
        check(visitor)
        visitor.open(f"{ACCOUNT}cles/")
    visitor.open("/compte/deconnexion/")
    press(visitor, "Se déconnecter")
    sign_in(visitor, f"{name}-cle")
    check(visitor)
    press(visitor, "Utiliser ma clé")
    assert visitor.path == "/admin/"
    for page in ("confirmer/", "cles/confirmer/"):
        visitor.open(f"{ACCOUNT}{page}")
        check(visitor)


@WINDOWS
def test_whoever_is_locked_out_reads_why(visit, viewport, name) -> None:
    visitor = visit(viewport)
    for _ in range(5):
        sign_in(visitor, f"inconnue-{name}", "faux")
    assert any(fault.startswith("429") for fault in visitor.faults)
    visitor.faults.clear()
    assert visitor.page.get_by_role("heading", name="Trop d'essais").is_visible()
    check(visitor)
