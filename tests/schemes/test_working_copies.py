"""A public card stays as it is while its change is written, reviewed and published."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from schemes.groups import ADMINISTRATOR, EDITOR, REVIEWER
from schemes.models import Audience, PlainVersion, Scheme, SearchKind, Step
from schemes.passing import Request, pass_on
from schemes.search.api import search
from schemes.working_copies import OVERTAKEN, duplicate, duplicate_audience, working_copy_of
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_expectation,
    make_scheme,
)
from tests.schemes.admin_kit import address
from tests.schemes.export_kit import all_rows
from tests.schemes.workflow_kit import act, make_card, make_person, sent_by, signed_in, state_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)


@pytest.fixture
def public() -> Scheme:
    card = make_card("ptp", name="Projet de transition", verified_on="2026-11-21")
    Step.objects.create(scheme=card, text="Demander à Transitions Pro.")
    parts = {key: ["Une aide."] for key in ("what", "for_whom", "steps", "benefits", "call")}
    PlainVersion.objects.create(scheme=card, **parts, reviewed_by="Le groupe FALC")
    csp = make_criterion("csp", "oui-non")
    make_condition(card, csp, "is", True, audience=make_audience(card, "salaries"))
    make_expectation(card, handicap="reconnu", csp=True)
    return card


def change(copy: Scheme) -> None:
    copy.name = "Projet changé"
    copy.save()
    step = copy.steps.get()
    step.text = "Demander en ligne."
    step.save()


def publish(copy: Scheme) -> Scheme:
    sent_by(make_person(EDITOR), copy)
    return pass_on(copy.pk, make_person(REVIEWER), Request("publie"), TODAY)


def test_nobody_outside_sees_a_working_copy(client, public) -> None:
    other = make_scheme("autre")
    public.outgoing_links.create(kind="follows", to_scheme=other)
    copy = working_copy_of(public)
    change(copy)
    assert "Projet de transition" in client.get(public.get_absolute_url()).content.decode()
    assert client.get(copy.get_absolute_url()).status_code == 404
    assert "--travail" not in client.get(other.get_absolute_url()).content.decode()
    for page in ("/dispositifs/", "/api/v1/dispositifs/", "/sitemap.xml", "/flux.atom"):
        text = client.get(page).content.decode()
        assert "Projet changé" not in text, page
        assert "--travail" not in text, page
    found = search("demander", [SearchKind.SCHEME]).of(SearchKind.SCHEME).ids
    assert list(found) == [public.pk]


def test_the_database_itself_keeps_it_hidden(public) -> None:
    copy = working_copy_of(public)
    for state in ("publie", "archive"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Scheme.objects.filter(pk=copy.pk).update(publication=state)


def test_there_is_one_working_copy_of_a_card(public) -> None:
    assert working_copy_of(public) == working_copy_of(public)


def test_published_its_content_takes_the_place_of_the_public_one(client, public) -> None:
    reader = make_scheme("lecteur")
    reader.outgoing_links.create(kind="follows", to_scheme=public)
    copy = working_copy_of(public)
    change(copy)
    again = publish(copy)
    assert (again.pk, again.slug, again.name) == (public.pk, "ptp", "Projet changé")
    assert not Scheme.objects.filter(pk=copy.pk).exists()
    assert reader.outgoing_links.get().to_scheme == public
    page = client.get("/dispositifs/ptp/").content.decode()
    assert "Demander en ligne." in page
    assert "Ont changé : le texte de la fiche, les démarches." in page
    assert client.get("/api/v1/dispositifs/ptp/").json()["nom"] == "Projet changé"
    passages = public.passages.values_list("origin", "target", "by__username")
    assert list(passages) == [
        ("a-relire", "publie", "personne relecteur"),
        ("brouillon", "a-relire", "personne rédacteur"),
    ]


def test_published_as_it_was_made_it_changes_nothing(public) -> None:
    before = all_rows()
    publish(working_copy_of(public))
    assert all_rows() == before


def test_a_public_card_that_moved_on_meanwhile_is_not_overwritten(public) -> None:
    copy = working_copy_of(public)
    public.steps.update(text="Corrigé entre-temps.")
    sent_by(make_person(EDITOR), copy)
    reviewer = signed_in(make_person(REVIEWER))
    assert OVERTAKEN in act(reviewer, copy, "pass", vers="publie").content.decode()
    act(reviewer, copy, "catch_up")
    assert act(reviewer, copy, "pass", vers="publie").status_code == 302


def test_verified_meanwhile_is_no_change_and_keeps_its_day(public) -> None:
    copy = working_copy_of(public)
    Scheme.objects.filter(pk=public.pk).update(verified_on="2026-11-27")
    assert publish(copy).verified_on == date(2026, 11, 27)


def test_a_dropped_copy_leaves_the_public_card_alone(public) -> None:
    before = all_rows()
    copy = working_copy_of(public)
    change(copy)
    act(signed_in(make_person(EDITOR)), copy, "drop")
    assert all_rows() == before


def test_who_sent_it_does_not_publish_it_where_another_can(public) -> None:
    copy = working_copy_of(public)
    author = make_person(REVIEWER, "auteur")
    sent_by(author, copy)
    assert act(signed_in(author), copy, "pass", vers="publie").status_code == 302, "alone"
    copy = working_copy_of(public)
    sent_by(author, copy)
    make_person(ADMINISTRATOR)
    refused = act(signed_in(author), copy, "pass", vers="publie")
    assert refused.status_code == 403
    assert "une autre personne doit la publier" in refused.content.decode()


def test_what_blocks_is_told_and_refused() -> None:
    card = make_scheme("vide", publication="a-relire")
    reviewer = signed_in(make_person(REVIEWER))
    page = reviewer.get(address(card)).content.decode()
    for sentence in ("Aucune source n&#x27;est citée.", "de quoi le joindre"):
        assert sentence in page
    assert act(reviewer, card, "pass", vers="publie").status_code == 403
    assert state_of(card) == "a-relire"


def test_a_reason_is_asked_for_where_a_card_goes_back(public) -> None:
    reviewer = signed_in(make_person(REVIEWER))
    assert act(reviewer, public, "pass", vers="archive").status_code == 403
    assert act(reviewer, public, "pass", vers="archive", motif="Fini.").status_code == 302
    assert public.passages.get().reason == "Fini."


def test_a_card_that_is_promised_is_published_on_its_day(public) -> None:
    copy = working_copy_of(public)
    change(copy)
    sent_by(make_person(EDITOR), copy)
    tomorrow = timezone.localdate() + timedelta(days=1)
    reviewer = signed_in(make_person(REVIEWER))
    act(reviewer, copy, "pass", vers="publie", le=tomorrow.isoformat())
    assert run().endswith("Rien à publier ni à classer aujourd'hui.\n")
    assert Scheme.objects.get(pk=public.pk).name == "Projet de transition"
    Scheme.objects.filter(pk=copy.pk).update(publish_on=timezone.localdate())
    assert run() == "Publiée : Projet changé.\n"
    assert run().startswith("Rien"), "done once"


def test_a_promise_is_not_kept_where_something_blocks_on_the_day() -> None:
    card = make_scheme("vide", publication="a-relire", publish_on="2020-01-01")
    err = StringIO()
    call_command("publish_scheduled", stdout=StringIO(), stderr=err)
    assert "Aucune source n'est citée." in err.getvalue()
    assert state_of(card) == "a-relire"


def test_a_card_whose_validity_is_over_becomes_historic_once(client, public) -> None:
    Scheme.objects.filter(pk=public.pk).update(valid_until="2020-01-01")
    assert run() == "Passée à l'état « historique » : Projet de transition.\n"
    assert run().startswith("Rien")
    assert "depuis le 01/01/2020" in client.get("/dispositifs/ptp/").content.decode()


def run() -> str:
    out = StringIO()
    call_command("publish_scheduled", stdout=out)
    return out.getvalue()


def test_a_duplicate_is_a_draft_with_all_its_parts_that_nobody_verified(public) -> None:
    first, second = duplicate(public), duplicate(public)
    assert (first.slug, second.slug) == ("ptp-copie", "ptp-copie-2")
    assert (first.publication, first.verified_on) == ("brouillon", None)
    assert first.plain.reviewed_by == ""
    for part in ("steps", "actors", "citations", "audiences", "conditions", "expectations"):
        assert getattr(first, part).count() == getattr(public, part).count() > 0, part


def test_a_public_is_duplicated_with_its_conditions(public) -> None:
    audience = public.audiences.get()
    copy = duplicate_audience(audience)
    assert (copy.key, copy.position) == ("salaries-copie", 1)
    assert copy.conditions.count() == audience.conditions.count() == 1
    assert duplicate_audience(Audience.objects.get(pk=audience.pk)).key == "salaries-copie-2"


def test_no_card_is_offered_to_be_linked_to_a_working_copy(public) -> None:
    working_copy_of(public)
    query = {"app_label": "schemes", "model_name": "schemelink", "field_name": "to_scheme"}
    found = signed_in(make_person(EDITOR)).get(reverse("admin:autocomplete"), {**query, "term": ""})
    assert [r["text"] for r in found.json()["results"]] == ["Projet de transition"]
