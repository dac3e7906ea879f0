"""The portal's addresses and a page that costs nothing but the server, of any size."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal

TEXT = b"Texte constant. "


def constant(request: HttpRequest, size: int) -> HttpResponse:
    return HttpResponse((TEXT * (size // len(TEXT) + 1))[:size])


urlpatterns = [path("constante/<int:size>/", constant), *portal]
