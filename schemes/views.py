"""The catalogue's pages: list, card, glossary."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from schemes.counting import count_search
from schemes.filters import SchemeFilter
from schemes.glossary import GlossaryFilter
from schemes.models import Scheme
from schemes.nearby import Nearby
from schemes.paging import CountedPaginator, page_of
from schemes.rows import SHOWN, rows_of
from schemes.rulebook import rules_of
from schemes.search.shown import Shown

PAGE_SIZE = 24


@require_safe
def catalogue(request):
    today = timezone.localdate()
    filters = SchemeFilter(request.GET, today=today)
    pages = CountedPaginator(filters.in_pages(*SHOWN), PAGE_SIZE, filters.count)
    page, notice = page_of(pages, request.GET.get("page"))
    count_search(request.session, filters.found)
    shown = Shown(filters.found)
    context = {
        "filters": filters,
        "form": filters.form,
        "found": filters.found,
        "shown": shown,
        "page": page,
        "rows": rows_of(list(page), shown, today),
        "notices": [*filters.notices, *notice],
        "query": filters.query_without(),
    }
    return render(request, "schemes/catalogue.html", context)


def query_without_page(request) -> str:
    """The filters as a query string, for the links from page to page."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


@require_safe
def card(request, slug):
    scheme = get_object_or_404(Scheme.objects.published().for_card(), slug=slug)
    nearby = Nearby(scheme, request.GET)
    context = {
        "scheme": scheme,
        "rules": rules_of([slug]).rulesets[slug],
        "nearby": nearby,
        "notices": nearby.notices,
    }
    return render(request, "schemes/card.html", context)


@require_safe
def plain(request, slug):
    schemes = Scheme.objects.published().filter(plain__isnull=False).select_related("plain")
    return render(request, "schemes/plain.html", {"scheme": get_object_or_404(schemes, slug=slug)})


@require_safe
def glossary(request):
    filters = GlossaryFilter(request.GET)
    context = {"filters": filters, "notices": filters.notices}
    return render(request, "schemes/glossary.html", context)
