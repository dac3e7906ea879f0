"""The open API of the catalogue: read-only, anonymous."""

from functools import partial
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from schemes.api_schema import CATALOGUE_PARAMETERS, DIRECTORY_PARAMETERS, refusals
from schemes.directory import ContactFilter
from schemes.filters import SchemeFilter
from schemes.models import Condition, Contact, Criterion, GlossaryTerm, Scheme
from schemes.paging import CountedPaginator
from schemes.rulebook import load_vocabulary
from schemes.serializers import (
    CardRowSerializer,
    CardSerializer,
    ContactSerializer,
    CriterionSerializer,
    TermSerializer,
)


class Pages(PageNumberPagination):
    """The pages of a list, with what its filters left aside in `messages`."""

    page_query_description = "Numéro de la page."
    invalid_page_message = "Cette page n'existe pas."

    def __init__(self):
        self.messages: list[str] = []

    def count_is(self, count: int) -> None:
        """The filters know it: no query counts the rows."""
        self.django_paginator_class = partial(CountedPaginator, count=count)

    def get_paginated_response(self, data: list) -> Response:
        response = super().get_paginated_response(data)
        response.data["messages"] = self.messages
        return response

    def get_paginated_response_schema(self, schema: dict) -> dict:
        address = {"type": ["string", "null"], "format": "uri"}
        messages = {
            "type": "array",
            "items": {"type": "string"},
            "description": "Ce qui, dans la demande, n'existe pas et a été laissé de côté.",
        }
        properties = {
            "count": {"type": "integer", "description": "Nombre de résultats, toutes pages."},
            "next": address,
            "previous": address,
            "results": schema,
            "messages": messages,
        }
        return {"type": "object", "required": list(properties), "properties": properties}


class LongPages(Pages):
    """For rows of a few lines."""

    page_size = 100


class OpenView(GenericAPIView):
    filter_backends = ()  # filter sets tell what they left aside, which no backend does
    pagination_class = Pages
    metadata_class = None  # OPTIONS would show class names and English docstrings


class FilteredList(OpenView, ListAPIView):
    """A list of which the filter set `read_filters` speaks up through `messages`."""

    def read_filters(self, queryset: QuerySet):
        raise NotImplementedError

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        filters = self.read_filters(queryset)
        self.paginator.messages = filters.notices
        return filters.qs


@extend_schema_view(
    get=extend_schema(
        operation_id="lister_dispositifs",
        summary="Les dispositifs publiés, en bref",
        description="Mêmes paramètres que la page « Dispositifs » du portail.",
        parameters=CATALOGUE_PARAMETERS,
        responses={200: CardRowSerializer(many=True), **refusals(404)},
    )
)
class SchemeList(FilteredList):
    serializer_class = CardRowSerializer
    queryset = Scheme.objects.all()  # the filters leave those of the list, which are published

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        filters = self.read_filters(queryset)
        self.paginator.messages = filters.notices
        self.paginator.count_is(filters.count)
        return filters.qs.for_list()

    def read_filters(self, queryset: QuerySet) -> SchemeFilter:
        return SchemeFilter(self.request.query_params, queryset, today=timezone.localdate())


@extend_schema_view(
    get=extend_schema(
        operation_id="lire_dispositif",
        summary="Un dispositif entier",
        description="Tout ce que dit la fiche, et ses conditions d'accès avec leur source.",
        responses={200: CardSerializer, **refusals(404)},
    )
)
class SchemeDetail(OpenView, RetrieveAPIView):
    serializer_class = CardSerializer
    queryset = (
        Scheme.objects.published()
        .for_card()
        .prefetch_related("audiences", Prefetch("conditions", Condition.objects.with_tests()))
    )
    lookup_field = "slug"

    def get_object(self) -> Scheme:
        """Not Django's 404, which is in English."""
        scheme = self.get_queryset().filter(slug=self.kwargs["slug"]).first()
        if scheme is None:
            raise NotFound("Ce dispositif n'existe pas, ou n'est pas publié.")
        return scheme


@extend_schema_view(
    get=extend_schema(
        operation_id="lister_criteres",
        summary="Les questions dont dépendent les conditions d'accès",
        description="Les clés et les valeurs de « profil », dans l'ordre où les poser.",
        responses={200: CriterionSerializer(many=True), **refusals()},
    )
)
class CriterionList(OpenView):
    serializer_class = CriterionSerializer
    pagination_class = None  # a vocabulary is of use whole

    def get(self, request: Request) -> Response:
        about = dict(Criterion.objects.values_list("key", "about"))
        context = {"about": about}
        return Response(CriterionSerializer(load_vocabulary(), many=True, context=context).data)


@extend_schema_view(
    get=extend_schema(
        operation_id="lister_contacts",
        summary="L'annuaire : qui appeler",
        description="Les contacts des organismes, par rôle et par département.",
        parameters=DIRECTORY_PARAMETERS,
        responses={200: ContactSerializer(many=True), **refusals(404)},
    )
)
class ContactList(FilteredList):
    serializer_class = ContactSerializer
    pagination_class = LongPages
    queryset = Contact.objects.for_directory()

    def read_filters(self, queryset: QuerySet) -> ContactFilter:
        return ContactFilter(self.request.query_params, queryset)


@extend_schema_view(
    get=extend_schema(
        operation_id="lister_glossaire",
        summary="Le glossaire",
        description="Les termes et les sigles de la formation et du handicap, expliqués.",
        responses={200: TermSerializer(many=True), **refusals(404)},
    )
)
class TermList(OpenView, ListAPIView):
    serializer_class = TermSerializer
    pagination_class = LongPages
    queryset = GlossaryTerm.objects.select_related("scheme", "source")


@extend_schema(exclude=True)
class NoSuchAddress(APIView):
    """Whatever else is asked for under the API: its own 404, not the site's page."""

    metadata_class = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound("Cette adresse n'existe pas. Voir /api/v1/docs/.")
