"""No page of the sitemap or of the pathway breaks a rule of WCAG 2.2 AA or RGAA 4 that axe sees.

Nor does one hang out of its window, say an error in the console or ask anybody else for a file.
"""

import pytest
from django.conf import settings

from tests.browser.conftest import NARROW, WIDE
from tests.browser.everywhere.addresses import ODD, PATHWAY, Walker, one_of_each_kind, sitemap
from tests.browser.everywhere.auditing import Window, audit

pytestmark = pytest.mark.browser

AT_200_PERCENT = {"width": 640, "height": 450}  # what is left of 1280 pixels


def test_every_address_of_the_sitemap(production, browser_type_launch_args):
    """With its scripts in the light, and without them in the dark."""
    addresses = sitemap(production)
    light = Window("light", WIDE)
    dark = Window("dark, no script", WIDE, "dark", scripts=False)
    visits = [(light, addresses), (dark, addresses)]
    assert audit(production, browser_type_launch_args, *visits) == []


def test_one_page_of_each_kind_on_a_telephone(production, browser_type_launch_args):
    addresses = [*one_of_each_kind(sitemap(production)), *ODD]
    dark = Window("telephone, dark", NARROW, "dark")
    light = Window("telephone, no script", NARROW, scripts=False)
    visits = [(dark, addresses), (light, addresses)]
    assert audit(production, browser_type_launch_args, *visits) == []


def test_one_page_of_each_kind_at_200_percent(production, browser_type_launch_args):
    addresses = one_of_each_kind(sitemap(production))
    visits = [(Window("200 %", AT_200_PERCENT), addresses[start::2]) for start in (0, 1)]
    assert audit(production, browser_type_launch_args, *visits) == []


def test_the_pathway_of_somebody_who_has_answered(production, browser_type_launch_args):
    kept = {cookie.name: cookie.value for cookie in Walker(production).answer().cookies}
    name = settings.SESSION_COOKIE_NAME
    cookies = [{"name": name, "value": kept[name]}]
    light = Window("answered", WIDE, cookies=cookies)
    dark = Window("answered, dark, telephone", NARROW, "dark", scripts=False, cookies=cookies)
    visits = [(light, PATHWAY), (dark, PATHWAY)]
    assert audit(production, browser_type_launch_args, *visits) == []
