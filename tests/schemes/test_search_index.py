"""The index follows every save, every link and every deletion, in the same transaction."""

import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from schemes.enums import Publication
from schemes.models import (
    Organisation,
    PlainVersion,
    Scheme,
    SearchEntry,
    SearchKind,
    SearchWord,
    Stage,
    Step,
    Tip,
)
from schemes.search.api import search
from schemes.search.index import batch, is_outdated, rebuild, refresh
from tests.factories import (
    make_audience,
    make_condition,
    make_contact,
    make_organisation,
    make_scheme,
    make_stage,
    make_term,
    make_territory,
)
from tests.pages import fill
from tests.schemes.search_kit import found, make_initiative, make_situation

pytestmark = pytest.mark.django_db


def counted(text: str, kind: str) -> int:
    return search(text).of(kind).count


def test_a_card_is_found_as_soon_as_it_is_saved() -> None:
    scheme = make_scheme("ptp", name="Projet de transition")
    assert found("transition") == ["ptp"]
    scheme.name = "Projet de mutation"
    scheme.save()
    assert found("transition") == []
    assert found("mutation") == ["ptp"]


def test_a_deleted_card_is_gone() -> None:
    make_scheme("ptp", name="Projet de transition").delete()
    assert found("transition") == []
    assert not SearchEntry.objects.exists()


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_only_published_cards_are_indexed(publication: str) -> None:
    scheme = make_scheme("ptp", publication=publication)
    assert not SearchEntry.objects.exists()
    scheme.publication = Publication.PUBLISHED
    scheme.save()
    assert found("ptp") == ["ptp"]
    scheme.publication = publication
    scheme.save()
    assert not SearchEntry.objects.exists()


def parts_of(scheme: Scheme) -> dict:
    """A row of each part, holding the word « zinzolin »."""
    organisation = make_organisation("zinzolin", name="Maison zinzolin")
    return {
        "step": lambda: scheme.steps.create(text="Demander le zinzolin."),
        "tip": lambda: scheme.tips.create(text="Le zinzolin aide."),
        "figure": lambda: scheme.figures.create(key="z", label="Zinzolin", minimum=1, maximum=1),
        "resource": lambda: scheme.resources.create(
            label="Zinzolin", url="https://z.example/", kind="outil"
        ),
        "actor": lambda: scheme.actors.create(role="financeur", organisation=organisation),
        "audience": lambda: make_audience(scheme, label="Amateurs de zinzolin"),
        "condition": lambda: make_condition(scheme, wording="Aimer le zinzolin."),
        "plain": lambda: PlainVersion.objects.create(scheme=scheme, what=["Du zinzolin."]),
    }


PARTS = ("step", "tip", "figure", "resource", "actor", "audience", "condition", "plain")


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_card_is_found_and_goes(part: str) -> None:
    scheme = make_scheme("ptp")
    row = parts_of(scheme)[part]()
    assert found("zinzolin") == ["ptp"]
    row.delete()
    assert found("zinzolin") == []


def test_a_part_that_moves_leaves_the_card_that_it_was_on() -> None:
    tip = make_scheme("ptp").tips.create(text="Le zinzolin aide.")
    tip.scheme = make_scheme("vae")
    tip.save()
    assert found("zinzolin") == ["vae"]


def test_parts_deleted_together_are_gone() -> None:
    scheme = make_scheme("ptp")
    scheme.tips.create(text="Le zinzolin aide.")
    Tip.objects.filter(scheme=scheme).delete()
    assert found("zinzolin") == []


def test_stages_are_followed_from_both_sides() -> None:
    scheme, stage = make_scheme("ptp"), make_stage("remobilisation")
    assert found("remobilisation") == []
    scheme.stages.add(stage)
    assert found("remobilisation") == ["ptp"]
    stage.schemes.remove(scheme)
    assert found("remobilisation") == []
    stage.schemes.set([scheme])
    assert found("remobilisation") == ["ptp"]
    stage.schemes.clear()
    assert found("remobilisation") == []
    scheme.stages.set([stage])
    scheme.stages.clear()
    assert found("remobilisation") == []


def test_what_a_card_names_is_followed() -> None:
    place, body = make_territory("normandie"), make_organisation("afpa", name="Afpa")
    scheme = make_scheme("ptp", territory=place, stages=("projet",))
    scheme.actors.create(role="operateur", organisation=body)
    for row, field in ((place, "name"), (body, "name"), (Stage.objects.get(slug="projet"), "name")):
        setattr(row, field, "Zinzolin")
        row.save()
        assert found("zinzolin") == ["ptp"], row
        setattr(row, field, f"Autre {row.pk}")
        row.save()
        assert found("zinzolin") == [], row


def test_contacts_make_their_organisation_found() -> None:
    contact = make_contact(make_organisation("cap", name="Cap emploi"), label="Antenne de Laon")
    assert counted("laon", SearchKind.ORGANISATION) == 1
    contact.delete()
    assert counted("laon", SearchKind.ORGANISATION) == 0


def test_places_make_their_organisation_found() -> None:
    body, place = make_organisation("cap", name="Cap emploi"), make_territory("59")
    body.territories.add(place)
    assert counted("nord", SearchKind.ORGANISATION) == 1
    place.organisations.clear()
    assert counted("nord", SearchKind.ORGANISATION) == 0


