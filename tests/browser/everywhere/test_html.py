"""Every page is the HTML that it says it is, after the Nu Html Checker."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.everywhere.addresses import ODD, PATHWAY, Walker, sitemap
from tests.conftest import missing

CHECKER = settings.VAR_DIR / "npm/node_modules/vnu-jar/build/dist/vnu.jar"  # `make html-checker`
ABSENT = ("/introuvable/", "/dispositifs/introuvable/")


@pytest.fixture(scope="module")
def check() -> Callable[[Path], list[dict]]:
    """Runs the checker over the files of a folder; returns its messages."""
    if not shutil.which("java") or not CHECKER.exists():
        missing("HTML not checked: that asks for Java and `make html-checker` (npm)")

    def run(folder: Path) -> list[dict]:
        command = ["java", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always"]
        done = subprocess.run([*command, folder], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["messages"]

    return run


class Shelf:
    """Pages kept as files, each with the address that it came from."""

    def __init__(self, folder: Path):
        self.folder, self.addresses = folder, {}

    def keep(self, walker: Walker, addresses: Iterable[str], status: int = 200) -> None:
        for address in addresses:
            got, page = walker.get(address)
            assert got == status, address
            name = f"{len(self.addresses)}.html"
            self.addresses[name] = address
            (self.folder / name).write_bytes(page)

    def told(self, message: dict) -> str:
        address = self.addresses[message["url"].rpartition("/")[2]]
        return f"{address} {message['message']} {message.get('extract', '')[:120]!r}"


def test_no_page_has_an_error(check, production, tmp_path):
    """Warnings are printed (`pytest -s`): they advise."""
    shelf = Shelf(tmp_path)
    shelf.keep(Walker(production), [*sitemap(production), *ODD])
    shelf.keep(Walker(production), ABSENT, status=404)
    shelf.keep(Walker(production).answer(), PATHWAY)
    messages = check(tmp_path)
    for message in messages:
        if message["type"] == "info":
            print("warning:", shelf.told(message))
    assert [shelf.told(message) for message in messages if message["type"] != "info"] == []


def test_the_checker_sees_an_error(check, tmp_path):
    page = "<!doctype html><html lang=fr><title>x</title><p><div></div></p>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert [message for message in check(tmp_path) if message["type"] == "error"]
