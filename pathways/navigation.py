"""Where an answer leads: to the next question, the summary or the map. No answer in any URL."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from schemes.enums import StageSlug

RETURNS = {"reponses": "pathways:summary", "carte": "pathways:stages"}


def stage_of(request) -> str:
    """The stage that the questions are about, or nothing for all of them."""
    asked = request.POST.get("etape") or request.GET.get("etape") or ""
    return asked if asked in StageSlug.values else ""


def wants(request, place: str) -> bool:
    """Whether the form says that it was opened from `place`, and goes back there."""
    return place in (request.POST.get("retour"), request.GET.get("retour"))


def after_answer(request) -> str:
    """The address that follows an answer."""
    place = RETURNS.get(request.POST.get("retour", ""))
    return reverse(place) if place else with_stage("pathways:next", stage_of(request))


def with_stage(name: str, stage: str, *args) -> str:
    address = reverse(name, args=args)
    return f"{address}?{urlencode({'etape': stage})}" if stage else address


def posted(instead: str) -> Callable:
    """The view changes something, so by POST alone; whoever only opens its address is led on.

    That happens by the history of a browser, or when a page is reloaded.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def led(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            return view(request, *args, **kwargs) if request.method == "POST" else redirect(instead)

        return led

    return decorate
