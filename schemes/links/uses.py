"""Where the catalogue names an address, and the page of the admin that mends it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from schemes.enums import Publication
from schemes.models import (
    Contact,
    EmployerSituation,
    GlossaryTerm,
    Organisation,
    Resource,
    Source,
)

WEB = ("http://", "https://")


@dataclass(frozen=True)
class Use:
    """A page that sends readers to an address; `mend` is where an editor changes it."""

    label: str
    mend: str


@dataclass(frozen=True)
class Holder:
    """A column of addresses; `owner` is the relation to what the address is shown under."""

    model: type[models.Model]
    column: str
    owner: str = ""

    def rows(self) -> models.QuerySet:
        rows = self.model.objects.exclude(**{self.column: ""}).order_by("pk")
        if self.owner == "scheme":
            rows = rows.exclude(scheme__publication=Publication.ARCHIVED)
        return rows.select_related(*filter(None, [self.owner]))

    def use(self, row: Any) -> Use:
        shown = getattr(row, self.owner) if self.model is Resource else row
        kind = shown._meta  # noqa: SLF001 - documented API
        mend = reverse(f"admin:{kind.app_label}_{kind.model_name}_change", args=[shown.pk])
        return Use(f"{kind.verbose_name.capitalize()} : {shown}", mend)


HOLDERS = (
    Holder(Resource, "url", "scheme"),
    Holder(Organisation, "url"),
    Holder(Organisation, "directory_url"),
    Holder(Contact, "form_url", "organisation"),
    Holder(GlossaryTerm, "url"),
    Holder(Source, "url"),
    Holder(EmployerSituation, "link_url"),
)


def catalogue_urls() -> Iterator[str]:
    """Every web address that a page shows."""
    for holder in HOLDERS:
        for url in holder.rows().values_list(holder.column, flat=True):
            if url.lower().startswith(WEB):
                yield url


def uses_of(urls: Iterable[str]) -> dict[str, list[Use]]:
    """The uses of each of `urls`, in as many queries as there are holders."""
    urls, uses = list(urls), defaultdict(list)
    for holder in HOLDERS if urls else ():
        for row in holder.rows().filter(**{f"{holder.column}__in": urls}):
            uses[getattr(row, holder.column)].append(holder.use(row))
    return uses
