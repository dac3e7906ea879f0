"""Reading everything in plain words: a switch that stays on for the visit."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schemes.models import Scheme
from schemes.tokenless import token_or_origin
from schemes.way_back import way_back

KEY = "mots_simples"  # in the session: how one reads, nothing of who reads
NO_PLAIN = "Cette fiche n'a pas encore de version en mots simples : voici la fiche complète."

View = Callable[..., HttpResponse]


class SwitchForm(forms.Form):
    """On or off, and the page to come back to."""

    actif = forms.TypedChoiceField(
        choices=[("1", "Oui"), ("0", "Non")], coerce=lambda value: value == "1"
    )
    suite = forms.CharField(required=False, max_length=500)


def is_on(request: HttpRequest) -> bool:
    return bool(request.session.get(KEY))


@require_http_methods(["GET", "HEAD", "POST"])
@token_or_origin(instead="schemes:plain-switch")
def switch(request: HttpRequest) -> HttpResponse:
    form = SwitchForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "schemes/plain_switch.html", {"is_on": is_on(request)})
    if form.cleaned_data["actif"]:
        request.session[KEY] = True
    else:
        request.session.pop(KEY, None)
    return redirect(way_back(request, form.cleaned_data["suite"]) or "schemes:plain-switch")


def opens_plain(view: View) -> View:
    """A card's view that shows the plain version to whoever reads in plain words.

    Any parameter asks for the whole card (« ?complete=1 » of the plain version's link, the
    department of its contacts); a card without plain version says so.
    """

    @wraps(view)
    def card(request: HttpRequest, slug: str) -> HttpResponse:
        if request.GET or not is_on(request):
            return view(request, slug)
        found = Scheme.objects.published().filter(slug=slug).values_list("plain__pk").first()
        if found and found[0]:
            return redirect("schemes:plain", slug)
        if found:
            messages.info(request, NO_PLAIN)
        return view(request, slug)

    return card
