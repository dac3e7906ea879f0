"""The open API of field experience."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from schemes.api import FilteredList
from schemes.api_schema import one, refusals, several
from schemes.enums import StageSlug
from schemes.initiative_filter import InitiativeFilter
from schemes.models import Initiative
from schemes.serializers import InitiativeSerializer

PARAMETERS = [
    one("q", "Mots cherchés."),
    several("etape", "Étape du parcours.", StageSlug.values),
    several("groupe", "Groupe de pratiques, sans accent et avec des tirets."),
    several("source", "Slug d'une source."),
    one("dispositif", "Slug d'un dispositif."),
    one("territoire", "« national », une région ou un département, ceux qui le composent compris."),
]


@extend_schema_view(
    get=extend_schema(
        operation_id="lister_retours_d_experience",
        summary="Les retours d'expérience",
        description="Mêmes paramètres que la page « Retours d'expérience » du portail.",
        parameters=PARAMETERS,
        responses={200: InitiativeSerializer(many=True), **refusals(404)},
    )
)
class InitiativeList(FilteredList):
    serializer_class = InitiativeSerializer
    queryset = Initiative.objects.for_page()

    def read_filters(self, queryset: QuerySet) -> InitiativeFilter:
        return InitiativeFilter(self.request.query_params, queryset.distinct())
