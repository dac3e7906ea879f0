#!/usr/bin/env python3
"""Entry point of the administrative commands."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from environs import EnvError

from portal.identity import require_identity

SERVING = {"runserver", "testserver"}  # the rest only touches data


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        if SERVING.intersection(sys.argv[1:2]):
            require_identity()
        execute_from_command_line(sys.argv)
    except (EnvError, ImproperlyConfigured) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"Configuration: {error}")  # the one line that helps whoever starts the site


if __name__ == "__main__":
    main()
