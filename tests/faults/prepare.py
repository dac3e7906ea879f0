"""`python -m tests.faults.prepare`: a few cards in DATABASE_URL; the key of a session of staff."""

import os
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
django.setup()

from django.contrib.auth import get_user_model, login  # noqa: E402  after setup
from django.http import HttpRequest  # noqa: E402  as above

from portal.sessions import SessionStore  # noqa: E402  as above
from schemes.versions import batch  # noqa: E402  as above
from tests.factories import (  # noqa: E402  as above
    give_second_factor,
    make_condition,
    make_criterion,
    make_scheme,
    make_term,
)

CARDS = 60


def main() -> None:
    with batch():
        make_condition(make_scheme("ptp", name="Projet PTP"), make_criterion())
        make_scheme("finissant", name="Finissant", valid_until=date(2026, 12, 31))
        make_scheme("naissant", name="Naissant", valid_from=date(2027, 1, 1))
        make_term()
        for number in range(CARDS):
            make_scheme(f"carte-{number}", name=f"Ancien {number}")
    print(staff_session())


def staff_session() -> str:
    """As the sign-in makes it."""
    user = get_user_model().objects.create_superuser("lea", password="only-for-the-tests")
    give_second_factor(user)
    request = HttpRequest()
    request.session = SessionStore()
    request.session.set_expiry(timedelta(days=3650))  # whatever the clock says
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    request.session.save()
    return request.session.session_key


main()
