"""Models of the catalogue, one module a subject."""

from schemes.models.initiative import (
    Comparison,
    ComparisonCell,
    Initiative,
    Journey,
    JourneyStep,
)
from schemes.models.loads import CatalogueLoad
from schemes.models.reference import Contact, GlossaryTerm, Organisation, Source, Territory
from schemes.models.rules import (
    Audience,
    CaseType,
    Condition,
    Criterion,
    CriterionOption,
    Expectation,
)
from schemes.models.scheme import Need, Scheme, Stage
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

__all__ = [
    "Actor",
    "Audience",
    "CaseType",
    "CatalogueLoad",
    "Citation",
    "Comparison",
    "ComparisonCell",
    "Condition",
    "Contact",
    "Criterion",
    "CriterionOption",
    "Expectation",
    "Figure",
    "GlossaryTerm",
    "Initiative",
    "Journey",
    "JourneyStep",
    "Need",
    "Organisation",
    "PlainVersion",
    "Resource",
    "Scheme",
    "SchemeLink",
    "Source",
    "Stage",
    "Step",
    "Territory",
    "Tip",
]
