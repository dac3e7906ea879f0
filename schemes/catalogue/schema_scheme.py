"""The form of a card's file: its texts, its parts, its rules of access."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from schemes.catalogue.schema_base import Slug, Spec, Text, Url
from schemes.enums import (
    ActorRole,
    Certifying,
    DurationUnit,
    LegalRegime,
    LinkKind,
    Nature,
    Operator,
    Publication,
    ResourceKind,
    Scope,
    StageSlug,
    State,
    VerdictValue,
)


class TestSpec(Spec):
    """`in`, `not_in`, `between`, `is` or `always`: at most one, and with a criterion."""

    criterion: str | None = None
    in_: list[str] | None = Field(None, alias="in", min_length=1)
    not_in: list[str] | None = Field(None, min_length=1)
    between: tuple[int | str | None, int | str | None] | None = None
    is_: bool | None = Field(None, alias="is")
    always: Literal[True] | None = None
    wording: Text

    @property
    def operator(self) -> str:
        given = {
            Operator.IN: self.in_,
            Operator.NOT_IN: self.not_in,
            Operator.BETWEEN: self.between,
            Operator.IS: self.is_,
            Operator.ALWAYS: self.always,
        }
        return next((name for name, value in given.items() if value is not None), "")

    @property
    def value(self):
        if self.between is not None:
            return list(self.between)
        return next((v for v in (self.in_, self.not_in, self.is_) if v is not None), None)

    @model_validator(mode="after")
    def one_test(self):
        tests = [self.in_, self.not_in, self.between, self.is_, self.always]
        if sum(test is not None for test in tests) > 1:
            raise ValueError("Une condition a un seul test : in, not_in, between, is ou always.")
        if bool(self.criterion) is not (self.operator not in ("", Operator.ALWAYS)):
            raise ValueError("Un critère va avec un test, et un test avec un critère.")
        return self


class ExceptionSpec(TestSpec):
    criterion: Text
    wording: str = ""


class ConditionSpec(TestSpec):
    scope: Scope = Scope.REQUIRED
    unless: ExceptionSpec | None = None
    source: Slug
    place: Text
    checked_on: date | None = None

    @model_validator(mode="after")
    def required_decides(self):
        if self.scope == Scope.REQUIRED and not self.operator:
            raise ValueError(
                "Une condition requise a un test ; sans test, elle est « a-confirmer »."
            )
        return self


class AudienceSpec(Spec):
    key: Slug
    label: Text
    conditions: list[ConditionSpec] = []


class RulesSpec(Spec):
    base: list[ConditionSpec] = []
    audiences: list[AudienceSpec] = []


class AddedValueSpec(Spec):
    person: list[Text] = []
    employer: list[Text] = []
    training_body: list[Text] = []


class DurationSpec(Spec):
    min: Decimal | None = None
    max: Decimal | None = None
    unit: DurationUnit | Literal[""] = ""
    note: str = ""
    rhythm: str = ""
    weekly_hours: tuple[int | None, int | None] = (None, None)

    @model_validator(mode="after")
    def ordered(self):
        for low, high in ((self.min, self.max), self.weekly_hours):
            if low is not None and high is not None and high < low:
                raise ValueError(f"Le maximum ({high}) est plus petit que le minimum ({low}).")
        if (self.min is not None or self.max is not None) and not self.unit:
            raise ValueError("Une durée a une unité.")
        return self


class FigureSpec(Spec):
    key: Slug
    label: Text
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    unit: str = ""
    note: str = ""

    @model_validator(mode="after")
    def bounds(self):
        if self.value is not None:
            self.min = self.max = self.value
        self.min = self.max if self.min is None else self.min
        self.max = self.min if self.max is None else self.max
        if self.min is None:
            raise ValueError("Un chiffre clé a une valeur, ou un minimum et un maximum.")
        if self.max < self.min:
            raise ValueError(f"Le maximum ({self.max}) est plus petit que le minimum ({self.min}).")
        return self


class StepSpec(Spec):
    text: Text
    organisation: Slug | None = None
    upstream: bool = False

    @model_validator(mode="before")
    @classmethod
    def from_sentence(cls, data):
        return {"text": data} if isinstance(data, str) else data


class ActorSpec(Spec):
    role: ActorRole
    organisation: Slug | None = None
    label: str = ""
    note: str = ""

    @model_validator(mode="after")
    def named(self):
        if not (self.organisation or self.label):
            raise ValueError("Un acteur est un organisme (organisation) ou un intitulé (label).")
        return self


class ResourceSpec(Spec):
    label: Text
    url: Annotated[Url, Field(min_length=1)]
    kind: ResourceKind


class LinkSpec(Spec):
    kind: LinkKind
    to: Slug
    note: str = ""
    common_knowledge: bool = False


class CitationSpec(Spec):
    source: Slug
    place: Text


class CaseSpec(Spec):
    slug: Slug
    label: Text
    profile: dict[str, Any]
    verdict: VerdictValue
    reason: str = ""


class ExpectedSpec(Spec):
    scheme: Slug
    verdict: VerdictValue
    reason: str = ""


class SharedCaseSpec(Spec):
    """A case type that no card holds alone."""

    slug: Slug
    label: Text
    profile: dict[str, Any]
    expected: list[ExpectedSpec] = []


class ChangeSpec(Spec):
    made_on: date
    text: Text


class PlainSpec(Spec):
    what: list[Text]
    for_whom: list[Text]
    steps: list[Text]
    benefits: list[Text]
    call: list[Text]
    reviewed_by: str = ""
    reviewed_on: date | None = None


class SchemeSpec(Spec):
    slug: Slug
    acronym: str = ""
    name: Text
    aliases: list[Text] = []
    nature: Nature
    legal_regime: LegalRegime
    state: State
    stages: list[StageSlug] = Field(min_length=1)
    territory: Slug
    publication: Publication = Publication.PUBLISHED
    needs_review: bool = False
    editor_note: str = ""
    verified_on: date | None = None
    review_every_months: Annotated[int, Field(ge=1, le=60)] = 12
    valid_from: date | None = None
    valid_until: date | None = None
    summary: Annotated[str, Field(min_length=1, max_length=180)]
    for_whom: Annotated[str, Field(max_length=220)] = ""
    objectives: list[Text] = []
    measure: str = ""
    specifics: list[Text] = []
    added_value: AddedValueSpec = AddedValueSpec()
    duration: DurationSpec = DurationSpec()
    figures: list[FigureSpec] = []
    status_during: str = ""
    income_during: str = ""
    cost_left: str = ""
    certifying: Certifying | Literal[""] = ""
    leads_to: str = ""
    steps: list[StepSpec] = []
    tips: list[Text] = []
    compensation_notes: list[Text] = []
    compensation: list[Slug] = []
    actors: list[ActorSpec] = []
    resources: list[ResourceSpec] = []
    links: list[LinkSpec] = []
    sources: list[CitationSpec] = []
    rules: RulesSpec = RulesSpec()
    cases: list[CaseSpec] = []
    plain: PlainSpec | None = None
    changes: list[ChangeSpec] = []

    @property
    def is_public(self) -> bool:
        """A card that is still being written may lack what a reader needs."""
        return self.publication == Publication.PUBLISHED

    @model_validator(mode="after")
    def public_is_sourced(self):
        if self.is_public and not self.sources:
            raise ValueError("Une fiche publiée cite au moins une source (sources).")
        return self

    @model_validator(mode="after")
    def validity_ordered(self):
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("La fin de validité précède le début.")
        return self
