"""The form of the file of the employer's entrance."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from schemes.catalogue.schema_base import Slug, Spec, Text, Url
from schemes.models.employer import EmployerPoint, EmployerSituation


class PointSpec(Spec):
    text: Text
    organisation: Slug | None = None
    source: Slug
    place: Text


class ProposalSpec(Spec):
    scheme: Slug
    why: Text


class CallSpec(Spec):
    organisation: Slug
    why: Text


class OfficialPageSpec(Spec):
    label: Text
    url: Annotated[Url, Field(min_length=1)]


class EmployerSpec(Spec):
    """An event, or a status; the first of `statuses` is the one shown until another is asked."""

    slug: Slug
    kind: EmployerSituation.Kind
    label: Annotated[str, Field(min_length=1, max_length=80)]
    question: Annotated[str, Field(min_length=1, max_length=150)]
    promise: Annotated[str, Field(min_length=1, max_length=150)]
    answer: Text
    statuses: list[Slug] = Field(min_length=1)
    profile: dict[str, Any] = {}
    limits: str = ""
    official_page: OfficialPageSpec | None = None
    gains: list[PointSpec] = []
    duties: list[PointSpec] = []
    steps: list[PointSpec] = []
    costs: list[PointSpec] = []
    schemes: list[ProposalSpec] = Field(min_length=1)
    calls: list[CallSpec] = []

    @property
    def points(self) -> dict[EmployerPoint.Kind, list[PointSpec]]:
        return {
            EmployerPoint.Kind.GAIN: self.gains,
            EmployerPoint.Kind.DUTY: self.duties,
            EmployerPoint.Kind.STEP: self.steps,
            EmployerPoint.Kind.COST: self.costs,
        }

    @model_validator(mode="after")
    def named_once(self):
        for names in ([p.scheme for p in self.schemes], [c.organisation for c in self.calls]):
            if repeated := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"« {repeated[0]} » est répété.")
        return self
