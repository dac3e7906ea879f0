"""Home and the pages that every site must have."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from schemes.models import Scheme, Source, Stage


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


@require_safe
def page(request, template):
    """A page of text alone."""
    return render(request, template)
