"""The employer's entrance is loaded whole, and refused where it could not be shown."""

import pytest

from schemes.models import EmployerSituation
from tests.schemes.catalogue_kit import FILES, check_refused, load, write_folder

pytestmark = pytest.mark.django_db

CRITERIA = f"""{FILES["criteria.yaml"]}\
- key: statuts
  label: Situation
  type: choix-multiple
  group: situation
  question: Quelle situation ?
  options:
    - {{value: salarie, label: Salarié}}
    - {{value: agent, label: Agent}}
"""


def situation(more: str = "", statuses: str = "[salarie, agent]") -> str:
    return f"""\
- slug: arret
  kind: evenement
  label: Arrêt de travail
  question: "Que faire ?"
  promise: Un retour serein.
  answer: Agissez.
  statuses: {statuses}
  schemes:
    - {{scheme: ptp, why: Pour changer de métier.}}
  gains:
    - {{text: Un gain., source: guide, place: page 3}}
  calls:
    - {{organisation: mdph, why: Pour savoir.}}
{more}"""


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path, criteria=CRITERIA)


def test_a_situation_is_written_once_with_its_parts(folder):
    write_folder(folder, employer=situation())
    assert "situations d'employeur : 1 créés" in load(folder)
    assert "situations d'employeur : 0 créés, 0 modifiés, 1 inchangés" in load(folder)
    row = EmployerSituation.objects.get()
    assert [point.text for point in row.gains] == ["Un gain."]
    assert [p.scheme.slug for p in row.proposals.all()] == ["ptp"]
    assert [call.organisation.slug for call in row.calls.all()] == ["mdph"]


def test_a_change_is_told(folder):
    write_folder(folder, employer=situation())
    load(folder)
    write_folder(folder, employer=situation().replace("Un gain.", "Deux gains."))
    assert "situations d'employeur : 0 créés, 1 modifiés" in load(folder)
    assert [point.text for point in EmployerSituation.objects.get().gains] == ["Deux gains."]


def test_a_folder_without_the_file_loads(folder):
    assert "situations d'employeur : 0 créés" in load(folder)


@pytest.mark.parametrize(
    ("text", "needle", "words"),
    [
        (situation().replace("ptp", "lune"), "lune", "« lune » n'existe pas (dispositifs)."),
        (situation().replace("mdph", "lune"), "lune", "« lune » n'existe pas (organismes)."),
        (situation().replace("guide", "lune"), "lune", "« lune » n'existe pas (sources)."),
        (situation(statuses="[lune]"), "statuses", "« lune » n'est pas une réponse possible."),
        (situation("  profile: {lune: 1}\n"), "profile", "Cette question n'existe pas."),
        (situation("  profile: {age: 12}\n"), "profile", "Donnez un nombre entre"),
        (situation("  profile: {age: dix}\n"), "profile", "Donnez un nombre entier."),
        (situation().replace("Agissez.", '""'), "answer", "le texte est vide."),
        (situation(statuses="[]"), "statuses", "la liste est vide."),
        (situation("  lune: 1\n"), "lune", "ce champ n'existe pas."),
    ],
)
def test_what_could_not_be_shown_is_refused(folder, text, needle, words):
    check_refused(folder, "employer", text, needle, words)


def test_a_scheme_that_is_closed_to_every_status_is_refused(folder):
    text = situation("  profile: {age: 14}\n")
    words = "« ptp » est fermé à tous les statuts de cette situation."
    check_refused(folder, "employer", text, "scheme: ptp", words)
