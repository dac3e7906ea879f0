"""Files for machines: sitemap.xml, robots.txt, and security.txt after RFC 9116."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.sitemaps import SITEMAPS
from schemes.rulebook import is_large

# What is one person's, or has nothing to find. A robot that ignores it learns nothing more.
HIDDEN = ("/admin/", "/parcours/questions/", "/parcours/reponses/", "/parcours/plan/", "/plans/")
VALID_FOR = timedelta(days=180)  # the RFC asks for less than a year


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """One file; of a large catalogue an index of several, since the format bounds each."""
    if is_large():
        return sitemap_views.index(request, SITEMAPS, sitemap_url_name="sitemap-section")
    return sitemap_views.sitemap(request, SITEMAPS)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in HIDDEN), "", f"Sitemap: {sitemap}"]
    return _text(lines)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness: SECURITY_CONTACT, else the page that says who runs the site."""
    contact = settings.SECURITY_CONTACT or request.build_absolute_uri(reverse("legal"))
    expires = (timezone.now() + VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    return _text([
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: fr, en",
        f"Canonical: {request.build_absolute_uri()}",
    ])  # fmt: skip


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for by this name on pages that name no icon, as those of the admin."""
    return redirect(static("mark.svg"))


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
