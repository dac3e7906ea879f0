"""Reads and sends the pages of the admin as a browser does."""

import re
from html import unescape

from django.forms import Form
from django.test import Client
from django.urls import reverse


def address(row) -> str:
    return reverse(f"admin:schemes_{row._meta.model_name}_change", args=[row.pk])


def shown(client: Client, url: str) -> dict:
    """What a browser would send back of the page at `url`, nothing changed."""
    context = client.get(url).context
    data = fields_of(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= fields_of(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= fields_of(form)
    return data


def fields_of(form: Form) -> dict:
    data = {}
    for bound in form:
        value = bound.value()
        if value is not None and value is not False:
            data[bound.html_name] = "on" if value is True else value
    return data


def save(client: Client, row, **changes: object):
    return client.post(address(row), shown(client, address(row)) | changes)


def faults(response) -> str:
    """The text of a page that refuses."""
    assert response.status_code == 200, "it was saved"
    return unescape(response.content.decode())


def saved(response) -> bool:
    errors = re.findall(r'<ul class="errorlist.*?</ul>', response.content.decode(), re.DOTALL)
    assert errors == []
    return response.status_code == 302


def sent_again(response, **answers: str) -> dict[str, str]:
    """What a browser sends of the page of confirmation."""
    page = response.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in hidden} | answers
