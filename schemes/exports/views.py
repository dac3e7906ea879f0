"""The exports over HTTP: whole, streamed, throttled; narrowed by the catalogue's parameters."""

import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from schemes.exports.reading import Cards
from schemes.exports.table import rows
from schemes.serializers import CardSerializer


class ExportThrottle(AnonRateThrottle):
    """A whole catalogue costs more than a page of the API."""

    scope = "exports"


class OneFormat(BaseContentNegotiation):
    """An export is what its address says, whatever the reader accepts: it is a file."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


@extend_schema(exclude=True)
class Export(APIView):
    content_negotiation_class = OneFormat
    metadata_class = None
    throttle_classes = (ExportThrottle,)
    with_past = True
    media_type = "application/json"
    file_name = ""

    def get(self, request: Request) -> StreamingHttpResponse:
        cards = Cards(request.query_params, timezone.localdate(), with_past=self.with_past)
        headers = {"Content-Disposition": f'attachment; filename="{self.file_name}"'}
        if cards.messages:
            headers["X-Messages"] = quote(" ".join(cards.messages))
        parts = self.parts(cards)
        return StreamingHttpResponse(parts, content_type=self.media_type, headers=headers)

    def parts(self, cards: Cards) -> Iterator[str]:
        raise NotImplementedError


class TableExport(Export):
    media_type = "text/csv; charset=utf-8"
    file_name = "dispositifs.csv"

    def parts(self, cards: Cards) -> Iterator[str]:
        return rows(cards, cards.rules)


class JSONExport(Export):
    file_name = "dispositifs.json"

    def parts(self, cards: Cards) -> Iterator[str]:
        """The same shape as a page of the API, with every card whole."""
        context = {"request": self.request}
        yield f'{{"count":{cards.count},"messages":{as_json(cards.messages)},"results":['
        yield from listed(CardSerializer(scheme, context=context).data for scheme in cards)
        yield "]}\n"


class InclusionExport(Export):
    with_past = False  # a service that is no more misleads whoever looks for one
    file_name = "data-inclusion.json"

    def parts(self, cards: Cards) -> Iterator[str]:
        from schemes.exports.inclusion import Writer  # noqa: PLC0415  ten megabytes of schemas

        writer = Writer(cards, self.request.build_absolute_uri)
        yield '{"services":['
        yield from listed(writer.services())
        yield '],"structures":['
        yield from listed(writer.structures.values())
        yield f'],"messages":{as_json([*cards.messages, *writer.messages])}}}\n'


def listed(items: Iterable[object]) -> Iterator[str]:
    """The items of a JSON list, one a line."""
    for index, item in enumerate(items):
        yield f"{',' if index else ''}\n{as_json(item)}"


def as_json(value: object) -> str:
    return json.dumps(value, cls=JSONRenderer.encoder_class, ensure_ascii=False)
