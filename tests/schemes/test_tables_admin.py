"""Tables in the admin: seen before they are written, by those who may, whole even when killed."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from schemes.models import Scheme
from schemes.tables.reading import read_table
from tests.factories import (
    make_condition,
    make_contact,
    make_expectation,
    make_scheme,
    make_staff,
    make_term,
)
from tests.pages import queries_of, text_of
from tests.schemes.test_tables import semicolons, workbook

LISTS = ("scheme", "contact", "glossaryterm")
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)(?![^>]*json)", re.IGNORECASE)
RENAME = semicolons(["identifiant", "nom"], ["ptp", "Nouveau nom"])


def address(page: str, model: str = "scheme") -> str:
    return reverse(f"admin:schemes_{model}_{page}")


def send(client, data: bytes, name: str = "t.csv", model: str = "scheme", **extra):
    file = SimpleUploadedFile(name, data)
    return client.post(address("import", model), {"import_file": file, "format": "0", **extra})


def confirm(client, page, **changes):
    data = {**page.context["confirm_form"].initial, **changes}
    return client.post(address("process_import"), data, follow=True)


@pytest.mark.django_db
def test_differences_are_shown_before_anything_is_written(admin_client) -> None:
    make_scheme("ptp", name="Ancien nom")
    page = send(admin_client, RENAME)
    text = text_of(page)
    assert "Lignes à créer : 0. Lignes à modifier : 1." in text
    assert "nom Ancien nom Nouveau nom" in text
    assert Scheme.objects.get().name == "Ancien nom"
    assert "Créées : 0, modifiées : 1, sans changement : 0" in text_of(confirm(admin_client, page))
    assert Scheme.objects.get().name == "Nouveau nom"
    assert LogEntry.objects.get().change_message == "Importé d'un tableau."


@pytest.mark.django_db
def test_errors_are_told_by_row_and_column(admin_client) -> None:
    make_scheme("ptp")
    page = send(admin_client, semicolons(["identifiant", "nature"], ["ptp", "lune"]))
    assert "Ligne 2, colonne « nature » : « lune » : écrivez formation" in text_of(page)
    assert "confirm_form" not in page.context
    page = send(admin_client, semicolons(["identifiant", "prix"], ["ptp", "1"]))
    assert "La colonne « prix » n'existe pas" in text_of(page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("t.xlsm", workbook(["identifiant"]), "sans macro"),
        ("t.xls", b"x", "Seuls les fichiers .csv et .xlsx"),
        ("t.csv", b"x" * 2_000_001, "2 Mo"),
        ("t.xlsx", workbook(["identifiant"], ["=1"]), "A2 contient une formule"),
        ("t.csv", b"", "vide"),
        ("t.csv", b"identifiant\n", "Pas de données valides"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    admin_client, name, data, words
) -> None:
    page = send(admin_client, data, name)
    assert page.status_code == 200
    assert words in " ".join(page.context["form"].errors["import_file"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"import_file_name": "nulle-part"},
        {"import_file_name": "../../etc/passwd"},
        {"import_file_name": "."},
    ],
)
def test_a_confirmation_of_another_file_does_nothing(admin_client, changes) -> None:
    make_scheme("ptp", name="Ancien nom")
    page = confirm(admin_client, send(admin_client, RENAME), **changes)
    assert "Rien n'a été importé" in text_of(page)
    assert Scheme.objects.get().name == "Ancien nom"


@pytest.mark.django_db
def test_a_file_that_breaks_a_promised_verdict_is_refused(admin_client) -> None:
    scheme = make_scheme("ptp")
    make_condition(scheme)
    expected = make_expectation(scheme, "oui", handicap="reconnu")
    closed = semicolons(["identifiant", "valable jusqu'au"], ["ptp", "2020-01-31"])
    page = send(admin_client, closed)
    assert "contredirait le verdict attendu de « Une personne »" in text_of(page)
    assert "confirm_form" not in page.context
    expected.delete()
    later = send(admin_client, closed)
    make_expectation(scheme, "oui", handicap="reconnu")
    assert "Rien n'a été importé" in text_of(confirm(admin_client, later))
    assert Scheme.objects.get().valid_until is None


@pytest.mark.django_db
def test_a_forged_format_is_the_one_that_there_is(admin_client) -> None:
    make_scheme("ptp")
    page = confirm(admin_client, send(admin_client, RENAME), format="abc", resource="7")
    assert "modifiées : 1" in text_of(page)


@pytest.mark.django_db
def test_what_changed_since_the_preview_is_checked_again(admin_client) -> None:
    """The row was to be changed; gone in the meantime, it lacks what a new one needs."""
    scheme = make_scheme("ptp")
    page = send(admin_client, RENAME)
    scheme.delete()
    assert "Rien n'a été importé" in text_of(confirm(admin_client, page))
    assert not Scheme.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize(
    ("verbs", "imports", "exports"),
    [
        ((), 403, 403),
        (("view",), 403, 200),
        (("view", "change"), 403, 200),
        (("view", "add", "change"), 200, 200),
    ],
)
def test_who_may_import_and_who_may_export(client, model, verbs, imports, exports) -> None:
    """Cards ask for one right more: a file may name public ones, which skips their review."""
    extra = ("administer_scheme",) if "add" in verbs else ()
    user = make_staff("lea", *extra, *(f"{verb}_{model}" for verb in verbs))
    client.force_login(user)
    assert client.get(address("import", model)).status_code == imports
    assert client.post(address("process_import", model)).status_code == imports
    assert client.get(address("export", model)).status_code == exports
    if exports == 200:
        page = client.get(address("changelist", model)).content.decode()
        assert ("import/" in page) == (imports == 200)
        assert "export/" in page


@pytest.mark.django_db
@pytest.mark.parametrize("model", LISTS)
def test_the_pages_hold_no_inline_style_or_script(admin_client, model) -> None:
    make_scheme("ptp")
    pages = [admin_client.get(address(page, model)) for page in ("import", "export", "changelist")]
    pages += [send(admin_client, RENAME), send(admin_client, b"identifiant;nature\nptp;x\n")]
    for page in pages:
        assert INLINE.findall(page.content.decode()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "name"), [("0", "csv"), ("1", "xlsx")])
@pytest.mark.parametrize("model", LISTS)
def test_a_list_is_exported_as_it_is_filtered(admin_client, model, number, name) -> None:
    for word in ("zebre", "autre"):
        make_scheme(word, name=word)
        make_contact(label=word)
        make_term(word)
    answer = admin_client.post(f"{address('export', model)}?q=zebre", {"format": number})
    assert answer["Content-Disposition"].endswith(f'.{name}"')
    table = read_table(answer.content)
    assert len(table.rows) == 1
    assert "zebre" in table.rows[0]


@pytest.mark.django_db
def test_an_export_asks_as_many_queries_for_300_rows_as_for_3(
    admin_client, django_assert_max_num_queries
) -> None:
    counts = []
    for numbers in (range(3), range(3, 300)):
        first = make_scheme(f"premier-{numbers[0]}")
        values = {f: getattr(first, f) for f in ("nature", "legal_regime", "territory")}
        Scheme.objects.bulk_create(Scheme(slug=f"d-{n}", name=f"D {n}", **values) for n in numbers)
        with django_assert_max_num_queries(60) as captured:
            admin_client.post(address("export"), {"format": "0"})
        counts.append(len(captured))
        assert queries_of(admin_client, address("changelist")) < 25
    assert counts[1] - counts[0] <= 12, "three a page of a hundred rows"


# A crash in the middle

KILLED = """
import os, signal
import django
django.setup()
from django.db.models.signals import post_save
from schemes.models import Scheme
from schemes.tables.formats import AnyTable
from schemes.tables.resources import SchemeTable

