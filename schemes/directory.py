"""The directory's GET parameters: role and department."""

from schemes.enums import ActorRole
from schemes.models import Contact, Territory
from schemes.tolerant import OneFilter, TolerantFilterSet


class ContactFilter(TolerantFilterSet):
    """Contacts by role, and those who serve a department."""

    role = OneFilter(label="Rôle", choices=ActorRole.choices, empty_label="Tous")
    departement = OneFilter(label="Département", method="filter_department", empty_label="Tous")

    class Meta:
        model = Contact
        fields = ()

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        departments = Territory.objects.departments()
        self.filters["departement"].extra["choices"] = [(t.slug, str(t)) for t in departments]

    def filter_department(self, queryset, name, value):
        return queryset.near(value)
