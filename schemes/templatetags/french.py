"""French typography for texts that come from files, and telephone numbers that can be called."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from schemes.phones import numbers_in
from schemes.wording import NO_BREAK_SPACE

register = template.Library()

BEFORE = re.compile(r" (?=[?!:;»%€])")
# No h: most that begin our names are aspirated (« de Handyn'Action »).
VOWELS = frozenset("aàâeéèêëiîïoôuùœæ")
AFTER = re.compile(r"(?<=«) ")


@register.filter
def unbroken(text: str) -> str:
    """`text` whose signs never start or end a line alone: « que faire ? »."""
    return AFTER.sub(NO_BREAK_SPACE, BEFORE.sub(NO_BREAK_SPACE, text))


@register.filter
def after_de(name: object) -> str:
    """« d'Apec », « de Cap emploi »."""
    text = str(name)
    return f"d'{text}" if text[:1].lower() in VOWELS else f"de {text}"


@register.filter
def callable_numbers(text: str) -> SafeString:
    """`text`, escaped, with a link on each telephone number."""
    html, parts, last = str(conditional_escape(text)), [], 0
    for start, end, number in numbers_in(html):
        link = format_html('<a href="tel:{}">{}</a>', number, html[start:end])
        parts += [html[last:start], link]
        last = end
    return mark_safe("".join([*parts, html[last:]]))  # noqa: S308  escaped above
