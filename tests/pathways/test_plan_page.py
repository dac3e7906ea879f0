"""The plan's page: adding, moving, removing, undoing; two tabs, too many steps, cards that go."""

import re
from html import unescape

import pytest
from django.test import Client

from pathways.plan import MAX_STEPS, PlanStep
from pathways.plan_loading import load_fillers
from pathways.plan_store import PLAN
from schemes import versions
from schemes.enums import CriterionType, LinkKind, Nature, Publication, StageSlug, State
from schemes.models import Scheme
from tests.factories import (
    make_condition,
    make_contact,
    make_criterion,
    make_organisation,
    make_scheme,
    make_territory,
)
from tests.pages import ODD_TEXTS, fill, queries_of, text_of
from tests.pathways.plan_pages import (
    PAGE,
    answer,
    change,
    plan_of,
    put_plan,
    slugs_of,
    version_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cards() -> None:
    for slug in ("cep", "pmsmp", "ptp"):
        make_scheme(slug, acronym=slug.upper(), stages=(StageSlug.PROJECT,))


def page(client: Client) -> str:
    response = client.get(PAGE)
    assert response.status_code == 200
    return text_of(response)


def test_an_empty_plan_says_what_it_is_for_and_lets_add_a_scheme(client) -> None:
    told = page(client)
    assert "Le plan est vide" in told
    assert "Ajouter au plan" in told
    assert "Emporter le plan" not in told


def test_every_current_scheme_can_be_added_under_its_stage(client) -> None:
    make_scheme("cif", state=State.HISTORIC)
    make_scheme("brouillon", publication=Publication.DRAFT)
    make_scheme("dea", nature="compensation", stages=(StageSlug.TRAINING,))
    html = client.get(PAGE).content.decode()
    assert '<optgroup label="Projet">' in html
    assert '<optgroup label="Compensation du handicap">' in html
    assert 'value="dea"' in html
    assert 'value="cif"' not in html
    assert 'value="brouillon"' not in html


def test_adding_a_scheme_puts_it_last_and_says_so(client) -> None:
    put_plan(client, "cep")
    told = text_of(client.post(f"{PAGE}ajouter/", {"dispositif": "ptp"}, follow=True))
    assert slugs_of(client) == ["cep", "ptp"]
    assert "« PTP » est ajouté au plan, étape 2." in told


def test_a_scheme_that_the_answers_close_is_marked_where_it_can_be_added(client) -> None:
    handicap = make_criterion()
    make_condition(Scheme.objects.get(slug="ptp"), handicap, wording="Handicap reconnu.")
    assert "fermé d'après vos réponses" not in page(client)
    answer(client, handicap="aucun")
    html = unescape(client.get(PAGE).content.decode())
    assert re.findall(r'value="(\S+)">[^<]*\(fermé d\'après vos réponses\)</option>', html) == [
        "ptp"
    ]
    for slug, is_closed in (("ptp", True), ("cep", False)):
        told = text_of(client.post(f"{PAGE}ajouter/", {"dispositif": slug}, follow=True))
        assert ("étape 1. Il est fermé d'après vos réponses." in told) is is_closed
        put_plan(client)


def test_a_second_click_adds_nothing(client) -> None:
    for _ in range(2):
        response = client.post(f"{PAGE}ajouter/", {"dispositif": "ptp"}, follow=True)
    assert slugs_of(client) == ["ptp"]
    assert "déjà la dernière étape" in text_of(response)


@pytest.mark.parametrize("slug", ["", "zzz", "cif", *ODD_TEXTS.values()])
def test_what_cannot_be_added_is_told_and_changes_nothing(client, slug) -> None:
    make_scheme("cif", state=State.HISTORIC)
    put_plan(client, "cep")
    response = client.post(f"{PAGE}ajouter/", {"dispositif": slug}, follow=True)
    assert response.status_code == 200
    assert slugs_of(client) == ["cep"]
    assert "notice warn" in response.content.decode()


def test_adding_leads_back_where_the_form_says_inside_the_site_alone(client) -> None:
    data = {"dispositif": "cep", "retour": "/parcours/etapes/projet/"}
    assert client.post(f"{PAGE}ajouter/", data).url == "/parcours/etapes/projet/"
    for elsewhere in ("https://exemple.fr/", "//exemple.fr/", "javascript:alert(1)"):
        data = {"dispositif": "ptp", "retour": elsewhere}
        assert client.post(f"{PAGE}ajouter/", data).url == PAGE


def test_the_forty_first_step_is_refused_and_the_rest_is_kept(client) -> None:
    put_plan(client, *["cep", "ptp"] * 20)
    response = client.post(f"{PAGE}ajouter/", {"dispositif": "pmsmp"}, follow=True)
    assert f"{MAX_STEPS} étapes, le maximum" in text_of(response)
    assert len(plan_of(client)) == MAX_STEPS


def test_of_a_session_with_two_hundred_steps_forty_are_kept(client) -> None:
    put_plan(client, *["cep"] * MAX_STEPS)
    session = client.session
    session[PLAN]["steps"] *= 5
    session.save()
    assert "40 étapes" in page(client)


def test_a_step_moves_up_and_down_and_the_same_button_is_ready_again(client) -> None:
    put_plan(client, "cep", "pmsmp", "ptp")
    response = change(client, "deplacer", etape=1, sens="descendre")
    assert slugs_of(client) == ["pmsmp", "cep", "ptp"]
    assert response.redirect_chain[-1][0] == f"{PAGE}#descendre-1"
    response = change(client, "deplacer", etape=1, sens="descendre")
    assert slugs_of(client) == ["pmsmp", "ptp", "cep"]
    assert response.redirect_chain[-1][0] == f"{PAGE}#monter-1"
    assert 'id="monter-1"' in response.content.decode()


def test_an_order_sent_whole_is_kept(client) -> None:
    put_plan(client, "cep", "pmsmp", "ptp")
    change(client, "ordonner", ordre="3,1,2")
    assert slugs_of(client) == ["ptp", "cep", "pmsmp"]


@pytest.mark.parametrize("order", ["", "1", "1,1,1", "1,2,9", "a,b,c", "1,2,3," * 99, "\x00"])
def test_an_order_that_is_not_one_of_the_plan_changes_nothing(client, order) -> None:
    put_plan(client, "cep", "pmsmp", "ptp")
    assert change(client, "ordonner", ordre=order).status_code == 200
    assert slugs_of(client) == ["cep", "pmsmp", "ptp"]


def test_a_step_is_removed_and_can_be_put_back_where_it_was(client) -> None:
    put_plan(client, "cep", PlanStep("pmsmp", note="Boulangerie"), "ptp")
    told = text_of(change(client, "retirer", etape=2))
    assert slugs_of(client) == ["cep", "ptp"]
    assert "« PMSMP » est retiré du plan." in told
    change(client, "annuler")
    assert slugs_of(client) == ["cep", "pmsmp", "ptp"]
    assert plan_of(client).steps[1].note == "Boulangerie"


def test_the_offer_to_undo_goes_with_the_next_change(client) -> None:
    put_plan(client, "cep", "ptp")
    change(client, "retirer", etape=1)
    client.post(f"{PAGE}ajouter/", {"dispositif": "pmsmp"})
    assert "est retiré" not in page(client)
    change(client, "annuler")
    assert slugs_of(client) == ["ptp", "pmsmp"]


def test_an_emptied_plan_can_be_taken_back(client) -> None:
    put_plan(client, "cep", "ptp")
    assert "Le plan est vidé." in text_of(change(client, "vider"))
    assert slugs_of(client) == []
    change(client, "annuler")
    assert slugs_of(client) == ["cep", "ptp"]


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("deplacer", {"etape": 1, "sens": "descendre"}),
        ("ordonner", {"ordre": "2,1"}),
        ("retirer", {"etape": 1}),
        ("vider", {}),
    ],
)
def test_a_change_from_a_tab_that_is_out_of_date_says_so_and_keeps_the_newest(
    client, address, data
) -> None:
    put_plan(client, "cep", "ptp")
    old = version_of(client)
    client.post(f"{PAGE}ajouter/", {"dispositif": "pmsmp"})
    response = change(client, address, **data, version=old)
    assert "dans un autre onglet" in text_of(response)
    assert slugs_of(client) == ["cep", "ptp", "pmsmp"]


