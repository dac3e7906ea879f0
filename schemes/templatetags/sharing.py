"""What a card says of itself to machines."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from schemes.models import Scheme
from schemes.structured_data import as_script, card_data

register = template.Library()


@register.simple_tag(takes_context=True)
def card_json_ld(context: template.Context, scheme: Scheme) -> SafeString:
    address = context["request"].build_absolute_uri(scheme.get_absolute_url())
    return mark_safe(as_script(card_data(scheme, address)))  # noqa: S308  escaped by as_script
