"""What editors write leaves the database as files that read well, and comes back the same."""

from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from schemes.catalogue.export import catalogue_files
from schemes.catalogue.export_cards import card_of
from schemes.catalogue.schema_scheme import SchemeSpec
from schemes.catalogue.yaml_writing import Line, Prose, Row, as_yaml
from schemes.enums import Operator, Publication, Scope
from schemes.models import (
    CardChange,
    CaseType,
    Expectation,
    Scheme,
)
from tests.factories import (
    make_audience,
    make_condition,
    make_contact,
    make_criterion,
    make_expectation,
    make_scheme,
    make_source,
)
from tests.schemes.export_kit import all_rows, export, load, wipe


def write_everything() -> Scheme:
    """What fixtures/ do not show: a draft in pieces, days of their own, a shared case type."""
    ptp = make_scheme("ptp", verified_on="2026-11-21")
    source = make_source()
    ptp.citations.create(source=source, place="page 1")
    ptp.actors.create(role="contact", organisation=make_contact().organisation, position=0)
    ptp.figures.create(key="k", label="Montant", minimum="712.40", maximum="2009.82")
    make_condition(
        ptp,
        make_criterion(),
        Operator.IN,
        ["reconnu"],
        checked_on=None,
        unless_criterion=make_criterion("csp", "oui-non", position=1),
        unless_operator=Operator.IS,
        unless_value=False,
    )
    always = {"operator": Operator.ALWAYS, "source": source, "place": "page 2"}
    ptp.conditions.create(**always, wording="Ouvert à tous.", scope=Scope.PRIORITY, position=1)
    CardChange.objects.create(scheme=ptp, made_on="2026-10-01", text="Ont changé : les étapes.")
    CardChange.objects.create(scheme=ptp, made_on="2026-10-01", text="Ont changé : les liens.")
    draft = make_scheme("brouillon", publication=Publication.DRAFT)
    make_audience(draft, "vide")
    draft.figures.create(key="k", label="Autre montant", minimum=1, maximum=1)
    case = make_expectation(ptp, "oui", handicap="reconnu").case_type
    Expectation.objects.create(case_type=case, scheme=draft, verdict="non")
    CaseType.objects.create(slug="seul", label="Sans fiche", profile={})
    return ptp


@pytest.mark.django_db
def test_what_editors_write_comes_back_too(tmp_path) -> None:
    write_everything()
    before = all_rows()
    assert before["CardChange"]
    export(tmp_path / "copie")
    assert load(tmp_path / "copie").endswith("Rien n'a changé.\n"), "the files say what there is"
    wipe()
    load(tmp_path / "copie")
    assert all_rows() == before


@pytest.mark.django_db
def test_a_card_is_exported_in_the_form_that_the_loader_reads() -> None:
    card = card_of(write_everything())
    assert SchemeSpec.model_validate(card).slug == "ptp"
    assert list(card)[:4] == ["slug", "name", "nature", "legal_regime"]


@pytest.mark.django_db
def test_the_files_can_be_read_with_pleasure() -> None:
    text = dict(catalogue_files())["schemes/ptp.yaml"] if write_everything() else ""
    assert "stages: [formation]\n" in text
    assert "  - {role: contact, organisation: organisme-" in text
    assert "    - criterion: handicap\n      in: [reconnu]\n      unless: {" in text
    assert "\n\nrules:\n" in text


@pytest.mark.django_db
def test_a_working_copy_never_leaves(tmp_path) -> None:
    ptp = write_everything()
    copy = make_scheme("ptp--travail-1", publication=Publication.DRAFT, revises=ptp)
    ptp.outgoing_links.create(kind="follows", to_scheme=copy)
    export(tmp_path / "copie")
    held = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.yaml"))
    assert "--travail" not in held


@pytest.mark.django_db
def test_a_folder_with_something_else_is_never_touched(tmp_path) -> None:
    write_everything()
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes" / "notes.txt").write_text("à garder", encoding="utf-8")
    for options in ((), ("--replace",)):
        with pytest.raises(CommandError, match="autre chose qu'un catalogue"):
            export(tmp_path, *options)
    assert [path.name for path in tmp_path.rglob("*.*")] == ["notes.txt"]


@pytest.mark.django_db
def test_a_catalogue_is_replaced_only_when_told(tmp_path) -> None:
    write_everything()
    export(tmp_path / "copie")
    Scheme.objects.filter(slug="brouillon").delete()
    with pytest.raises(CommandError, match="contient déjà un catalogue"):
        export(tmp_path / "copie")
    assert (tmp_path / "copie" / "schemes" / "brouillon.yaml").exists()
    export(tmp_path / "copie", "--replace")
    assert not (tmp_path / "copie" / "schemes" / "brouillon.yaml").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["copie"], "nothing is left beside"


@pytest.mark.django_db
def test_what_would_not_load_again_is_told_on_the_day_of_writing(tmp_path) -> None:
    write_everything()
    Scheme.objects.filter(slug="ptp").update(review_every_months=0)
    err = StringIO()
    call_command("export_catalogue", str(tmp_path / "copie"), stdout=StringIO(), stderr=err)
    assert "ptp.yaml:" in err.getvalue()
    assert "trop petit" in err.getvalue()


TEXTS = st.text(max_size=60) | st.lists(
    st.text(alphabet=" \n\tab:#-'\"«é» \u2028", max_size=80), max_size=4
).map("\n".join)


@given(text=TEXTS)
def test_no_text_is_lost_on_its_way_through_a_file(text) -> None:
    if any(ord(sign) in range(0xD800, 0xE000) for sign in text):
        return  # no database holds half a character
    data = {"a": Prose(text), "b": Row([text, "02", "oui", None]), "c": [Line(k=text)], "d": text}
    assert yaml.safe_load(as_yaml(data)) == data
    assert yaml.safe_load(as_yaml({"a": Prose(text * 3)})) == {"a": text * 3}
