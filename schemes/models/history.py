"""Which models keep their history, and which make a whole with the parts edited on them."""

from django.db.models import Model
from simple_history import register

from schemes.history.recorder import Records
from schemes.models.employer import (
    EmployerCall,
    EmployerPoint,
    EmployerProposal,
    EmployerSituation,
)
from schemes.models.initiative import (
    Comparison,
    ComparisonCell,
    Initiative,
    Journey,
    JourneyStep,
)
from schemes.models.reference import Contact, GlossaryTerm, Organisation, Source
from schemes.models.rules import (
    Audience,
    CaseType,
    Condition,
    Criterion,
    CriterionOption,
    Expectation,
)
from schemes.models.scheme import Scheme
from schemes.models.scheme_parts import (
    Actor,
    Citation,
    Figure,
    PlainVersion,
    Resource,
    SchemeLink,
    Step,
    Tip,
)
from schemes.models.search import Synonym
from schemes.models.situation import Situation
from schemes.models.stage import Need, Stage

LINKS = {  # the many-to-many relations that belong to an object
    Scheme: ("stages", "compensations"),
    Organisation: ("territories",),
    CriterionOption: ("helped_by",),
    Initiative: ("stages", "schemes"),
    JourneyStep: ("organisations", "schemes"),
}

# By whole, its parts and the column that leads back to it, in an order in which they can be
# written: what a part refers to comes before it.
WHOLES: dict[type[Model], tuple[tuple[type[Model], str], ...]] = {
    Scheme: (
        (Audience, "scheme"),
        (Condition, "scheme"),
        (Step, "scheme"),
        (Tip, "scheme"),
        (Figure, "scheme"),
        (Resource, "scheme"),
        (Actor, "scheme"),
        (Citation, "scheme"),
        (SchemeLink, "from_scheme"),
        (Expectation, "scheme"),
        (PlainVersion, "scheme"),
    ),
    Organisation: ((Contact, "organisation"),),
    Criterion: ((CriterionOption, "criterion"),),
    CaseType: ((Expectation, "case_type"),),
    EmployerSituation: (
        (EmployerPoint, "situation"),
        (EmployerProposal, "situation"),
        (EmployerCall, "situation"),
    ),
    Comparison: ((ComparisonCell, "comparison"),),
    Journey: ((JourneyStep, "journey"),),
    Stage: ((Need, "stage"),),
}
ALONE = (GlossaryTerm, Initiative, Situation, Source, Synonym)
TRACKED = tuple(
    dict.fromkeys([*WHOLES, *(part for parts in WHOLES.values() for part, _ in parts), *ALONE])
)

# What the workflow keeps beside a card: a secret, and where a working copy belongs.
OUTSIDE = {Scheme: ("revises", "revised_digest", "preview_nonce", "preview_until")}

for model in TRACKED:
    register(
        model,
        records_class=Records,
        m2m_fields=list(LINKS.get(model, ())),
        excluded_fields=OUTSIDE.get(model, ()),
    )
