"""`python -m tests.benchmarks.prepare SIZE`: fills DATABASE_URL; the key of a session of staff."""

import os
import sys
from io import StringIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
django.setup()

from django.contrib.auth import get_user_model, login  # noqa: E402  after setup
from django.core.management import call_command  # noqa: E402  as above
from django.http import HttpRequest  # noqa: E402  as above

from portal.sessions import SessionStore  # noqa: E402  as above
from schemes.models import Scheme  # noqa: E402  as above
from tests.benchmarks.grow import grow  # noqa: E402  as above
from tests.factories import give_second_factor  # noqa: E402  as above


def main(size: int) -> None:
    call_command("migrate", verbosity=0)
    if not Scheme.objects.exists():
        call_command("load_catalogue", stdout=StringIO())
    grow(size)
    print(staff_session())


def staff_session() -> str:
    """As the sign-in makes it."""
    users = get_user_model().objects
    user = users.filter(username="banc").first()
    if user is None:
        user = users.create_superuser("banc")
        give_second_factor(user)
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    request.session.save()
    return request.session.session_key


main(int(sys.argv[1]))
