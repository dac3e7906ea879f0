"""The schema of the API and the page that shows it."""

from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
)
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response


class SchemaView(SpectacularAPIView):
    """Whatever the query: `lang` would be kept in memory, `version` copied into a header.

    JSON unless YAML is asked for: not all readers of YAML take the department 08 for a text.
    """

    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return self._get_schema_response(request)

    def _get_version_parameter(self, request: Request) -> None:
        return None


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files, its script apart, as the policy of the site asks."""

    url_name = "api-schema"
    template_name = "portal/api.html"
