"""Public pages that have not changed are not made again: one query, then 304 or the kept page.

A page of the catalogue depends on the version of the catalogue, the day (dates of validity), the
code and the request alone. Not so for somebody who has a session: see `no_store`.
"""

from collections.abc import Callable
from datetime import datetime, time
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date

from portal.build import build
from portal.kept_pages import KeptPages
from portal.last_version import LastVersion
from schemes import versions
from schemes.models.version import Version

TEXTS: Final = {"home", "about", "privacy", "accessibility", "legal", "sitemap",
                "sitemap-section", "feed"}  # fmt: skip
CATALOGUE: Final = "schemes"  # the namespace of its pages
READ_BY_PAGES: Final = ("Accept", "HX-Request")
VARY: Final = ("Cookie", *READ_BY_PAGES)


class Validators(NamedTuple):
    """`key` is that of the page in this process, whatever cookie its reader holds."""

    etag: str
    last_modified: int  # seconds since 1970
    key: str


class ConditionalGet:
    """Comes after SessionMiddleware and `no_store`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.pages = KeptPages(settings.KEPT_PAGES)
        self.version = LastVersion()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with versions.pinned():
            response = self.get_response(request)
        validators = getattr(request, "validators", None)
        if validators and _may_be_kept(request, response):
            _tell_caches(response, validators)
            if not response.cookies and not _is_api(request):  # the API counts who asks too often
                self.pages.keep(validators.key, response)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """The answer to a browser that holds the page already, before the view is run."""
        if request.method not in {"GET", "HEAD"} or not _is_public(request):
            return None
        version, is_known = self.version.read()
        if version is None:
            return None
        validators = _validators(request, version)
        answer = get_conditional_response(request, validators.etag, validators.last_modified)
        if answer is None and not (is_known and _wants_it_anew(request)):
            answer = self.pages.get(validators.key)
        if answer is not None:
            _tell_caches(answer, validators)
        elif is_known:  # what is made while the database is away is not kept
            request.validators = validators
        return answer


def _is_public(request: HttpRequest) -> bool:
    match = request.resolver_match
    known = match.namespace == CATALOGUE or match.url_name in TEXTS
    return (known or _is_api(request)) and request.session.is_empty()


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.API_PREFIX)


def _wants_it_anew(request: HttpRequest) -> bool:
    """As a browser says when its reader reloads a page."""
    return "no-cache" in request.headers.get("Cache-Control", "")


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """A page that hands out a cookie holds a token that goes with it: it is made each time.

    So is one that says itself that it is not to be stored, and whatever is no plain success.
    """
    is_new = set(response.cookies) - set(request.COOKIES)
    told = response.headers.get("Cache-Control", "")
    is_plain = response.status_code == HTTPStatus.OK and not response.streaming
    return is_plain and not is_new and "no-store" not in told and request.session.is_empty()


def _validators(request: HttpRequest, version: Version) -> Validators:
    today = timezone.localdate()
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    key = _digest(request, version.stamp, today.isoformat())
    token = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return Validators(
        f'W/"{_hashed(key + token)}"',  # weak: the same, compressed or not
        int(max(version.changed_at, midnight).timestamp()),
        f"{key} gzip" if _accepts_gzip(request) else key,
    )


def _digest(request: HttpRequest, *state: str) -> str:
    asked = (request.scheme, request.get_host(), request.get_full_path())
    headers = (request.headers.get(name, "") for name in READ_BY_PAGES)
    return _hashed(repr((build(), *state, *asked, *headers)))


def _accepts_gzip(request: HttpRequest) -> bool:
    return bool(re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")))


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def _tell_caches(response: HttpResponse, validators: Validators) -> None:
    """To be kept, and to be asked about each time."""
    response.headers["ETag"] = validators.etag
    response.headers["Last-Modified"] = http_date(validators.last_modified)
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, VARY)