def test_a_change_after_everything_was_erased_says_so(client) -> None:
    put_plan(client, "cep", "ptp")
    old = version_of(client)
    client.post("/parcours/effacer/")
    response = change(client, "deplacer", etape=1, sens="descendre", version=old)
    assert "Le plan est vide" in text_of(response)
    assert slugs_of(client) == []


@pytest.mark.parametrize("key", ["", "0", "-1", "99", "abc", "9" * 400, "\x00"])
@pytest.mark.parametrize("address", ["deplacer", "retirer"])
def test_a_step_that_does_not_exist_changes_nothing(client, address, key) -> None:
    put_plan(client, "cep", "ptp")
    assert change(client, address, etape=key, sens="monter").status_code == 200
    assert slugs_of(client) == ["cep", "ptp"]


@pytest.mark.parametrize(
    "address",
    [
        "ajouter",
        "deplacer",
        "ordonner",
        "retirer",
        "modifier",
        "vider",
        "annuler",
        "commencer",
        "reprendre",
        "partager",
    ],
)
def test_nothing_changes_by_an_address_alone(client, address) -> None:
    put_plan(client, "cep")
    for ask in (client.get, client.head):
        response = ask(f"{PAGE}{address}/", follow=True)
        assert response.redirect_chain == [(PAGE, 302)]
    assert slugs_of(client) == ["cep"]
    assert client.put(f"{PAGE}{address}/").status_code == 405


