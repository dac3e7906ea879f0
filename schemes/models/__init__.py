"""Models of the catalogue, one module a subject."""

from schemes.models.employer import (
    EmployerCall,
    EmployerPoint,
    EmployerProposal,
    EmployerSituation,
)
from schemes.models.history import TRACKED, WHOLES
from schemes.models.initiative import (
    Comparison,
    ComparisonCell,
    Initiative,
    Journey,
    JourneyStep,
)
from schemes.models.journal import CardChange
from schemes.models.link_check import LinkCheck
from schemes.models.listing import ListedCard, OpeningsTable
from schemes.models.loads import CatalogueLoad
from schemes.models.passage import Passage
from schemes.models.reference import Contact, GlossaryTerm, Organisation, Source, Territory
from schemes.models.report import Report
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
from schemes.models.search import SearchEntry, SearchKind, SearchWord, Synonym
from schemes.models.situation import Situation
from schemes.models.stage import Need, Stage
from schemes.models.unmet import UnmetNeed, UnmetSearch
from schemes.models.version import CatalogueVersion

__all__ = [
    "TRACKED",
    "WHOLES",
    "Actor",
    "Audience",
    "CardChange",
    "CaseType",
    "CatalogueLoad",
    "CatalogueVersion",
    "Citation",
    "Comparison",
    "ComparisonCell",
    "Condition",
    "Contact",
    "Criterion",
    "CriterionOption",
    "EmployerCall",
    "EmployerPoint",
    "EmployerProposal",
    "EmployerSituation",
    "Expectation",
    "Figure",
    "GlossaryTerm",
    "Initiative",
    "Journey",
    "JourneyStep",
    "LinkCheck",
    "ListedCard",
    "Need",
    "OpeningsTable",
    "Organisation",
    "Passage",
    "PlainVersion",
    "Report",
    "Resource",
    "Scheme",
    "SchemeLink",
    "SearchEntry",
    "SearchKind",
    "SearchWord",
    "Situation",
    "Source",
    "Stage",
    "Step",
    "Synonym",
    "Territory",
    "Tip",
    "UnmetNeed",
    "UnmetSearch",
]