saved = []

def die_at_the_third(**kwargs):
    saved.append(kwargs["instance"])
    if len(saved) == 3:
        print("saved", Scheme.objects.filter(name__startswith="Nouveau").count(), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

post_save.connect(die_at_the_third, sender=Scheme)
rows = "".join(f"carte-{n};Nouveau {n}\\n" for n in range(6))
data = AnyTable().create_dataset(f"identifiant;nom\\n{rows}".encode())
SchemeTable().import_data(data, dry_run=False, rollback_on_validation_errors=True)
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_the_middle_of_an_import_leaves_nothing_half_done(tmp_path) -> None:
    """Two nets hold it: the batch of the index, and `use_transactions`; without both it fails."""
    for number in range(6):
        make_scheme(f"carte-{number}", name=f"Ancien {number}")
    names = sorted(Scheme.objects.values_list("name", flat=True))
    url = database_on_disk(tmp_path)
    killed = python(KILLED, url)
    assert killed.stdout.split() == ["saved", "3"], killed.stderr
    assert killed.returncode == -signal.SIGKILL
    asked = python(
        "import django; django.setup()\n"
        "from schemes.models import Scheme, SearchEntry\n"
        "print(*sorted(Scheme.objects.values_list('name', flat=True)), sep='\\n')\n"
        "assert not Scheme.objects.search('nouveau').exists()",
        url,
    )
    assert asked.stdout.splitlines() == names, asked.stderr


def python(code: str, url: str) -> subprocess.CompletedProcess:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def database_on_disk(folder: Path) -> str:
    """The address of what another process may open: a copy of SQLite's memory, or PostgreSQL."""
    if connection.vendor == "sqlite":
        path = folder / "copie.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return f"sqlite:///{path}"
    at = connection.settings_dict
    account = ":".join(filter(None, [at["USER"], at["PASSWORD"]]))
    return f"postgres://{account}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"
