"""WSGI entry point, served by gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from portal.identity import require_identity

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("DATABASE_TIMEOUT", "10")  # of pages; what a command does may take longer

application = get_wsgi_application()
require_identity()
