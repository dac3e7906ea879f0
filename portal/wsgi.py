"""WSGI entry point, served by gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from portal.identity import require_identity

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()
require_identity()
