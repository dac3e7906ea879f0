"""The pages of field experience: « retours d'expérience »."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from schemes.initiative_filter import InitiativeFilter
from schemes.models import Initiative
from schemes.paging import page_of
from schemes.views import query_without_page

PAGE_SIZE = 20


@require_safe
def initiatives(request):
    filters = InitiativeFilter(request.GET, Initiative.objects.for_list())
    page, notice = page_of(Paginator(filters.qs.distinct(), PAGE_SIZE), request.GET.get("page"))
    context = {
        "form": filters.form,
        "page": page,
        "notices": [*filters.notices, *notice],
        "query": query_without_page(request),
    }
    return render(request, "schemes/initiatives.html", context)


@require_safe
def initiative(request, slug):
    found = get_object_or_404(Initiative.objects.for_page(), slug=slug)
    return render(request, "schemes/initiative.html", {"initiative": found})
