"""Import and export of tables on the lists of the admin."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.results import Result, RowResult

from schemes.tables.formats import AnyTable, FrenchCSV, PlainXLSX
from schemes.tables.reading import MOST_BYTES, TableError

ADMITTED = (".csv", ".txt", ".xlsx")
NOT_DONE = (
    "Rien n'a été importé : le fichier n'est plus là, ou les données ont changé depuis l'aperçu. "
    "Envoyez-le de nouveau."
)


class TableForm(ImportForm):
    """The file, whose size and name are looked at before its content is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["import_file"]
        field.label = "Fichier à importer"
        field.help_text = (
            "CSV ou XLSX, 2 Mo et 5 000 lignes au plus. La première feuille est lue. Rien n'est "
            "écrit avant que vous ayez vu les différences et confirmé."
        )
        field.widget.attrs["accept"] = ",".join(ADMITTED)

    @property
    def media(self):
        """Without the script that guesses the format: the content tells it."""
        return forms.Media()

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if not file.name.lower().endswith(ADMITTED):
            raise ValidationError(
                "Seuls les fichiers .csv et .xlsx sont lus, sans macro (ni .xlsm, ni .xls)."
            )
        if file.size > MOST_BYTES:
            raise ValidationError("Ce fichier pèse plus de 2 Mo : envoyez-le en plusieurs fois.")
        return file


class ConfirmForm(ConfirmImportForm):
    """There is one format and one table: whatever a forged form says."""

    def clean_format(self) -> str:
        return "0"

    def clean_resource(self) -> str:
        return "0"


class TableAdmin(ImportExportMixin):
    """Who may add and change may import; who may see may export."""

    import_form_class = TableForm
    confirm_form_class = ConfirmForm
    export_form_class = ExportForm
    import_template_name = "admin/workshop/import.html"

    def get_import_formats(self):
        return [AnyTable]

    def get_export_formats(self):
        return [FrenchCSV, PlainXLSX]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def add_data_read_fail_error_to_form(self, form, error: Exception) -> None:
        if not isinstance(error, TableError):
            raise error
        form.add_error("import_file", str(error))

    def process_import(self, request: HttpRequest, **kwargs):
        """Rows and journal are written together, or not at all."""
        try:
            with transaction.atomic():
                return super().process_import(request, **kwargs)
        except (OSError, TableError, DatabaseError):
            return self._not_done(request)

    def process_dataset(self, dataset, form, request: HttpRequest, **kwargs) -> Result:
        return super().process_dataset(
            dataset, form, request, rollback_on_validation_errors=True, **kwargs
        )

    def process_result(self, result: Result, request: HttpRequest):
        if result.has_errors() or result.has_validation_errors():
            return self._not_done(request)
        return super().process_result(result, request)

    def _not_done(self, request: HttpRequest) -> HttpResponseRedirect:
        messages.error(request, NOT_DONE)
        names = self.get_model_info()
        return HttpResponseRedirect(reverse("admin:{}_{}_import".format(*names)))

    def generate_log_entries(self, result: Result, request: HttpRequest) -> None:
        log = {
            RowResult.IMPORT_TYPE_NEW: self.log_addition,
            RowResult.IMPORT_TYPE_UPDATE: self.log_change,
        }
        for row in result.rows:
            log[row.import_type](request, row.instance, "Importé d'un tableau.")

    def add_success_message(self, result: Result, request: HttpRequest) -> None:
        new, changed, same = (
            result.totals[kind]
            for kind in (
                RowResult.IMPORT_TYPE_NEW,
                RowResult.IMPORT_TYPE_UPDATE,
                RowResult.IMPORT_TYPE_SKIP,
            )
        )
        messages.success(
            request,
            f"Import terminé. Créées : {new}, modifiées : {changed}, sans changement : {same}.",
        )
