"""What an export writes: the cards that its GET parameters keep, read a few at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict

from schemes.enums import State
from schemes.filters import SchemeFilter
from schemes.models import Condition, Scheme, Territory
from schemes.rulebook import Areas, build_ruleset, load_vocabulary
from schemes.ruleset import Ruleset

AT_A_TIME = 200  # cards in memory at once, whatever their number


@dataclass(frozen=True)
class Cards:
    """The cards that the catalogue's parameters keep; `with_past`: historic ones unless refused."""

    parameters: QueryDict
    today: date
    with_past: bool = False

    @cached_property
    def filters(self) -> SchemeFilter:
        parameters = self.parameters.copy()
        if self.with_past:
            parameters.setlistdefault("etat", State.values)
        return SchemeFilter(parameters, today=self.today)

    @property
    def count(self) -> int:
        return self.filters.qs.count()

    @property
    def messages(self) -> list[str]:
        """What the parameters ask for that does not exist, and was left aside."""
        return self.filters.notices

    def __iter__(self) -> Iterator[Scheme]:
        return whole(self.filters.qs).iterator(chunk_size=AT_A_TIME)

    @cached_property
    def areas(self) -> Areas:
        return Areas(Territory.objects.all())

    @cached_property
    def _vocabulary(self):
        return load_vocabulary()

    def rules(self, scheme: Scheme) -> Ruleset:
        return build_ruleset(scheme, self._vocabulary, self.areas)


def whole(schemes: QuerySet) -> QuerySet:
    """With everything that the card and its rules are made of."""
    conditions = Prefetch("conditions", Condition.objects.with_tests())
    return schemes.for_card().prefetch_related("audiences", conditions)
