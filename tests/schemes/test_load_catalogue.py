"""Loading the files: all of it, once, and it says what it did."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schemes.models import Audience, CatalogueLoad, Scheme
from tests.schemes.catalogue_kit import FILES, RULES, card, load, rows, write_folder

pytestmark = pytest.mark.django_db

PARTS = (
    "Actor", "Condition", "Expectation", "Figure", "PlainVersion", "Resource", "Step", "Tip",
)  # fmt: skip
CASES = "cases:\n  - {slug: a, label: Mineur, profile: {age: 15}, verdict: non}\n"


def lines(told: str) -> dict[str, str]:
    """« dispositifs » → « 1 créés, 0 modifiés, 0 inchangés »."""
    return dict(line.split(" : ", 1) for line in told.splitlines() if " : " in line)


def test_everything_is_created_from_nothing(tmp_path):
    told = lines(load(write_folder(tmp_path)))
    assert told["dispositifs"] == "1 créés, 0 modifiés, 0 inchangés"
    assert told["territoires"] == "3 créés, 0 modifiés, 0 inchangés"
    assert told["critères"] == "2 créés, 0 modifiés, 0 inchangés"
    scheme = Scheme.objects.get()
    assert (scheme.slug, scheme.name, scheme.territory.name) == ("ptp", "Dispositif ptp", "France")
    assert [stage.slug for stage in scheme.stages.all()] == ["formation"]
    base, own = scheme.conditions.all()
    assert (base.criterion.key, base.operator, base.value) == ("age", "between", [16, None])
    assert (own.audience.key, own.criterion.key, own.value) == ("reconnu", "handicap", ["reconnu"])
    assert scheme.glossary_terms.get().term == "PTP"


def test_a_second_load_writes_nothing_and_says_so(tmp_path):
    folder = write_folder(
        tmp_path, schemes__ptp=card("ptp", f"{RULES}{CASES}tips: [Un conseil.]\n")
    )
    load(folder)
    before = rows()
    with CaptureQueriesContext(connection) as captured:
        told = load(folder)
    written = {q["sql"].split()[2] for q in captured if q["sql"].startswith(("INSERT", "UPDATE"))}
    assert rows() == before
    assert written <= {f'"{CatalogueLoad._meta.db_table}"'}
    assert told.endswith("Rien n'a changé.\n")
    assert {line.split(",")[0] for line in lines(told).values()} == {"0 créés"}


def test_a_changed_card_is_named_and_the_others_are_left(tmp_path):
    load(write_folder(tmp_path, schemes__vae=card("vae")))
    write_folder(tmp_path, schemes__vae=card("vae").replace("Une phrase.", "Une autre phrase."))
    told = load(tmp_path)
    assert lines(told)["dispositifs"] == "0 créés, 1 modifiés, 1 inchangés"
    assert "  modifiés : vae\n" in told
    assert "Rien n'a changé." not in told
    assert Scheme.objects.get(slug="vae").summary == "Une autre phrase."


@pytest.mark.parametrize(
    "part",
    [
        "tips: [Un conseil.]\n",
        "steps: [Appeler.]\n",
        "figures: [{key: aide, label: Aide, value: 500, unit: €}]\n",
        "resources: [{label: Page, url: 'https://exemple.fr/', kind: officiel}]\n",
        "actors: [{role: operateur, organisation: mdph}]\n",
        "duration: {min: 6, max: 12, unit: mois}\n",
        "plain: {what: [a], for_whom: [b], steps: [c], benefits: [d], call: [e]}\n",
        "rules: {base: [{scope: a-confirmer, wording: oui, source: guide, place: x}]}\n",
        "cases: [{slug: a, label: A, profile: {age: 20}, verdict: a-verifier}]\n",
    ],
    ids=lambda part: part.split(":")[0],
)
def test_a_part_that_comes_or_goes_changes_its_card(tmp_path, part):
    load(write_folder(tmp_path, schemes__vae=card("vae")))
    bare = rows()
    for text in (card("vae", part), card("vae")):
        assert "  modifiés : vae\n" in load(write_folder(tmp_path, schemes__vae=text))
    assert load(tmp_path).endswith("Rien n'a changé.\n")
    after = rows()
    assert {name: after[name] for name in PARTS} == {name: bare[name] for name in PARTS}


def test_a_new_card_is_created_beside_the_others(tmp_path):
    load(write_folder(tmp_path))
    told = load(write_folder(tmp_path, schemes__vae=card("vae")))
    assert lines(told)["dispositifs"] == "1 créés, 0 modifiés, 1 inchangés"


def test_an_audience_keeps_its_row_when_its_words_change(tmp_path):
    load(write_folder(tmp_path))
    audience = Audience.objects.get()
    write_folder(
        tmp_path,
        schemes__ptp=FILES["schemes/ptp.yaml"].replace("label: Handicap", "label: Le handicap"),
    )
    load(tmp_path)
    again = Audience.objects.get()
    assert (again.pk, again.label) == (audience.pk, "Le handicap reconnu")


def test_cards_may_name_each_other_in_any_order(tmp_path):
    links = "links: [{kind: prepares, to: %s, note: oui}]\n"
    load(
        write_folder(tmp_path, schemes__a=card("a", links % "b"), schemes__b=card("b", links % "a"))
    )
    for slug, other in (("a", "b"), ("b", "a")):
        assert Scheme.objects.get(slug=slug).outgoing_links.get().to_scheme.slug == other


def test_a_network_may_be_written_after_its_members(tmp_path):
    member = "{slug: aaa, name: Membre, kind: contact, network: mdph}\n"
    told = load(write_folder(tmp_path, organisations__aaa=member))
    assert lines(told)["organismes"] == "2 créés, 0 modifiés, 0 inchangés"


def test_if_changed_leaves_the_database_alone_until_a_file_changes(tmp_path):
    folder = write_folder(tmp_path)
    assert "1 créés" in load(folder, "--if-changed")
    with CaptureQueriesContext(connection) as captured:
        told = load(folder, "--if-changed")
    assert told == "Catalogue : fichiers inchangés depuis le dernier chargement.\n"
    assert len(captured) <= 5
    write_folder(folder, schemes__vae=card("vae"))
    assert lines(load(folder, "--if-changed"))["dispositifs"] == "1 créés, 0 modifiés, 1 inchangés"


@pytest.mark.parametrize("change", ["rename", "delete"])
def test_if_changed_sees_a_file_that_comes_or_goes(tmp_path, change):
    folder = write_folder(tmp_path, schemes__vae=card("vae"))
    load(folder)
    path = folder / "schemes" / "vae.yaml"
    if change == "delete":
        path.unlink()
    else:
        path.rename(path.with_name("vae2.yaml"))
        path.with_name("vae2.yaml").write_text(card("vae2"), encoding="utf-8")
    assert "fichiers inchangés" not in load(folder, "--if-changed")


def test_if_changed_loads_again_where_the_cards_are_gone(tmp_path):
    folder = write_folder(tmp_path)
    load(folder)
    Scheme.objects.all().delete()
    assert "fichiers inchangés" not in load(folder, "--if-changed")