def test_the_other_kinds_are_followed() -> None:
    rows = {
        SearchKind.TERM: make_term("Zinzolin"),
        SearchKind.INITIATIVE: make_initiative("L'atelier du zinzolin"),
        SearchKind.ORGANISATION: make_organisation("z", name="Zinzolin"),
        SearchKind.SITUATION: make_situation("Je rêve de zinzolin"),
    }
    assert {kind: counted("zinzolin", kind) for kind in rows} == dict.fromkeys(rows, 1)
    for kind, row in rows.items():
        row.delete()
        assert counted("zinzolin", kind) == 0


def test_a_situation_that_leads_to_a_draft_is_not_found() -> None:
    scheme = make_scheme("ptp", publication=Publication.DRAFT)
    make_situation("Je rêve de zinzolin", scheme=scheme)
    assert counted("zinzolin", SearchKind.SITUATION) == 0
    scheme.publication = Publication.PUBLISHED
    scheme.save()
    assert counted("zinzolin", SearchKind.SITUATION) == 1


def test_what_is_rolled_back_was_never_indexed() -> None:
    scheme = make_scheme("ptp", name="Projet de transition")
    scheme.name = "Projet de mutation"
    with transaction.atomic():
        scheme.save()
        transaction.set_rollback(True)
    assert found("mutation") == []
    assert found("transition") == ["ptp"]


def test_a_batch_indexes_each_object_at_its_end() -> None:
    with batch():
        scheme = make_scheme("ptp")
        scheme.tips.create(text="Le zinzolin aide.")
        assert not SearchEntry.objects.exists()
    assert found("zinzolin") == ["ptp"]


def test_a_batch_within_a_batch_waits_for_the_outer_one() -> None:
    with batch():
        with batch():
            make_scheme("ptp")
        assert not SearchEntry.objects.exists()
    assert found("ptp") == ["ptp"]


def test_a_batch_that_fails_indexes_nothing_and_forgets_it() -> None:
    with pytest.raises(ZeroDivisionError), batch():
        make_scheme("ptp", name=str(1 / 0))
    assert not SearchEntry.objects.exists()
    make_scheme("vae")
    assert found("vae") == ["vae"], "what follows is indexed at once"


def test_bulk_paths_end_with_refresh() -> None:
    scheme = make_scheme("ptp", name="Projet de transition")
    Scheme.objects.update(name="Projet de mutation")
    assert found("mutation") == [], "documented: update() sends no signal"
    refresh(SearchKind.SCHEME, [scheme.pk])
    assert found("mutation") == ["ptp"]


def test_saving_what_did_not_change_writes_nothing() -> None:
    scheme = make_scheme("ptp")
    before = SearchEntry.objects.get().digest
    with transaction.atomic():
        scheme.save()
    assert SearchEntry.objects.get().digest == before


def test_saving_a_part_costs_as_much_whatever_the_catalogue(django_assert_max_num_queries) -> None:
    counts = []
    for size in (3, 30):
        fill(size)
        step = Step.objects.order_by("-pk").first()
        step.text = f"Appeler {size}."
        with django_assert_max_num_queries(25) as captured:
            step.save()
        counts.append(len(captured))
    assert counts[0] == counts[1]


def entries() -> list[tuple]:
    columns = ("kind", "object_id", "is_historic", "length", "title", "text", "version", "digest")
    return sorted(SearchEntry.objects.values_list(*columns))


def test_reindex_gives_what_the_signals_had_made() -> None:
    fill(5)
    make_initiative()
    make_situation("Je cherche")
    before, words = entries(), set(SearchWord.objects.values_list("word", "raw"))
    counts = rebuild()
    assert entries() == before
    assert set(SearchWord.objects.values_list("word", "raw")) <= words
    assert sum(counts.values()) == len(before)
    rebuild()
    assert entries() == before


def test_reindex_mends_what_went_round_the_signals() -> None:
    make_scheme("ptp", name="Projet de transition")
    make_scheme("parti")
    Scheme.objects.update(name="Projet de mutation")
    SearchEntry.objects.filter(title__contains="parti").update(object_id=999_999)
    rebuild()
    assert sorted(found("mutation")) == ["parti", "ptp"]
    assert SearchEntry.objects.count() == 2


def test_the_command_tells_what_it_indexed() -> None:
    make_scheme("ptp")
    make_term("RQTH")
    out, err = StringIO(), StringIO()
    call_command("reindex", stdout=out, stderr=err)
    assert "dispositifs : 1\n" in out.getvalue()
    assert "termes du glossaire : 1\n" in out.getvalue()
    assert err.getvalue() == "", "no bar where nobody watches"


def test_the_command_draws_a_bar_where_somebody_watches(monkeypatch) -> None:
    class Terminal(StringIO):
        def isatty(self):
            return True

    make_scheme("ptp")
    monkeypatch.setattr("sys.stderr", Terminal())
    call_command("reindex", stdout=StringIO())
    assert "1/1" in sys.stderr.getvalue()


def test_an_index_of_another_version_is_outdated() -> None:
    assert is_outdated(), "nothing is indexed"
    make_scheme("ptp")
    assert not is_outdated()
    SearchEntry.objects.update(version=0)
    assert is_outdated()


def test_loading_the_catalogue_rebuilds_an_outdated_index(catalogue) -> None:
    SearchEntry.objects.all().delete()
    call_command("load_catalogue", stdout=StringIO())
    assert found("ptp")[0] == "ptp"
    assert Organisation.objects.count() == SearchEntry.objects.filter(kind="organisme").count()
