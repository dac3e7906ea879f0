"""What waits for an editor: late cards, broken links, reports, missing plain versions."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import F, Max, QuerySet
from django.urls import reverse

from schemes.enums import Publication
from schemes.links.uses import Use, uses_of
from schemes.models import LinkCheck, Report, Scheme

SHOWN = 25  # rows of a part; the list behind it has them all


class Part:
    """One part of the board: how many there are, the first rows, the list of all."""

    def __init__(self, rows: QuerySet, everything: str):
        self.rows, self.everything = rows, everything

    @cached_property
    def count(self) -> int:
        return self.rows.count()

    @cached_property
    def first(self) -> list:
        return list(self.rows[:SHOWN])

    @property
    def left(self) -> int:
        return self.count - len(self.first)


@dataclass(frozen=True)
class Link:
    """A link that readers cannot follow, and the pages where it is mended."""

    check: LinkCheck
    uses: list[Use]


class LinkPart(Part):
    @cached_property
    def links(self) -> list[Link]:
        uses = uses_of(check.url for check in self.first)
        return [Link(check, uses.get(check.url, [])) for check in self.first]


class Board:
    """Asked once a page or an e-mail."""

    def __init__(self, today: date):
        self.today = today
        in_force = Scheme.objects.published().current()
        late = in_force.late(today).order_by(F("verified_on").asc(nulls_first=True), "name")
        reports = Report.objects.filter(state=Report.State.NEW).select_related("scheme")
        marked = Scheme.objects.originals().exclude(publication=Publication.ARCHIVED).to_review()
        broken, doubtful = LinkCheck.objects.broken(), LinkCheck.objects.doubtful()
        self.late = Part(late, listed("scheme", fraicheur="retard"))
        self.broken = LinkPart(broken, listed("linkcheck", status__exact=LinkCheck.Status.BROKEN))
        self.doubtful = LinkPart(
            doubtful, listed("linkcheck", status__exact=LinkCheck.Status.DOUBTFUL)
        )
        self.reports = Part(reports, listed("report", state__exact=Report.State.NEW))
        self.without_plain = Part(in_force.without_plain(), listed("scheme", fraicheur="sans-falc"))
        self.to_review = Part(marked, listed("scheme", fraicheur="point"))

    @property
    def parts(self) -> tuple[Part, ...]:
        links = (self.broken, self.doubtful)
        return (self.late, *links, self.reports, self.without_plain, self.to_review)

    @property
    def is_empty(self) -> bool:
        return not any(part.count for part in self.parts)

    @cached_property
    def links_checked_at(self):
        """When the last link was checked, or nothing."""
        return LinkCheck.objects.aggregate(last=Max("checked_at"))["last"]


def listed(model: str, **filters: str) -> str:
    """The admin's list of `model` under these filters."""
    return f"{reverse(f'admin:schemes_{model}_changelist')}?{urlencode(filters)}"
