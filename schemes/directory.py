"""The directory's GET parameters: words, role and department."""

from functools import cached_property

from schemes.enums import ActorRole
from schemes.listings import Directory
from schemes.models import Contact, Organisation, Territory
from schemes.tolerant import OneFilter, TextFilter, TolerantFilterSet
from schemes.versions import per_version


@per_version
def load_departments() -> dict[str, Territory]:
    return {territory.slug: territory for territory in Territory.objects.departments()}


class PlaceFilter(TolerantFilterSet):
    """Knows the departments, for filter sets that have a `departement` among their own."""

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.departments = load_departments()
        self.filters["departement"].extra["choices"] = [
            (slug, str(department)) for slug, department in self.departments.items()
        ]


class ContactFilter(PlaceFilter):
    """Contacts by role, and those who serve a department."""

    role = OneFilter(label="Rôle", choices=ActorRole.choices, empty_label="Tous")
    departement = OneFilter(label="Département", method="filter_department", empty_label="Tous")

    class Meta:
        model = Contact
        fields = ()

    def filter_department(self, queryset, name, value):
        return queryset.near(value)


class DirectoryFilter(PlaceFilter):
    """Organisations by words, role and department; `directory` works out which."""

    q = TextFilter(label="Nom, sigle, mot", method="filter_later")
    role = OneFilter(
        label="Rôle", choices=ActorRole.choices, method="filter_later", empty_label="Tous"
    )
    departement = OneFilter(label="Département", method="filter_later", empty_label="Tous")

    class Meta:
        model = Organisation
        fields = ()

    def filter_later(self, queryset, name, value):
        """Read together, by `directory`."""
        return queryset

    @cached_property
    def chosen(self) -> dict:
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def department(self) -> Territory | None:
        return self.departments.get(self.chosen["departement"])

    @cached_property
    def directory(self) -> Directory:
        """With the number of organisations of each role beside its name in the form."""
        directory = Directory(self.chosen["role"], self.chosen["q"], self.department)
        self.form.fields["role"].choices = [
            ("", "Tous"),
            *((r.value, f"{r.label} ({directory.role_counts[r]})") for r in ActorRole),
        ]
        return directory
