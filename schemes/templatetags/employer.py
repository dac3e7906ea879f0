"""{{ point.text|closed_in:closed }}: the schemes named there that the status closes."""

from django import template

from schemes.employer_closed import Closed

register = template.Library()


@register.filter
def closed_in(text: str, closed: Closed) -> list[str]:
    return closed.named_in(text)
