"""The directory: whom to call, by role, by word, by department; each as a vCard."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schemes.directory import DirectoryFilter
from schemes.models import Organisation
from schemes.paging import page_of
from schemes.tile_map import FRAME, tiles
from schemes.vcard import vcard

PAGE_SIZE = 30


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    filters = DirectoryFilter(request.GET)
    directory, department = filters.directory, filters.department
    page, notice = page_of(Paginator(directory.listings, PAGE_SIZE), request.GET.get("page"))
    names = {slug: place.name for slug, place in filters.departments.items()}
    context = {
        "form": filters.form,
        "directory": directory,
        "department": department,
        "page": page,
        "notices": [*filters.notices, *notice],
        "query": _query_without(request, "page"),
        "map_query": _query_without(request, "page", "departement"),
        "tiles": tiles(names, directory.local_counts, department.slug if department else ""),
        "map_frame": FRAME,
    }
    return render(request, "schemes/contacts.html", context)


def _query_without(request: HttpRequest, *names: str) -> str:
    """What else was chosen, as a query string, for the links of the page."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


@require_safe
def contact_card(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.prefetch_related("contacts"), slug=slug)
    page = request.build_absolute_uri(reverse("schemes:contacts"))
    response = HttpResponse(
        vcard(organisation, organisation.contacts.all(), page), "text/vcard; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{slug}.vcf"'
    return response
