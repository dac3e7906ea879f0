"""French typography for texts that come from files."""

import re

from django import template

from schemes.wording import NO_BREAK_SPACE

register = template.Library()

BEFORE = re.compile(r" (?=[?!:;»%€])")
AFTER = re.compile(r"(?<=«) ")


@register.filter
def unbroken(text: str) -> str:
    """`text` whose signs never start or end a line alone: « que faire ? »."""
    return AFTER.sub(NO_BREAK_SPACE, BEFORE.sub(NO_BREAK_SPACE, text))
