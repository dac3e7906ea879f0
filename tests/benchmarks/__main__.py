"""`python -m tests.benchmarks`: sets Django up, on a database in memory, and prints."""

import os

import django

os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.benchmarks.report import main  # noqa: E402  models can be imported only after setup

main()
