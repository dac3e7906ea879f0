"""The employer's entrance: by event, by status."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from schemes.employer import (
    OperatorFilter,
    SituationFilter,
    calls_for,
    offers_for,
    rulebook_of,
)
from schemes.employer_closed import Closed, closed_schemes
from schemes.models import EmployerSituation


@require_safe
def home(request):
    filters = OperatorFilter(request.GET)
    context = {
        "events": EmployerSituation.objects.events(),
        "statuses": EmployerSituation.objects.statuses(),
        "form": filters.form,
        "operator": filters.operator,
        "notices": filters.notices,
    }
    return render(request, "schemes/employer.html", context)


@require_safe
def situation(request, slug):
    shown = EmployerSituation.objects.for_page().filter(slug=slug).first()
    if shown is None:
        raise Http404("Cette situation n'existe pas.")
    rulebook = rulebook_of(shown)
    filters = SituationFilter(request.GET, situation=shown, vocabulary=rulebook.vocabulary)
    today = timezone.localdate()
    others = EmployerSituation.objects.filter(kind=shown.kind).exclude(pk=shown.pk)
    context = {
        "situation": shown,
        "form": filters.form,
        "filters": filters,
        "offers": offers_for(shown.proposals.all(), rulebook, filters.profile, today),
        "closed": Closed(closed_schemes(filters, rulebook, today)),
        "calls": calls_for(shown, filters),
        "operator": filters.operator,
        "notices": filters.notices,
        "others": [(other, filters.address_of(other)) for other in others],
    }
    return render(request, "schemes/employer_situation.html", context)
