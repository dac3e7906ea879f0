"""Accounts of the staff: two factors, lock-out, sessions that end, the trail, the demonstration."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from portal.accounts import demo
from portal.accounts.middleware import LONGEST
from portal.accounts.models import KEPT, SignIn
from portal.accounts.trail import SIGNED_IN_AT
from tests.factories import make_staff

pytestmark = pytest.mark.django_db

PASSWORD = "un mot de passe bien long"
SECRET = "JBSWY3DPEHPK3PXP"
SIGN_IN = "/compte/connexion/"


@pytest.fixture(autouse=True)
def forget_rates():
    cache.clear()


@pytest.fixture
def user() -> User:
    """Somebody of the staff who has no second factor yet."""
    return User.objects.create_superuser("claire", password=PASSWORD)


def code(secret: str = SECRET) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def add_application(user: User) -> None:
    data = {"secret": get_adapter().encrypt(SECRET)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


def sign_in(client: Client, password: str = PASSWORD, name: str = "claire", **extra):
    data = {"login": name, "password": password, "next": "/admin/"}
    return client.post(SIGN_IN, data, **extra)


def confirm(client: Client) -> None:
    """What touches factors asks for the password again."""
    assert client.post("/compte/confirmer/", {"password": PASSWORD}).status_code == 302


def kinds() -> list[str]:
    return list(SignIn.objects.order_by("id").values_list("kind", flat=True))


def test_the_admin_leads_to_the_sign_in_in_french(client) -> None:
    page = client.get("/admin/schemes/scheme/", follow=True)
    assert page.redirect_chain[-1][0] == f"{SIGN_IN}?next=%2Fadmin%2Fschemes%2Fscheme%2F"
    text = page.content.decode()
    assert "Connexion des rédacteurs" in text
    assert "aucun compte n'est nécessaire" in text.replace("&#x27;", "'")
    assert "Nom d’utilisateur" in text.replace("&#x27;", "’").replace("'", "’")


def test_nobody_signs_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    for address in ("/compte/signup/", "/compte/inscription/", "/accounts/signup/"):
        assert Client().get(address).status_code == 404


def test_without_a_second_factor_no_page_of_the_admin_opens(client, user) -> None:
    assert sign_in(client).headers["Location"] == "/admin/"
    for address in ("/admin/", "/admin/schemes/scheme/", "/admin/jsi18n/"):
        response = client.get(address)
        assert response.headers["Location"] == "/compte/second-facteur/"
    assert "ajoutez un second facteur" in client.get("/compte/second-facteur/").content.decode()


def test_an_application_is_added_and_opens_the_admin(
    client, user, django_capture_on_commit_callbacks
) -> None:
    sign_in(client)
    asked = client.get("/compte/second-facteur/application/")
    assert asked.headers["Location"].startswith("/compte/confirmer/")
    confirm(client)
    page = client.get("/compte/second-facteur/application/")
    secret = page.context["form"].secret
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    address = "/compte/second-facteur/application/"
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(address, {"code": code(secret)}, follow=True)
    codes = re.findall(r"<code>(\d+)</code>", done.content.decode())
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200
    assert kinds() == ["entree", "facteur-ajoute"]


def test_signing_in_then_asks_for_the_code(client, user) -> None:
    add_application(user)
    assert sign_in(client).headers["Location"].startswith("/compte/second-facteur/code/")
    assert client.get("/admin/").status_code == 302
    assert client.get("/compte/second-facteur/code/").status_code == 200
    wrong = client.post("/compte/second-facteur/code/", {"code": "abc"})
    assert wrong.status_code == 200
    right = client.post("/compte/second-facteur/code/", {"code": code()})
    assert right.status_code == 302
    assert client.get("/admin/").status_code == 200
    assert kinds() == ["code", "entree"]


def test_a_recovery_code_serves_once(client, user) -> None:
    add_application(user)
    (spare, *_) = RecoveryCodes.activate(user).get_unused_codes()
    for expected in (200, 302):
        other = Client()
        sign_in(other)
        other.post("/compte/second-facteur/code/", {"code": spare})
        assert other.get("/admin/").status_code == expected


def test_who_is_no_staff_gets_no_admin(client) -> None:
    client.force_login(User.objects.create_user("visiteuse"))
    assert client.get("/admin/", follow=True).status_code == 403


def test_five_failures_lock_the_name_from_that_address(client, user) -> None:
    for _ in range(4):
        assert sign_in(client, "faux").status_code == 200
    locked = sign_in(client, "faux")
    assert locked.status_code == 429
    assert locked.headers["Retry-After"] == "900"
    assert "Réessayez dans 15 minutes" in locked.content.decode()
    assert sign_in(client, PASSWORD).status_code == 429
    elsewhere = sign_in(Client(), PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert elsewhere.status_code == 302
    assert kinds().count("echec") >= 5
    assert "blocage" in kinds()
    User.objects.create_superuser("amina", password=PASSWORD)
    assert sign_in(Client(), PASSWORD, "amina").status_code == 302, "another name, same address"


def test_what_a_visitor_writes_in_the_header_does_not_open_the_lock(client, user) -> None:
    """The last address is the proxy's word; what stands before is the visitor's."""
    for number in range(5):
        last = sign_in(client, "faux", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 198.51.100.7")
    assert last.status_code == 429


@pytest.mark.parametrize("header", ["pas une adresse", "", "1.2.3.4:80, x", "::1"])
def test_a_header_that_is_no_address_breaks_nothing(client, user, header) -> None:
    assert sign_in(client, "faux", HTTP_X_FORWARDED_FOR=header).status_code == 200


def test_a_name_that_is_no_account_is_not_kept(client) -> None:
    sign_in(client, "faux", "mon-mot-de-passe-par-erreur")
    assert SignIn.objects.get().user is None


def test_a_session_ends_after_twelve_hours_whatever_the_activity(client) -> None:
    client.force_login(make_staff(is_superuser=True))
    session = client.session
    session[SIGNED_IN_AT] = (timezone.now() - LONGEST - timedelta(minutes=1)).timestamp()
    session.save()
    assert client.get("/admin/").headers["Location"] == SIGN_IN
    assert "_auth_user_id" not in client.session
    assert kinds()[-2:] == ["expiree", "sortie"]


def test_a_visitor_s_session_is_none_of_it(client) -> None:
    session = client.session
    session["answers"] = {"age": 30}
    session.save()
    assert client.get("/").status_code == 200
    assert client.session["answers"] == {"age": 30}


@pytest.mark.parametrize("weak", ["court", "123456789012", "password1234"])
def test_a_weak_password_is_refused(client, user, weak) -> None:
    sign_in(client)
    data = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post("/compte/mot-de-passe/", data).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_password_is_changed_and_the_session_goes_on(client, user) -> None:
    sign_in(client)
    new = "un autre mot de passe, long"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/compte/mot-de-passe/", data).status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get("/compte/second-facteur/").status_code == 200
    assert kinds() == ["entree", "mot-de-passe"]


def test_signing_out_is_noted(client, user) -> None:
    sign_in(client)
    assert client.post("/compte/deconnexion/").status_code == 302
    assert kinds() == ["entree", "sortie"]


def test_the_trail_is_read_only_and_forgets_after_a_year(admin_client) -> None:
    old = SignIn.objects.create(kind="echec", at=timezone.now() - KEPT - timedelta(days=1))
    assert admin_client.get(reverse("admin:accounts_signin_changelist")).status_code == 200
    for page in ("change", "delete"):
        url = reverse(f"admin:accounts_signin_{page}", args=[old.pk])
        assert admin_client.post(url, {"post": "yes"}).status_code == 403
    call_command("purge_sign_ins", stdout=StringIO())
    assert not SignIn.objects.filter(pk=old.pk).exists()
    assert SignIn.objects.exists(), "today's stay"


def test_an_administrator_removes_a_lost_second_factor(admin_client, user) -> None:
    add_application(user)
    url = reverse("admin:auth_user_changelist")
    data = {"action": "remove_second_factor", "_selected_action": [user.pk]}
    assert admin_client.post(url, data).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert SignIn.objects.filter(kind="facteur-retire", user=user).exists()


# The demonstration


def test_outside_debug_the_demonstration_account_never_exists(client) -> None:
    with pytest.raises(CommandError):
        call_command("demo_account")
    User.objects.create_superuser(demo.NAME, demo.MARK, PASSWORD)
    assert sign_in(client, name=demo.NAME).status_code == 403
    assert client.get("/admin/").status_code == 302
    demo.remove_outside_debug()
    assert not User.objects.filter(username=demo.NAME).exists()


@override_settings(DEBUG=True)
def test_the_demonstration_account_is_told_once_and_needs_no_second_factor(client) -> None:
    told = StringIO()
    call_command("demo_account", stdout=told)
    password = re.search(r"mot de passe « (\S+) »", told.getvalue())[1]
    again = StringIO()
    call_command("demo_account", stdout=again)
    assert again.getvalue() == ""
    assert sign_in(client, password, demo.NAME).status_code == 302
    assert client.get("/admin/").status_code == 200


@override_settings(DEBUG=True)
def test_even_in_debug_nobody_else_is_let_in_without_a_second_factor(client, user) -> None:
    sign_in(client)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "part",
    ["", "cles/", "cles/ajouter/", "secours/", "secours/renouveler/", "application/retirer/"],
)
def test_each_page_of_the_account_opens(client, user, part) -> None:
    add_application(user)
    RecoveryCodes.activate(user)
    sign_in(client)
    client.post("/compte/second-facteur/code/", {"code": code()})
    confirm(client)
    text = client.get(f"/compte/second-facteur/{part}").content.decode()
    assert "<h1>" in text
    assert "Itinéraire formation" in text