def test_a_site_is_named_in_french_and_not_beside_a_contact_that_leads_there(client) -> None:
    apec = make_organisation("apec", name="Apec", url="https://apec.example/")
    cep = Scheme.objects.get(slug="cep")
    cep.actors.create(role="contact", organisation=apec)
    put_plan(client, "cep")
    assert "Site d'Apec" in page(client)
    make_contact(apec, label="Site de l'Apec", form_url="https://apec.example")
    told = page(client)
    assert "Site de l'Apec" in told
    assert "Site d'Apec" not in told


def test_archived_unknown_and_past_schemes_are_told_and_the_rest_is_kept(client) -> None:
    make_scheme("ancien", name="Ancien", publication=Publication.ARCHIVED)
    past = make_scheme("cif", acronym="CIF", state=State.HISTORIC)
    past.outgoing_links.create(kind=LinkKind.REPLACED_BY, to_scheme=Scheme.objects.get(slug="ptp"))
    put_plan(client, "cep", "ancien", "zzz", "cif")
    told = page(client)
    assert "« Ancien » (étape 2) n'est plus publié" in told
    assert "L'étape 3 ne correspond à aucun dispositif connu" in told
    assert "« CIF » (étape 4) n'existe plus. Il a été remplacé par « PTP »." in told
    assert "3 points à régler" in told
    assert len(plan_of(client)) == 4


def test_a_draft_does_not_exist_for_a_plan(client) -> None:
    make_scheme("brouillon", name="Secret", publication=Publication.DRAFT)
    put_plan(client, "brouillon")
    told = page(client)
    assert "Secret" not in told
    assert "aucun dispositif connu" in told


def test_a_scheme_that_the_answers_close_is_told_on_the_page_and_not_on_paper(client) -> None:
    make_condition(make_scheme("afc"), make_criterion(), wording="Handicap reconnu.")
    answer(client, handicap="en-cours")
    put_plan(client, "afc")
    assert "fermé aujourd'hui. Ce qui manque : Handicap reconnu." in page(client)
    assert "fermé aujourd'hui" not in text_of(client.get(f"{PAGE}imprimer/"))


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ({}, True),
        ({"handicap": None}, True),
        ({"handicap": "reconnu"}, True),
        ({"handicap": "en-cours"}, True),
        ({"handicap": "aucun"}, False),
    ],
)
def test_aids_are_shown_unless_there_is_no_disability(client, known, shown) -> None:
    make_criterion()
    scheme = make_scheme("afc")
    scheme.compensations.add(
        make_scheme("dfa", name="Formation accompagnée", nature="compensation")
    )
    answer(client, **known)
    put_plan(client, "afc")
    assert ("Compenser le handicap" in page(client)) is shown


def test_contacts_are_those_of_the_department_its_region_and_the_country(client) -> None:
    make_criterion("departement", CriterionType.TERRITORY)
    organisation = make_organisation(name="Cap emploi")
    make_scheme("afc").actors.create(role="contact", organisation=organisation)
    for slug in ("59", "62", "hauts-de-france", "national"):
        make_contact(organisation, label=f"Contact {slug}", territory=make_territory(slug))
    put_plan(client, "afc")
    assert "Contact 62" in page(client)
    answer(client, departement="59")
    told = page(client)
    assert "Contact 62" not in told
    for shown in ("Contact 59", "Contact hauts-de-france", "Contact national"):
        assert shown in told


def test_the_steps_to_take_are_a_list_to_tick(client) -> None:
    scheme = make_scheme("afc")
    scheme.steps.create(text="Saisir la ressource.", upstream=True)
    put_plan(client, "afc")
    assert "Saisir la ressource. À demander le plus tôt possible." in page(client)


def test_the_page_keeps_no_copy_and_offers_to_erase(client) -> None:
    put_plan(client, "cep")
    response = client.get(PAGE)
    assert "no-store" in response["Cache-Control"]
    assert "Effacer mes réponses" in text_of(response)


def test_the_number_of_queries_does_not_grow_with_the_plan(client) -> None:
    slugs = [scheme.slug for scheme in fill(30)]
    counts = []
    for number in (3, 30):
        put_plan(client, *slugs[:number])
        versions.renew()  # nothing is kept
        counts.append([queries_of(client, f"{PAGE}{end}") for end in ("", "imprimer/")])
    assert counts[0] == counts[1]


def test_a_gap_is_filled_by_what_lasts_a_week_at_least() -> None:
    values = {"nature": Nature.IMMERSION, "income_during": "Un salaire.", "duration_unit": "jours"}
    for slug, days in (("un-jour", 1), ("six-jours", 6), ("une-semaine", 7), ("un-mois", 30)):
        make_scheme(slug, name=slug, duration_max=days, **values)
    assert load_fillers(()) == ("un-mois", "une-semaine")
    assert load_fillers(["un-mois"]) == ("une-semaine",)
