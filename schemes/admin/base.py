"""What the pages of the admin have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.db import models
from django.forms import ModelForm

from schemes.admin.naming import NamedCells, SelectsMany
from schemes.admin.tracing import TracedAdmin
from schemes.forms import LinesField, SafeJSONField

LINES = {models.JSONField: {"form_class": LinesField, "widget": AdminTextareaWidget({"rows": 5})}}
JSON = {models.JSONField: {"form_class": SafeJSONField, "widget": AdminTextareaWidget({"rows": 3})}}


class PublicKey:
    """`public_key` is in addresses and files: written once, then read alone."""

    public_key = "slug"

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return (*fields, self.public_key) if obj else fields


class PublicKeyAdmin(PublicKey, SelectsMany, TracedAdmin):
    """With its history."""


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the portal writes about itself."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class WideFields:
    """`wide` fields hold a whole sentence, which Django's text inputs are too short to show."""

    wide: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.wide:
            field.widget.attrs["class"] = "vLargeTextField"
        return field


# Models of parts do not name their owner, which they are mostly shown under.
OWNERS = {
    "scheme": "dispositif",
    "criterion": "critère",
    "case_type": "cas type",
    "comparison": "comparaison",
    "journey": "parcours type",
    "situation": "situation d'employeur",
}


def owner(name: str) -> Callable[[models.Model], models.Model]:
    """The column of a list that shows whose part a row is."""

    @admin.display(description=OWNERS[name], ordering=name)
    def column(row: models.Model) -> models.Model:
        return getattr(row, name)

    return column


class OwnedAdmin(SelectsMany, TracedAdmin):
    """Parts, found across all their owners."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in OWNERS:
            kwargs["label"] = OWNERS[db_field.name].capitalize()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class KnownSelect(AutocompleteSelect):
    """Shows the row that the form already holds, without asking the database for it again."""

    known: models.Model | None = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or [str(self.known.pk)] != [str(item) for item in value]:
            return super().optgroups(name, value, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        shown = self.create_option(name, self.known.pk, str(self.known), True, len(blank))
        return [(None, [*blank, shown], 0)]


class KnownForm(ModelForm):
    """Tells each KnownSelect the row that was read together with the instance."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            select = getattr(field.widget, "widget", None)  # the admin wraps it with its links
            if isinstance(select, KnownSelect):
                relation = self.instance._meta.get_field(name)  # noqa: SLF001 - documented API
                select.known = relation.get_cached_value(self.instance, default=None)


class PartInline:
    """Rows of a card: as many queries whatever their number."""

    extra = 0
    form = KnownForm
    classes = ("collapse",)
    known: tuple[str, ...] = ()  # what else a row's title reads

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.autocomplete_fields, *self.known)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TabularPart(PartInline, admin.TabularInline):
    formset = NamedCells


class StackedPart(PartInline, admin.StackedInline):
    pass
