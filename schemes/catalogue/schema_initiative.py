"""The form of the files that teach by example: field experience, comparisons, pathways."""

from pydantic import Field

from schemes.catalogue.schema_base import Slug, Spec, Text
from schemes.enums import StageSlug
from schemes.models.initiative import JourneyStep


class InitiativeFigureSpec(Spec):
    label: Text
    value: float | int
    unit: str = ""


class InitiativeSpec(Spec):
    slug: Slug
    title: Text
    carrier: Text
    territory: Slug
    place_note: str = ""
    year: int | None = None
    period: str = ""
    public: str = ""
    summary: Text
    actions: list[Text] = []
    results: list[Text] = []
    figures: list[InitiativeFigureSpec] = []
    keys: list[Text] = []
    watchpoints: list[Text] = []
    group: str = ""
    programme: str = ""
    stages: list[StageSlug] = []
    schemes: list[Slug] = []
    source: Slug
    place: Text


class AttributeSpec(Spec):
    key: Slug
    label: Text
    values: dict[Slug, Text] = Field(min_length=2)


class ComparisonSpec(Spec):
    slug: Slug
    title: Text
    intro: str = ""
    source: Slug
    place: Text
    attributes: list[AttributeSpec] = Field(min_length=1)


class JourneyStepSpec(Spec):
    key: Slug
    phase: JourneyStep.Phase
    kind: JourneyStep.Kind
    title: Text
    need: str = ""
    text: str = ""
    who: list[Slug] = []
    schemes: list[Slug] = []


class JourneySpec(Spec):
    slug: Slug
    title: Text
    situations: list[Text] = []
    steps: list[JourneyStepSpec] = Field(min_length=1)
