"""`make pictures`, on a database of its own that was just loaded."""

import django

django.setup()

from tests.pictures.story import tell  # noqa: E402 - once the apps are ready

tell()
