"""What the tables of schemes, contacts and glossary hold, and how a row becomes one of ours."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export import fields, resources

from schemes.expectations import broken_expectations
from schemes.models import Contact, GlossaryTerm, Scheme
from schemes.search.index import batch
from schemes.tables.reading import TableError
from schemes.tables.widgets import Keys, widget_of


class Column(fields.Field):
    """One column; a cell that says what is already there changes nothing.

    A table does not tell all: two ways of ending a line, 6 and 6.0, look the same in a cell.
    """

    empty_values = ()

    def save(self, instance, row, is_m2m=False, **kwargs):
        if not is_m2m and self._says_the_same(instance, row, **kwargs):
            return
        super().save(instance, row, is_m2m, **kwargs)

    def _says_the_same(self, instance, row, **kwargs) -> bool:
        before = self.widget.render(self.get_value(instance))
        return before == self.widget.render(self.clean(row, **kwargs))


@dataclass(frozen=True)
class Difference:
    """One cell that the import changes."""

    column: str
    before: str
    after: str


class Differences:
    """Those of one row, for the preview; the interface is that of import-export's `Diff`."""

    def __init__(self, resource: "TableResource", instance: Any, new: bool):
        self.columns = resource.get_diff_headers()
        self.before = [""] * len(self.columns) if new else self._cells(resource, instance)
        self.after: list[str] = []

    def compare_with(self, resource: "TableResource", instance: Any) -> None:
        self.after = self._cells(resource, instance)

    def as_html(self) -> list[Difference]:
        cells = zip(self.columns, self.before, self.after, strict=True)
        return [Difference(*cell) for cell in cells if cell[1] != cell[2]]

    @staticmethod
    def _cells(resource: "TableResource", instance: Any) -> list[str]:
        return [str(field.export(instance)) for field in resource.get_import_fields()]


class TableResource(resources.ModelResource):
    """All or nothing: one mistake anywhere and no row is written."""

    DEFAULT_RESOURCE_FIELD = Column
    shown_only: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()  # what the cells name, read for all rows at once

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = False
        use_transactions = True

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        return Column(
            attribute=field_name,
            column_name=cls.column_name(django_field),
            widget=widget_of(django_field),
            readonly=field_name in cls.shown_only,
        )

    @classmethod
    def column_name(cls, django_field) -> str:
        return "numéro" if django_field.primary_key else str(django_field.verbose_name)

    @classmethod
    def get_diff_class(cls):
        return Differences

    def get_queryset(self):
        return self.filter_export(super().get_queryset())

    def filter_export(self, queryset, **kwargs):
        return queryset.prefetch_related(*self.relations)

    @property
    def key(self) -> fields.Field:
        return self.fields[self.get_import_id_fields()[0]]

    def import_data(self, *args, **kwargs):
        """The search index follows, once for all rows and in the same transaction."""
        with batch():
            return super().import_data(*args, **kwargs)

    def before_import(self, dataset, **kwargs):
        """Refuse a table whose columns or keys say nothing sure."""
        known = [field.column_name for field in self.fields.values()]
        for header, count in Counter(dataset.headers).items():
            if not header:
                raise TableError("Une colonne n'a pas de titre.")
            if count > 1:
                raise TableError(f"La colonne « {header} » est là deux fois.")
            if header not in known:
                raise TableError(f"La colonne « {header} » n'existe pas dans ce tableau.")
        if self.key.column_name not in dataset.headers:
            raise TableError(f"Il manque la colonne « {self.key.column_name} ».")
        self._refuse_doubles(dataset[self.key.column_name])

    def _refuse_doubles(self, keys: list[str]) -> None:
        for key, count in Counter(key.strip() for key in keys).items():
            if key and count > 1:
                lines = [str(n) for n, other in enumerate(keys, 2) if other.strip() == key]
                where = ", ".join(lines[:10])
                raise TableError(f"« {key} » est là plusieurs fois, aux lignes {where}.")

    def import_instance(self, instance, row, **kwargs):
        """Cells that name several rows are checked with the others, and not while being saved."""
        errors: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for field in self.get_import_fields():
            if isinstance(field.widget, Keys) and (field.column_name in row or not instance.pk):
                try:
                    field.clean({field.column_name: "", **row})
                except ValueError as error:
                    errors[field.attribute] = ValidationError(str(error))
        if errors:
            raise ValidationError(errors)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Errors are told under the title of their column."""
        try:
            super().validate_instance(instance, import_validation_errors, validate_unique)
        except ValidationError as error:
            titles = {field.attribute: field.column_name for field in self.fields.values()}
            told = {titles.get(name, name): found for name, found in error.error_dict.items()}
            raise ValidationError(told) from error


# Where and when a card is open, and the day on which its case types are read.
DECIDING = ("territory", "valid_from", "valid_until", "verified_on")


def _refuse_broken(scheme: Scheme) -> None:
    for change in broken_expectations(scheme, timezone.localdate()):
        raise TableError(
            f"« {scheme} » contredirait le verdict attendu de « {change.case.label} » : "
            "changez cette fiche sur sa page, où l'on dit pourquoi."
        )


class SchemeTable(TableResource):
    """The card's own columns. Publication is shown and never written: a person decides it."""

    class Meta(TableResource.Meta):
        model = Scheme
        name = "Dispositifs"
        import_id_fields = ("slug",)
        exclude = ("id", "updated_at")

    shown_only = ("publication",)
    relations = ("territory", "stages", "compensations")

    def after_import(self, dataset, result, **kwargs):
        """A file changes no verdict that somebody promised: that is done on the card."""
        changed = [row.object_id for row in result.rows if row.is_update()]
        if self._decides(dataset.headers):
            for scheme in Scheme.objects.published().filter(pk__in=changed):
                _refuse_broken(scheme)

    def _decides(self, headers: list[str]) -> bool:
        return any(self.fields[name].column_name in headers for name in DECIDING)


class ContactTable(TableResource):
    """A contact has no key of its own but its number; a row without one is a new contact."""

    class Meta(TableResource.Meta):
        model = Contact
        name = "Contacts"
        import_id_fields = ("id",)

    relations = ("organisation", "territory")

    def after_init_instance(self, instance, new, row, **kwargs):
        number = row[self.key.column_name].strip()
        if new and number:
            raise TableError(f"Le contact numéro {number} n'existe pas, ou n'existe plus.")


class GlossaryTable(TableResource):
    class Meta(TableResource.Meta):
        model = GlossaryTerm
        name = "Glossaire"
        import_id_fields = ("slug",)
        exclude = ("id",)

    relations = ("scheme", "source")
