"""The pages behind a preview link: the card as its readers would see it, and its plain version."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from schemes.models import Scheme
from schemes.nearby import Nearby
from schemes.previews import PreviewClosed, PreviewForged, read_preview
from schemes.refusals import Refusal
from schemes.rulebook import load_rulebook

FORGED = "Ce lien d'aperçu n'est pas valable : il a été coupé ou modifié. Demandez-le à nouveau."


def for_validators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Reads the link; whatever the answer, no copy of it is kept and no robot lists it."""

    @wraps(view)
    def preview(request: HttpRequest, token: str) -> HttpResponse:
        try:
            scheme = read_preview(token, timezone.localdate())
        except PreviewForged as error:
            raise Refusal(FORGED) from error
        except PreviewClosed:
            response = render(request, "schemes/preview_closed.html", status=410)
        else:
            response = view(request, token, scheme)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return require_safe(preview)


@for_validators
def card(request: HttpRequest, token: str, scheme: Scheme) -> HttpResponse:
    nearby = Nearby(scheme, request.GET)
    context = {
        "scheme": scheme,
        "rules": load_rulebook(Scheme.objects.filter(pk=scheme.pk)).rulesets[scheme.slug],
        "nearby": nearby,
        "notices": nearby.notices,
        "token": token,
    }
    return render(request, "schemes/preview.html", context)


@for_validators
def plain(request: HttpRequest, token: str, scheme: Scheme) -> HttpResponse:
    if not scheme.has_plain:
        return redirect("schemes:preview", token)
    return render(request, "schemes/preview_plain.html", {"scheme": scheme, "token": token})
