"""How a column's values are written in a cell, and read back; a refusal is a French sentence."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import models
from import_export import widgets

YES, NO = ("oui", "vrai", "1", "x"), ("non", "faux", "0", "")
SEPARATOR = ","


class Text(widgets.Widget):
    def clean(self, value, row=None, **kwargs):
        return value

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value).replace("\r\n", "\n")


class Choice(Text):
    """One of a closed list, by its public value."""

    def __init__(self, values: list[str]):
        super().__init__()
        self.values = values

    def clean(self, value, row=None, **kwargs):
        text = value.strip()
        if text and text not in self.values:
            raise ValueError(f"« {value} » : écrivez {', '.join(self.values)}.")
        return text


class Lines(Text):
    """A list of sentences: one a line."""

    def clean(self, value, row=None, **kwargs):
        return [line.strip() for line in value.splitlines() if line.strip()]

    def render(self, value, obj=None, **kwargs):
        return "\n".join(value or ())


class YesNo(Text):
    def clean(self, value, row=None, **kwargs):
        word = value.strip().lower()
        if word not in YES + NO:
            raise ValueError(f"« {value} » : écrivez oui ou non.")
        return word in YES

    def render(self, value, obj=None, **kwargs):
        return "oui" if value else "non"


class Number(Text):
    def __init__(self, kind: type = int):
        super().__init__()
        self.kind = kind

    def clean(self, value, row=None, **kwargs):
        text = value.strip().replace("\u202f", "").replace("\xa0", "").replace(" ", "")
        if not text:
            return None
        try:
            number = self.kind(text.replace(",", "."))
        except (ValueError, InvalidOperation) as error:
            raise ValueError(f"« {value} » n'est pas un nombre admis ici.") from error
        if not Decimal(number).is_finite():
            raise ValueError(f"« {value} » n'est pas un nombre.")
        return number


class Day(Text):
    FORMS = ("%Y-%m-%d", "%d/%m/%Y")

    def clean(self, value, row=None, **kwargs):
        text = value.strip()
        if not text:
            return None
        for form in self.FORMS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        raise ValueError(f"« {value} » n'est pas une date : écrivez JJ/MM/AAAA.")

    def render(self, value: date | None, obj=None, **kwargs):
        return value.isoformat() if value else ""


class Key(widgets.ForeignKeyWidget):
    """A row of another table, by its public key."""

    def __init__(self, model: type[models.Model]):
        super().__init__(model, field="slug")

    def clean(self, value, row=None, **kwargs):
        key = value.strip()
        return find(self.model, [key])[0] if key else None

    def render(self, value, obj=None, **kwargs):
        return value.slug if value else ""


class Keys(widgets.ManyToManyWidget):
    """Rows of another table, by their public keys."""

    def __init__(self, model: type[models.Model], needed: bool):
        super().__init__(model, separator=SEPARATOR, field="slug")
        self.needed = needed

    def clean(self, value, row=None, **kwargs):
        keys = [key.strip() for key in value.split(SEPARATOR) if key.strip()]
        if self.needed and not keys:
            raise ValueError("Donnez au moins une valeur.")
        return find(self.model, dict.fromkeys(keys))

    def render(self, value, obj=None, **kwargs):
        return f"{SEPARATOR} ".join(row.slug for row in value.all()) if value else ""


def find(model: type[models.Model], keys) -> list[models.Model]:
    found = model.objects.in_bulk(list(keys), field_name="slug")
    for key in keys:
        if key not in found:
            raise ValueError(f"« {key} » n'est l'identifiant d'aucune fiche de ce genre.")
    return [found[key] for key in keys]


def widget_of(field: models.Field) -> widgets.Widget:
    """The widget of a model's field."""
    if isinstance(field, models.ManyToManyField):
        return Keys(field.related_model, needed=not field.blank)
    if isinstance(field, models.ForeignKey):
        return Key(field.related_model)
    if field.choices:
        return Choice([value for value, _ in field.flatchoices if value])
    kinds = (
        (models.JSONField, Lines),
        (models.BooleanField, YesNo),
        (models.DateField, Day),
        (models.DecimalField, lambda: Number(Decimal)),
        (models.IntegerField, Number),
    )
    return next((make() for kind, make in kinds if isinstance(field, kind)), Text())
