"""Opens many pages and says what is wrong with each, by axe and by what the browser tells.

Windows work side by side, each in its own process of the browser: two take half the time.
"""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.async_api import BrowserContext, Page, async_playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"]
# Folded parts are unfolded first. What Swagger UI draws is its own: the page links to the schema.
RUN = """tags => {
  document.querySelectorAll("details").forEach(part => { part.open = true });
  const rules = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]};
  return axe.run({exclude: ["#swagger-ui"]}, rules).then(found => found.violations.flatMap(
    rule => rule.nodes.slice(0, 3).map(node => `${rule.id}: ${node.html.slice(0, 120)}`)));
}"""
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@dataclass
class Window:
    """How pages are looked at, and by whom; without scripts, none of the site's is fetched."""

    name: str
    viewport: dict[str, int]
    colours: str = "light"
    scripts: bool = True
    cookies: list[dict[str, Any]] = field(default_factory=list)


def audit(site: str, launch: dict, *visits: tuple[Window, Iterable[str]]) -> list[str]:
    """What is wrong with each address in each window.

    In a thread of its own: the other tests' playwright runs an event loop in this one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _audit_all(site, launch, visits)).result()


async def _audit_all(site: str, launch: dict, visits: Iterable) -> list[str]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**launch)
        rounds = [_audit_window(browser, site, window, paths) for window, paths in visits]
        return [fault for faults in await asyncio.gather(*rounds) for fault in faults]


async def _audit_window(browser: Any, site: str, window: Window, paths: Iterable) -> list[str]:
    context = await browser.new_context(
        viewport=window.viewport, color_scheme=window.colours, locale="fr-FR"
    )
    await context.add_cookies([{"url": site, **cookie} for cookie in window.cookies])
    if not window.scripts:
        await context.route("**/*.js", lambda route: route.abort())
    faults: list[str] = []
    page = await _listening_page(context, site, window, faults)
    for path in paths:
        await page.goto(f"{site}{path}", wait_until="load")
        faults += [f"{window.name} {path} {fault}" for fault in await _faults_of(page)]
    return faults


async def _listening_page(
    context: BrowserContext, site: str, window: Window, faults: list[str]
) -> Page:
    """A page that notes what no visitor should meet: errors, and requests to anybody else."""

    def note(fault: str) -> None:
        faults.append(f"{window.name} {page.url.removeprefix(site)} {fault}")

    def note_request(url: str) -> None:
        if not url.startswith((f"{site}/", "data:")):
            note(f"asks another host: {url}")

    page = await context.new_page()
    page.on("request", lambda request: note_request(request.url))
    if window.scripts:
        page.on("console", lambda said: said.type in {"error", "warning"} and note(said.text))
        page.on("pageerror", lambda error: note(str(error)))
    return page


async def _faults_of(page: Page) -> list[str]:
    await page.evaluate(AXE)
    faults = await page.evaluate(RUN, TAGS)
    return faults if await page.evaluate(FITS) else [*faults, "is wider than its window"]
