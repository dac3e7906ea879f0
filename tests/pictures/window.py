"""A browser window on the portal as it is served while developing."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES

SITE = "http://127.0.0.1:8791"
IMAGES = settings.BASE_DIR / "docs" / "images"
SCREEN = {"width": 1280, "height": 860}
BOX = """place => {
  const box = place.getBoundingClientRect();
  const words = Array.from(place.querySelectorAll("h1, h2, h3, p, li, table, button, input"));
  const last = Math.max(...words.map(part => part.getBoundingClientRect().bottom));
  const height = Math.min(box.height, last - box.top + 16);
  return { x: box.x + scrollX, y: box.y + scrollY, width: box.width, height };
}"""
PATIENCE = 60  # seconds


class Window:
    """A browser window, somebody's or a visitor's."""

    def __init__(self, browser: Browser, session: str = "", width: int = SCREEN["width"]):
        context = browser.new_context(
            viewport=SCREEN | {"width": width},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            color_scheme="light",
        )
        if session:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": SITE}
            context.add_cookies([cookie])
        self.page: Page = context.new_page()

    def open(self, path: str) -> None:
        self.page.goto(f"{SITE}{path}")
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()
        self.settle()

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        self.settle()

    def shoot(self, name: str, what: str | Locator = "") -> None:
        """The part `what` of the page, down to its last words; or what the window shows."""
        path = IMAGES / f"{name}.png"
        if not what:
            self.page.screenshot(path=path)
            return
        place = self.page.locator(what).first if isinstance(what, str) else what
        self.page.screenshot(path=path, clip=place.evaluate(BOX), full_page=True)


@contextmanager
def served() -> Iterator[None]:
    command = [sys.executable, "manage.py", "runserver", "--noreload", SITE.removeprefix("http://")]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL)
    try:
        _wait_for_answer()
        yield
    finally:
        server.terminate()
        server.wait()


def _wait_for_answer() -> None:
    host, port = SITE.removeprefix("http://").split(":")
    for _ in range(PATIENCE):
        with suppress(OSError), socket.create_connection((host, int(port))):
            return
        time.sleep(1)
    sys.exit("runserver does not answer.")


@contextmanager
def chromium() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as play:
        yield play.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
