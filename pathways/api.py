"""The open API of verdicts: it stores nothing and logs no body."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pathways.api_answer import answer
from pathways.api_request import read_request
from pathways.api_schema import AnswerSerializer, RefusalSerializer, RequestSerializer
from schemes.api_schema import REFUSALS, refusals


class Eligibility(APIView):
    metadata_class = None  # OPTIONS would show class names and English docstrings

    @extend_schema(
        operation_id="evaluer",
        summary="À quels dispositifs une personne a-t-elle droit ?",
        description=(
            "Un verdict par dispositif (oui, non, à vérifier) avec ses raisons, et la prochaine "
            "question utile. Rien n'est enregistré."
        ),
        request=RequestSerializer,
        responses={
            200: AnswerSerializer,
            **refusals(413, 415),
            400: OpenApiResponse(RefusalSerializer, REFUSALS[400]),
        },
    )
    def post(self, request: Request) -> Response:
        asked = read_request(request.data)
        headers = {"Cache-Control": "no-store"}
        return Response(answer(asked, timezone.localdate()), headers=headers)
