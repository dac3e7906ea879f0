"""The open API that checks a plan: it stores nothing and logs no body."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pathways.plan import Plan
from pathways.plan_api_request import read_steps
from pathways.plan_api_schema import (
    PlanAnswerSerializer,
    PlanRefusalSerializer,
    PlanRequestSerializer,
)
from pathways.plan_board import PlanBoard
from schemes.api_schema import REFUSALS, refusals

Json = dict[str, Any]


class PlanCheck(APIView):
    metadata_class = None  # OPTIONS would show class names and English docstrings

    @extend_schema(
        operation_id="verifier_plan",
        summary="Ce plan tient-il ?",
        description=(
            "Des dispositifs dans l'ordre, avec leurs dates si on les connaît : ce qui ne peut pas "
            "tenir, ce qu'il faut vérifier, et le calendrier. Rien n'est enregistré."
        ),
        request=PlanRequestSerializer,
        responses={
            200: PlanAnswerSerializer,
            **refusals(413, 415),
            400: OpenApiResponse(PlanRefusalSerializer, REFUSALS[400]),
        },
    )
    def post(self, request: Request) -> Response:
        plan = Plan().added(read_steps(request.data))
        answer = _answer(PlanBoard(plan, timezone.localdate()))
        return Response(answer, headers={"Cache-Control": "no-store"})


def _answer(board: PlanBoard) -> Json:
    return {
        "avertissements": [
            {"type": w.kind, "niveau": w.level, "message": w.text, "etapes": list(w.steps)}
            for w in board.warnings
        ],
        "periodes": [_period(row) for row in board.rows],
        "duree": _length(board.timeline),
    }


def _period(row) -> Json:
    period = row.period
    return {
        "dispositif": row.step.slug,
        "debut_au_plus_tot": period.start,
        "debut_au_plus_tard": period.latest_start,
        "fin_au_plus_tot": period.end,
        "fin_au_plus_tard": period.latest_end,
        "texte": period.text,
        "statut": row.facts.status if row.facts else "",
        "revenu": row.facts.income if row.facts else "",
        "financeurs": list(row.facts.payers) if row.facts else [],
    }


def _length(timeline) -> Json:
    return {
        "minimum_jours": round(timeline.least),
        "maximum_jours": None if timeline.most is None else round(timeline.most),
        "texte": timeline.text,
    }
