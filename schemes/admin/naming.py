"""Names that Django's forms leave out, for those who hear a page instead of seeing it."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import ManyToManyField
from django.forms import BaseInlineFormSet, Form
from django.http import HttpRequest


class NamedCells(BaseInlineFormSet):
    """In a table, the title of a column stands over its cells and names none of them."""

    def add_fields(self, form: Form, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            drawn = getattr(field.widget, "widget", field.widget)  # the admin wraps some
            if not drawn.is_hidden:
                drawn.attrs.setdefault("aria-label", field.label)


class SelectMany(AutocompleteSelectMultiple):
    """Without the sign that takes all choices away at once: it stands in their list and is none."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().build_attrs(*args, **kwargs) | {"data-allow-clear": "false"}


class SelectsMany:
    """Mixed into an admin whose relations between many are searched for."""

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SelectMany(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
