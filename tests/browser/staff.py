"""What browser tests of the admin share: a session, and what axe says of a screen."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import RULES

SHOWN = 160  # characters of what is at fault


def session_of(user: User) -> str:
    """Written for good by a fixture: the server would not see what a test's transaction holds."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def let_in(visitor: Visitor, session: str) -> Visitor:
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": visitor.site}
    visitor.page.context.add_cookies([cookie])
    return visitor


def faults(visitor: Visitor, *places: str, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the page, or in `places` of it, folded parts unfolded."""
    page = visitor.page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    inside = {"include": [[place] for place in places or ("html",)]}
    inside |= {"exclude": [[place] for place in without]} if without else {}
    # Preloading, axe writes styles that the policy refuses.
    found = Axe().run(page, context=inside, options={**RULES, "preload": False})
    return [
        f"{visitor.path} {rule['id']}: {node['target'][0]} {node['html'][:SHOWN]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def fits(visitor: Visitor) -> bool:
    return visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def check(visitor: Visitor) -> None:
    """The whole page, as it is now."""
    found = faults(visitor)
    assert not found, found
    assert fits(visitor), visitor.path
