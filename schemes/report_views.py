"""Reporting an error on a card."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.throttling import BaseThrottle

from schemes.models import Scheme
from schemes.reports import ReportForm, may_send

TRAPPED = (
    "Votre message n'a pas été enregistré : un champ caché, réservé aux robots, a été rempli. "
    "Si un outil remplit les formulaires à votre place, relisez et envoyez de nouveau."
)
TOO_MANY = (
    "Vous avez déjà envoyé plusieurs messages : celui-ci n'a pas été enregistré. "
    "Réessayez dans une heure, rien n'est perdu dans cette page."
)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str):
    scheme = get_object_or_404(Scheme.objects.published(), slug=slug)
    form = ReportForm(request.POST or None)
    notices = []
    if request.method == "POST" and form.is_valid():
        notices = refusals(request, form)
        if not notices:
            form.instance.scheme = scheme
            form.save()
            return redirect("schemes:report-thanks", slug)
    context = {"scheme": scheme, "form": form, "notices": notices}
    return render(request, "schemes/report.html", context)


def refusals(request: HttpRequest, form: ReportForm) -> list[str]:
    """Why a message that reads well is not kept; calm words, whoever sent it."""
    if form.is_trapped:
        return [TRAPPED]
    address = BaseThrottle().get_ident(request)  # knows how many proxies stand in front
    return [] if may_send(address, request.session.session_key) else [TOO_MANY]


@require_safe
def thanks(request: HttpRequest, slug: str):
    scheme = get_object_or_404(Scheme.objects.published(), slug=slug)
    return render(request, "schemes/report_thanks.html", {"scheme": scheme})
