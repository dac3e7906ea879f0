"""What is answered while the database cannot be reached or written: 503, and when to come back.

Django asks here for the page of every error that nobody caught. A fault of ours stays a 500.
"""

import sys
from http import HTTPStatus
from sqlite3 import SQLITE_ERROR
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views import defaults

RETRY_AFTER: Final = 30  # seconds
DETAIL: Final = "Le service est momentanément indisponible : réessayez dans une minute."
LIMIT_EXCEEDED: Final = "54"  # PostgreSQL's class of statements that are too complex for it


def server_error(request: HttpRequest) -> HttpResponse:
    if not is_out_of_reach(sys.exc_info()[1]):
        return defaults.server_error(request)
    response = _answer(request)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(response)
    return response


def is_out_of_reach(error: BaseException | None) -> bool:
    """Down, slow, full or locked. Not so where the statement itself is at fault."""
    if not isinstance(error, InterfaceError | OperationalError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return code != SQLITE_ERROR and not state.startswith(LIMIT_EXCEEDED)


def _answer(request: HttpRequest) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    if request.path_info.startswith(settings.API_PREFIX):
        told = {"ensure_ascii": False}  # letters with their accents
        return JsonResponse({"detail": DETAIL}, status=status, json_dumps_params=told)
    return render(request, "503.html", status=status)
