"""Static files as production collects them: each under its hash, no broken reference."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything collected with production's hashing; its compression would only take time."""
    root = tmp_path_factory.mktemp("static")
    storage = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=root, STORAGES={"staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


def test_every_file_that_another_refers_to_exists(collected: Path) -> None:
    assert (collected / "staticfiles.json").exists(), "collectstatic stops on a broken reference"
    assert list(collected.glob("bootstrap/bootstrap.min.*.css"))


@pytest.mark.parametrize("unused", ["redoc", "*.rtl.*", "bootstrap-grid*", "bootstrap.css"])
def test_what_no_page_uses_stays_in_its_wheel(collected: Path, unused: str) -> None:
    assert not list(collected.rglob(unused))
