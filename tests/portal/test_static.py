"""Static files as production collects them: each under its hash, no broken reference."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

COMPRESSED = "whitenoise.storage.CompressedManifestStaticFilesStorage"


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


@pytest.fixture(scope="module")
def compressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Our own files alone, as production stores and serves them."""
    root = tmp_path_factory.mktemp("compressed")
    with override_settings(
        STATIC_ROOT=root,
        STATICFILES_DIRS=[settings.BASE_DIR / "static"],
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STORAGES={"staticfiles": {"BACKEND": COMPRESSED}},
        WHITENOISE_AUTOREFRESH=False,
        WHITENOISE_USE_FINDERS=False,
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def test_a_file_is_sent_compressed_and_kept_for_years(compressed: Path) -> None:
    (css,) = compressed.glob("portal.*.css")
    client = Client()
    small = client.get(f"/static/{css.name}", headers={"accept-encoding": "gzip"})
    content, sent = css.read_bytes(), b"".join(small)
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent) == content
    assert len(sent) < len(content) / 2
    assert "immutable" in small["Cache-Control"]
    assert "Accept-Encoding" in small["Vary"]
    assert b"".join(client.get(f"/static/{css.name}")) == content
