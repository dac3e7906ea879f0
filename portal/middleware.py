"""What every answer carries, and the few requests that go no further."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponse]

TOO_LARGE: Final = "Le corps de la requête est trop volumineux."
NUL: Final = "\x00"
NUL_MESSAGE: Final = "L'adresse contient un caractère nul, qui n'est pas admis."


def cross_origin_resource_policy(get_response: GetResponse) -> GetResponse:
    """No other site may embed what this one serves, static files included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def no_store(get_response: GetResponse) -> GetResponse:
    """Pages shown to somebody who has a session may tell of the answers in it: keep no copy.

    The pathway is never kept, session or not, so that "back" after « Effacer mes réponses »
    on a shared computer asks the server. Comes after SessionMiddleware.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        pathway = request.path_info.startswith(settings.PATHWAY_PREFIX)
        if pathway or not request.session.is_empty():
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def refuse_large_bodies(get_response: GetResponse) -> GetResponse:
    """Answers 413 before a byte of the body is read; only the admin's files may be larger.

    Django alone bounds forms, with a 400, and lets files through whatever their size.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if path.startswith(settings.ADMIN_PREFIX):
            most = settings.FILE_UPLOAD_MAX_SIZE
        if _announced(request) <= most:
            return get_response(request)
        if path.startswith(settings.API_PREFIX):
            return _refusal(TOO_LARGE, 413)
        return render(request, "413.html", status=413)

    return middleware


def _refusal(detail: str, status: int) -> JsonResponse:
    """As the API refuses: letters with their accents."""
    return JsonResponse(
        {"detail": detail}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def _announced(request: HttpRequest) -> int:
    """The length that the request gives itself; without one, no body is read at all."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """PostgreSQL refuses NUL in text: stop it at the door, once for pages, API and admin.

    A form's CharField refuses it by itself, but choices looked up in the database and
    hand-written lookups do not. Bodies are left to forms and serializers, which all check.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _holds_nul(request):
            return get_response(request)
        if request.path_info.startswith(settings.API_PREFIX):
            return _refusal(NUL_MESSAGE, 400)
        raise BadRequest(NUL_MESSAGE)

    return middleware


def _holds_nul(request: HttpRequest) -> bool:
    """A quoted cookie can spell NUL as an octal escape, and is looked up in the database."""
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    query_string = request.META.get("QUERY_STRING", "")
    return "%00" in query_string or NUL in f"{query_string}{request.path_info}{session_key}"
