"""The GET parameters of field experience: text, source, stage, scheme, territory, practices."""

from collections.abc import Callable, Iterable

from django.forms import CheckboxSelectMultiple
from django.utils.text import slugify

from schemes.enums import StageSlug
from schemes.models import Initiative, Scheme, Source, Territory
from schemes.tolerant import OneFilter, SeveralFilter, TextFilter, TolerantFilterSet

Choices = list[tuple[str, str]]

BOXES = CheckboxSelectMultiple


class InitiativeFilter(TolerantFilterSet):
    """Offers only what finds something: sources, groups, schemes and territories with a case."""

    q = TextFilter(label="Mot cherché", method="filter_text")
    etape = SeveralFilter(
        label="Étape", choices=StageSlug.choices, field_name="stages__slug", widget=BOXES
    )
    groupe = SeveralFilter(label="Groupe de pratiques", method="filter_group", widget=BOXES)
    source = SeveralFilter(label="Source", field_name="source__slug", widget=BOXES)
    dispositif = OneFilter(label="Dispositif", field_name="schemes__slug", empty_label="Tous")
    territoire = OneFilter(label="Territoire", method="filter_territory", empty_label="Tous")

    class Meta:
        model = Initiative
        fields = ()

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, Initiative.objects.all() if queryset is None else queryset, **kwargs)
        self.groups = _groups()
        for name, choices in {
            "groupe": list(self.groups.items()),
            "source": _choices(Source.objects.filter(initiative__isnull=False)),
            "dispositif": _choices(_schemes(), lambda scheme: scheme.title),
            "territoire": _choices(Territory.objects.filter(initiative__isnull=False)),
        }.items():
            self.filters[name].extra["choices"] = choices

    def filter_text(self, queryset, name, value):
        return queryset.matching(value)

    def filter_group(self, queryset, name, values):
        chosen = [self.groups[value] for value in values]
        return queryset.filter(group__in=chosen) if chosen else queryset

    def filter_territory(self, queryset, name, value):
        return queryset.in_territory(value)


def _choices(rows, label: Callable = str) -> Choices:
    return _sorted((row.slug, label(row)) for row in rows.distinct())


def _sorted(choices: Iterable[tuple[str, str]]) -> Choices:
    """As a reader looks for them: « Île-de-France » among the I, whatever the database."""
    return sorted(choices, key=lambda choice: slugify(choice[1]))


def _groups() -> dict[str, str]:
    """The groups of practices that the sources give, by an address-friendly form."""
    names = Initiative.objects.exclude(group="").order_by("group").values_list("group", flat=True)
    return dict(_sorted((slugify(name), name) for name in names.distinct()))


def _schemes():
    found = Scheme.objects.published().filter(initiatives__isnull=False)
    return found.only("slug", "acronym", "name").order_by("name")
