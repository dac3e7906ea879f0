"""Forms without a token, for pages that are the same for all readers and kept for them.

A token goes with a cookie of its own: a page that holds one is made anew for each reader.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]

AGAIN = "Votre navigateur est ancien : refaites ce choix sur cette page."
FIELD = "csrfmiddlewaretoken"


def token_or_origin(instead: str) -> Callable[[View], View]:
    """A POST needs no token where the browser says that it comes from a page of ours.

    Scripts of other sites cannot write these headers (Fetch Metadata; RFC 6454, section 7). A
    browser too old to send either is led to the page `instead`, whose form has a token.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method == "POST" and not is_from_here(request):
                refusal = CsrfViewMiddleware(view).process_view(request, view, args, kwargs)
                if refusal is not None:
                    return refusal if FIELD in request.POST else _again(request, instead)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def _again(request: HttpRequest, instead: str) -> HttpResponse:
    messages.info(request, AGAIN)
    return redirect(instead)


def is_from_here(request: HttpRequest) -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
