"""A small catalogue to walk through: five questions, three schemes and a tool."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from schemes.enums import CriterionType, Operator, Scope, StageSlug
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_scheme,
    make_stage,
    make_territory,
)

RARE = "sante-tres-particuliere"  # an answer that stands nowhere else


@pytest.fixture
def small_catalogue(db) -> None:
    """« apprentissage » by age, « ptp » for employees, « nord » for one area, and a tool."""
    for slug in StageSlug.values:
        make_stage(slug)
    make_territory("62")
    statuts = make_criterion(
        "statuts",
        CriterionType.MULTIPLE,
        options=("inscrit", "non-inscrit", "salarie"),
        exclusive=[["inscrit", "non-inscrit"]],
        question="Quelle est sa situation ?",
        question_self="Quelle est votre situation ?",
        position=1,
        changeable=True,
    )
    age = make_criterion(
        "age",
        CriterionType.NUMBER,
        minimum=14,
        unit="ans",
        question="Quel âge a-t-elle ?",
        position=2,
    )
    make_criterion("departement", CriterionType.TERRITORY, position=3, changeable=True)
    handicap = make_criterion(
        options=("reconnu", "aucun", RARE),
        sensitive=True,
        hint="Une aide.",
        why="Une raison.",
        position=4,
    )
    cdi = make_criterion(
        "cdi",
        CriterionType.BOOLEAN,
        asked_when={"criterion": "statuts", "in": ["salarie"]},
        follows=statuts,
        position=5,
    )
    make_criterion("niveau", CriterionType.ORDERED, options=("bac", "master"), position=6)

    apprenticeship = make_scheme("apprentissage", name="Contrat d'apprentissage")
    make_condition(
        apprenticeship,
        age,
        Operator.BETWEEN,
        [None, 29],
        wording="Avoir 29 ans au plus.",
        place="page 9",
        unless_criterion=handicap,
        unless_operator=Operator.IN,
        unless_value=["reconnu"],
        unless_wording="le handicap est reconnu",
    )
    make_condition(apprenticeship, scope=Scope.TO_CONFIRM, wording="un employeur signe")
    ptp = make_scheme("ptp", stages=("projet", "formation"))
    employees = make_audience(ptp, label="Salariés en CDI")
    make_condition(ptp, statuts, Operator.IN, ["salarie"], audience=employees)
    make_condition(ptp, cdi, Operator.IS, True, audience=employees)
    make_scheme("nord", territory=make_territory("59"))
    make_scheme("outil", nature="compensation")


@pytest.fixture
def answers(client: Client):
    """The answers in the visitor's session, as they are stored."""

    def stored() -> dict:
        session = Session.objects.filter(pk=client.session.session_key).first()
        return session.get_decoded().get("answers", {}) if session else {}

    return stored
