"""What decision makers see of needs without an answer: sums of groups of five or more."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from django.db.models import Sum
from django.utils.formats import date_format

from schemes.charts import Chart, chart
from schemes.enums import StageSlug
from schemes.models import CriterionOption, Territory, UnmetNeed, UnmetSearch
from schemes.unmet import by, released

UNTOLD = "Non précisé, ou regroupé"
MOST_SEARCHES = 30


class UnmetBoard:
    def __init__(self, today: date):
        self.today = today

    @cached_property
    def groups(self) -> Mapping:
        return released(UnmetNeed.objects.closed(self.today).cells())

    @property
    def total(self) -> int:
        return sum(self.groups.values())

    @cached_property
    def charts(self) -> list[Chart]:
        statuses = {"plusieurs": "Plusieurs situations", **_status_names()}
        places = {place.slug: str(place) for place in Territory.objects.departments()}
        parts = (
            ("stage", "Par étape", "Étape", dict(StageSlug.choices)),
            ("status", "Par situation", "Situation", statuses),
            ("department", "Par département", "Département", places),
        )
        return [*(self._chart(*part) for part in parts), self._months()] if self.groups else []

    def _chart(self, name: str, title: str, column: str, names: dict[str, str]) -> Chart:
        sums = by(self.groups, name).most_common()
        rows = [(names.get(key, key) or UNTOLD, count) for key, count in sums]
        return chart(name, title, column, rows)

    def _months(self) -> Chart:
        sums = sorted(by(self.groups, "month").items())
        rows = [(date_format(month, "F Y"), count) for month, count in sums]
        return chart("month", "Par mois", "Mois", rows)

    @cached_property
    def searches(self) -> list[tuple[str, int]]:
        rows = UnmetSearch.objects.shown(self.today).exclude(words="").values("words")
        sums = rows.annotate(total=Sum("count")).order_by("-total", "words")
        return list(sums.values_list("words", "total")[:MOST_SEARCHES])


def _status_names() -> dict[str, str]:
    options = CriterionOption.objects.filter(criterion__key="statuts")
    return {option.value: option.label_short or option.label for option in options}
