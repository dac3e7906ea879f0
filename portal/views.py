"""Home and the pages that every site must have."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schemes.enums import VerdictValue
from schemes.models import Scheme, Source, Stage
from schemes.refusals import Refusal


@require_safe
def home(request):
    context = {
        "stages": Stage.objects.prefetch_related("needs"),
        "count": Scheme.objects.published().current().count(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def about(request):
    return render(request, "portal/about.html", {"sources": Source.objects.all()})


def permission_denied(request, exception):
    """The page 403; only a refusal that is meant for the reader says why."""
    reason = str(exception) if isinstance(exception, Refusal) else ""
    return render(request, "403.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)


@require_safe
def page(request, template):
    """A page of text alone."""
    return render(request, template)


@require_safe
def styles(request):
    """Every component in every state, for whoever works on the site."""
    if not settings.DEBUG:
        raise Http404("Cette page n'existe que sur la machine d'un développeur.")
    context = {
        "schemes": Scheme.objects.published().for_list()[:2],
        "verdicts": VerdictValue,
        "stages": Stage.objects.prefetch_related("needs"),
    }
    return render(request, "portal/styles.html", context)
