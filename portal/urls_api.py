"""The open API, put together: the catalogue, the verdicts, the schema and its page."""

from django.urls import include, path, re_path

from portal import api
from schemes.api import NoSuchAddress

urlpatterns = [
    path("", include("schemes.urls_api")),
    path("", include("pathways.urls_api")),
    path("schema/", api.SchemaView.as_view(), name="api-schema"),
    path("docs/", api.DocsView.as_view(), name="api-docs"),
    # With its slash alone: an address that lacks it is still led to the one that has it.
    re_path(r"^(?:.*/)?$", NoSuchAddress.as_view()),
]
