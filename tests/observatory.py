"""Mozilla's HTTP Observatory, replayed: its public table of tests and modifiers, June 2024.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring

A score begins at 100, loses all penalties, and where 90 is left gains the bonuses. Where the
table allows a reading that is worth less, that one is taken: no bonus is counted for
Cross-Origin-Resource-Policy, which came later, nor for HSTS preloading, nor for SRI.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser
from urllib.parse import urlsplit

BASELINE = 100
ENOUGH_FOR_BONUSES = 90
SIX_MONTHS = 15_768_000
SESSION = ("sessionid", "csrftoken")
PRIVATE_REFERRER = {
    "no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin",
}  # fmt: skip


@dataclass(frozen=True)
class Site:
    """The answer of the page over HTTPS, and that of the same address over HTTP."""

    headers: Message
    html: str
    http_status: int
    http_location: str
    host: str

    def header(self, name: str) -> str:
        return (self.headers.get(name) or "").strip().lower()


def score(site: Site) -> int:
    modifiers = results(site).values()
    base = BASELINE + sum(modifier for modifier in modifiers if modifier < 0)
    if base < ENOUGH_FOR_BONUSES:
        return max(base, 0)
    return base + sum(modifier for modifier in modifiers if modifier > 0)


def results(site: Site) -> dict[str, int]:
    """The modifier of each test."""
    return {test.__name__: test(site) for test in TESTS}


def cookies(site: Site) -> int:
    given = [cookie.lower() for cookie in site.headers.get_all("Set-Cookie", [])]
    marks = [_cookie(text, bool(hsts(site) == 0)) for text in given]
    if not marks:
        return 0
    worst = min(marks)
    return worst if worst < 0 else (5 if all(mark > 0 for mark in marks) else 0)


def _cookie(text: str, has_hsts: bool) -> int:
    name, *parts = (part.strip() for part in text.split(";"))
    is_session = name.partition("=")[0].removeprefix("__host-").removeprefix("__secure-") in SESSION
    same_site = next((p.partition("=")[2] for p in parts if p.startswith("samesite")), "")
    if "secure" not in parts:
        return (-10 if has_hsts else -40) if is_session else (-5 if has_hsts else -20)
    if is_session and "httponly" not in parts:
        return -30
    if same_site not in {"", "lax", "strict"} or ("csrf" in name and not same_site):
        return -20
    return 5 if same_site else 0


def cross_origin_sharing(site: Site) -> int:
    credentials = site.header("Access-Control-Allow-Credentials") == "true"
    return -50 if credentials and site.header("Access-Control-Allow-Origin") else 0


def content_security_policy(site: Site) -> int:
    text = site.header("Content-Security-Policy")
    if not text:
        return -25
    policy = {words[0]: set(words[1:]) for part in text.split(";") if (words := part.split())}
    if not policy.keys() & {"default-src", "script-src"}:
        return -25
    default = policy.get("default-src", set())
    return _policy(policy, default)


def _policy(policy: dict[str, set[str]], default: set[str]) -> int:
    script, style = policy.get("script-src", default), policy.get("style-src", default)
    objects = policy.get("object-src", default)
    broad = {"*", "https:", "http:", "data:", "'unsafe-inline'"}
    if script & broad or objects & (broad - {"'unsafe-inline'"}) or not script or not objects:
        return -20
    if any(source.startswith("http:") for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in script:
        return -10
    if style & broad:
        return 0
    return 10 if default == {"'none'"} else 5


def hsts(site: Site) -> int:
    found = re.search(r"max-age=(\d+)", site.header("Strict-Transport-Security"))
    if not found:
        return -20
    return 0 if int(found[1]) >= SIX_MONTHS else -10


def redirection(site: Site) -> int:
    if site.http_status not in {301, 302, 303, 307, 308}:
        return -20
    target = urlsplit(site.http_location)
    if target.scheme != "https":
        return -20
    return 0 if target.hostname == site.host else -5


def referrer_policy(site: Site) -> int:
    given = site.header("Referrer-Policy")
    if not given:
        return 0
    last = given.split(",")[-1].strip()
    return 5 if last in PRIVATE_REFERRER else -5


def subresource_integrity(site: Site) -> int:
    sources = list(_scripts(site.html))
    elsewhere = [source for source in sources if urlsplit(source).netloc not in {"", site.host}]
    if any(source.startswith(("http:", "//")) for source in elsewhere):
        return -50
    return -5 if elsewhere else 0


def content_type_options(site: Site) -> int:
    return 0 if site.header("X-Content-Type-Options") == "nosniff" else -5


def frame_options(site: Site) -> int:
    if "frame-ancestors" in site.header("Content-Security-Policy"):
        return 5
    return 0 if site.header("X-Frame-Options") in {"deny", "sameorigin"} else -20


def cross_origin_resource_policy(site: Site) -> int:
    return (
        0
        if site.header("Cross-Origin-Resource-Policy") in {"", "same-origin", "same-site"}
        else -20
    )


TESTS: tuple[Callable[[Site], int], ...] = (
    cookies,
    cross_origin_sharing,
    content_security_policy,
    hsts,
    redirection,
    referrer_policy,
    subresource_integrity,
    content_type_options,
    frame_options,
    cross_origin_resource_policy,
)


def _scripts(html: str) -> Iterator[str]:
    class Finder(HTMLParser):
        found: list[str] = []

        def handle_starttag(self, tag, attributes):
            source = dict(attributes).get("src")
            if tag == "script" and source:
                self.found.append(source)

    finder = Finder()
    finder.feed(html)
    return iter(finder.found)
