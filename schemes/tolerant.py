"""Form fields for GET parameters: what does not exist is left aside and told, never an error."""

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

LONGEST_QUERY = 200
SELECTED = mark_safe(" selected")


class TolerantField:
    """Keeps the values that exist and remembers the others in `rejected`."""

    rejected: tuple[str, ...] = ()

    def clean(self, value):
        values = value if isinstance(value, list) else [value]
        given = list(dict.fromkeys(item for item in values if item))
        good = [item for item in given if self.valid_value(item)]
        self.rejected = tuple(item for item in given if item not in good)
        return self.keep(good)


class TolerantMultipleChoiceField(TolerantField, forms.MultipleChoiceField):
    def keep(self, good):
        return good


class TolerantChoiceField(TolerantField, django_filters.fields.ChoiceField):
    def keep(self, good):
        return good[0] if good else ""


class TolerantTextField(forms.CharField):
    """Cuts what is too long, and says so."""

    rejected: tuple[str, ...] = ()

    def clean(self, value):
        text = " ".join((value or "").replace("\x00", "").split())
        if len(text) > LONGEST_QUERY:
            self.rejected = (f"{text[:30]}…",)
        return super().clean(text[:LONGEST_QUERY])


class TextFilter(django_filters.CharFilter):
    field_class = TolerantTextField


class SeveralFilter(django_filters.MultipleChoiceFilter):
    field_class = TolerantMultipleChoiceField


class PlainSelect(forms.Select):
    """The same HTML without Django's two templates an option, dear for a hundred departments."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        told = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", told, options)


class OneFilter(django_filters.ChoiceFilter):
    field_class = TolerantChoiceField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", PlainSelect(attrs={"class": "form-select"}))
        super().__init__(*args, **kwargs)


class TolerantFilterSet(django_filters.FilterSet):
    """`notices` holds a French sentence for each value that was left aside."""

    @property
    def notices(self) -> list[str]:
        self.form.is_valid()
        return [
            _notice(field, value)
            for field in self.form.fields.values()
            for value in getattr(field, "rejected", ())
        ]


def _notice(field, value: str) -> str:
    if isinstance(field, TolerantTextField):
        return f"La recherche « {value} » est trop longue : seul son début est gardé."
    return f"{field.label} : « {value[:60]} » n'existe pas, ce choix est laissé de côté."
