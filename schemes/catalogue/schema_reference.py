"""The form of the files that cards refer to: territories, criteria, organisations, terms."""

from typing import Any

from pydantic import model_validator

from schemes.catalogue.schema_base import Email, Phone, Slug, Spec, Text, Url
from schemes.enums import ActorRole, CriterionType, StageSlug, TerritoryKind


class TerritorySpec(Spec):
    slug: Slug
    code: str
    kind: TerritoryKind
    name: Text
    parent: Slug | None = None


class SourceSpec(Spec):
    slug: Slug
    title: Text
    publisher: str = ""
    year: int | None = None
    url: Url = ""
    note: str = ""


class StageSpec(Spec):
    slug: StageSlug
    name: Text
    position: int
    question_person: str = ""
    description: str = ""
    needs: list[Text] = []


class OptionSpec(Spec):
    value: str | bool
    label: Text
    label_short: str = ""
    hint: str = ""
    advisable: bool = True
    change: str = ""
    helped_by: list[Slug] = []

    @property
    def stored_value(self) -> str:
        return str(self.value).lower() if isinstance(self.value, bool) else self.value


class CriterionSpec(Spec):
    key: Text
    label: Text
    type: CriterionType
    unit: str = ""
    min: int | None = None
    max: int | None = None
    group: Text
    about: str = "personne"
    sensitive: bool = False
    changeable: bool = False
    question: Text
    question_self: str = ""
    hint: str = ""
    why: str = ""
    options: list[OptionSpec] = []
    exclusive: list[tuple[str, str]] = []
    follows: str | None = None
    asked_when: dict[str, Any] | None = None


class ContactSpec(Spec):
    label: Text
    role: ActorRole
    territory: Slug | None = None
    phone: Phone = ""
    email: Email = ""
    form_url: Url = ""
    address: str = ""
    note: str = ""

    @model_validator(mode="after")
    def reachable(self):
        if not (self.phone or self.email or self.form_url or self.address):
            raise ValueError("Un contact donne un téléphone, un courriel, une page ou une adresse.")
        return self


class OrganisationSpec(Spec):
    slug: Slug
    name: Text
    acronym: str = ""
    network: Slug | None = None
    kind: ActorRole
    territories: list[Slug] = []
    description: str = ""
    sectors: str = ""
    offers: str = ""
    url: Url = ""
    directory_url: Url = ""
    contacts: list[ContactSpec] = []
    source: Slug | None = None
    place: str = ""


class GlossarySpec(Spec):
    slug: Slug
    term: Text
    expansion: str = ""
    aliases: list[str] = []
    definition: Text
    url: Url = ""
    scheme: Slug | None = None
    source: Slug | None = None
    place: str = ""
