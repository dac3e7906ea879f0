"""The card: all that is known of a scheme, its rules with their sources, who to call."""

import re
from datetime import date

import pytest

from schemes.enums import ActorRole, LinkKind, Operator, Publication, ResourceKind, Scope
from tests.factories import (
    make_audience,
    make_condition,
    make_contact,
    make_criterion,
    make_organisation,
    make_scheme,
    make_source,
    make_territory,
)
from tests.pages import fill, text_of

pytestmark = pytest.mark.django_db


def card(client, slug: str = "ptp") -> str:
    response = client.get(f"/dispositifs/{slug}/")
    assert response.status_code == 200
    return text_of(response)


def html_of(client, slug: str = "ptp") -> str:
    return client.get(f"/dispositifs/{slug}/").content.decode()


def test_a_bare_card_is_whole_and_says_what_it_does_not_know(client):
    make_scheme("ptp", name="Projet de transition", summary="Changer de métier.")
    text = card(client)
    assert "Projet de transition Changer de métier." in text
    assert "Les sources ne donnent pas de règle d'accès précise." in text
    assert "Aucun contact propre à ce dispositif : voir l'annuaire." in text
    for absent in ("Durée", "Comment faire", "Bon à savoir", "Chiffres clés", "None"):
        assert absent not in text


def test_every_text_of_a_card_is_shown(client):
    texts = {
        "for_whom": "Les salariés.",
        "measure": "Un congé.",
        "duration_note": "Selon la formation.",
        "rhythm": "En continu.",
        "status_during": "Salarié.",
        "income_during": "Le salaire.",
        "cost_left": "Rien.",
        "leads_to": "Un autre métier.",
    }
    lists = {
        "objectives": ["Apprendre."],
        "specifics": ["Un dossier."],
        "value_person": ["Un titre."],
        "value_employer": ["Un retour."],
        "value_training_body": ["Un public."],
    }
    make_scheme(
        "ptp", acronym="PTP", certifying="oui", verified_on=date(2026, 3, 1), **texts, **lists,
        duration_min=6, duration_max=12, duration_unit="mois",
    )  # fmt: skip
    text = card(client)
    for words in [*texts.values(), *(item for items in lists.values() for item in items)]:
        assert words in text
    assert "Durée 6 à 12 mois Selon la formation." in text
    assert "Certifiant Oui" in text
    assert "Fiche relue avec ses sources le 1 mars 2026." in text


def test_parts_of_a_card_are_shown_in_their_order(client):
    scheme = make_scheme("ptp")
    body = make_organisation("transitions-pro", name="Transitions Pro")
    scheme.steps.create(position=1, text="Puis déposer le dossier.", upstream=True)
    scheme.steps.create(position=0, text="D'abord choisir.", organisation=body)
    scheme.tips.create(text="Le délai est de quatre mois.")
    scheme.figures.create(key="aide", label="Aide", minimum=500, maximum=7500, unit="€")
    scheme.resources.create(
        label="La page officielle", url="https://exemple.fr/ptp", kind=ResourceKind.OFFICIAL
    )
    scheme.actors.create(role=ActorRole.FUNDER, organisation=body, note="sur dossier")
    scheme.actors.create(role=ActorRole.PRESCRIBER, label="Tout conseiller")
    scheme.citations.create(
        source=make_source(title="Guide pratique", year=2025), place="fiche PTP"
    )
    text = card(client)
    assert text.index("D'abord choisir.") < text.index("Puis déposer le dossier.")
    assert "Puis déposer le dossier. À demander le plus tôt possible." in text
    assert "Le délai est de quatre mois." in text
    assert "Aide 500 à 7 500 €" in text.replace("\u202f", " ").replace("\xa0", " ")
    assert "Prescripteur Tout conseiller Financeur Transitions Pro – sur dossier" in text
    assert "Information officielle La page officielle" in text
    assert "Guide pratique (2025), fiche PTP" in text


def test_rules_are_shown_with_their_exception_source_and_scope(client):
    scheme = make_scheme("ptp")
    audience = make_audience(scheme, label="Salariés en CDI")
    make_condition(
        scheme,
        make_criterion("age", "nombre"),
        Operator.BETWEEN,
        [None, 29],
        wording="Avoir 29 ans au plus.",
        unless_criterion=make_criterion(),
        unless_operator=Operator.IN,
        unless_value=["reconnu"],
        unless_wording="le handicap est reconnu",
        place="fiche PTP",
        checked_on=date(2026, 3, 1),
    )
    make_condition(scheme, scope=Scope.TO_CONFIRM, wording="l'employeur accepte", audience=audience)
    make_condition(scheme, scope=Scope.PRIORITY, wording="les bas niveaux", audience=audience)
    text = card(client)
    assert "Dans tous les cas • Avoir 29 ans au plus. Sauf si le handicap est reconnu." in text
    assert "Source guide-2025, fiche PTP – vérifié le 01/03/2026" in text
    assert "Et pour ce public Salariés en CDI" in text
    assert "À confirmer : l'employeur accepte" in text
    assert "Prioritaire : les bas niveaux" in text


def test_the_territory_is_a_rule_of_the_card(client):
    make_scheme("ptp", territory=make_territory("59"))
    assert "Habiter dans le territoire du dispositif : Nord (59)." in card(client)


def test_contacts_of_the_card_come_before_its_other_actors_and_once_each(client):
    scheme = make_scheme("ptp")
    funder, contact = make_organisation(name="Fonds"), make_organisation(name="Accueil du PTP")
    make_contact(funder, phone="03 59 61 62 63")
    make_contact(contact, phone="39 49", email="aide@exemple.fr", note="Le matin.")
    scheme.actors.create(role=ActorRole.FUNDER, organisation=funder)
    scheme.actors.create(role=ActorRole.OPERATOR, organisation=contact)
    scheme.actors.create(role=ActorRole.CONTACT, organisation=contact)
    html = html_of(client)
    assert re.findall(r'href="(tel:.*?|mailto:.*?)"', html) == [
        "tel:3949",  # in the summary box
        "tel:3949",
        "mailto:aide@exemple.fr",
        "tel:+33359616263",
    ]
    assert "À contacter" not in card(client), "the role is the title of its own part"


def test_links_to_other_cards_read_both_ways(client):
    first, second = make_scheme("ptp", name="Le PTP"), make_scheme("cep", name="Le CEP")
    second.outgoing_links.create(kind=LinkKind.PREPARES, to_scheme=first, note="en amont")
    assert "Avant Le CEP en amont" in card(client, "ptp")
    assert "Après Le PTP en amont" in card(client, "cep")


def test_whom_to_call_stands_in_the_summary_box(client):
    scheme = make_scheme("ptp")
    page, office = make_organisation(name="Une page"), make_organisation(name="Un bureau")
    make_contact(page, phone="", form_url="https://exemple.fr/")
    scheme.actors.create(role=ActorRole.CONTACT, organisation=page)
    assert "Qui appeler Une page Voir ses contacts" in card(client)
    make_contact(office, phone="03 59 61 62 63")
    scheme.actors.create(role=ActorRole.FUNDER, organisation=office)
    assert "Qui appeler Un bureau 03 59 61 62 63" in card(client), "who answers a call comes first"


def test_a_document_is_named_once_in_a_list_of_conditions(client):
    scheme = make_scheme("ptp")
    first, second = make_source(title="Guide"), make_source("autre", title="Étude")
    for position, (source, place) in enumerate(
        [(first, "p. 1"), (first, "p. 2"), (second, "p. 3")]
    ):
        make_condition(scheme, wording=place, source=source, place=place, position=position)
    assert re.findall(r'<div class="source">(.*?)</div>', html_of(client)) == [
        "Guide, p. 1",
        "Même document, p. 2",
        "Étude, p. 3",
    ]


def test_a_historic_card_says_that_it_is_over(client):
    make_scheme("cif", state="historique")
    assert "Ce dispositif n'existe plus." in card(client, "cif")
    assert "Aujourd'hui" not in card(client, "cif")


def test_a_historic_card_leads_to_what_replaced_it(client):
    past, today = make_scheme("cif", state="historique"), make_scheme("ptp", name="Le PTP")
    past.outgoing_links.create(kind=LinkKind.REPLACED_BY, to_scheme=today)
    assert "Aujourd'hui : Le PTP." in card(client, "cif")


def test_a_point_to_check_is_told(client):
    make_scheme("ptp", needs_review=True, editor_note="Note des rédacteurs.")
    text = card(client)
    assert "Un point de cette fiche attend d'être confirmé" in text
    assert "Note des rédacteurs." not in text


def test_what_is_stored_is_text_and_never_markup(client):
    make_scheme("ptp", summary="<script>alert(1)</script>", objectives=["{{ 7|add:7 }}<b>"])
    html = html_of(client)
    assert "<script>alert" not in html
    assert "{{ 7|add:7 }}&lt;b&gt;" in html


@pytest.mark.parametrize(
    "publication", [Publication.DRAFT, Publication.TO_REVIEW, Publication.ARCHIVED]
)
def test_a_card_that_is_not_published_does_not_exist(client, publication):
    make_scheme("ptp", publication=publication)
    assert client.get("/dispositifs/ptp/").status_code == 404


@pytest.mark.parametrize("slug", ["inconnu", "PTP", "%F0%9F%98%80", "a" * 5_000, "'--", "..%2F"])
def test_an_unknown_card_is_not_found(client, slug):
    make_scheme("ptp")
    assert client.get(f"/dispositifs/{slug}/").status_code == 404


def test_a_published_card_leads_to_no_card_that_is_not(client):
    scheme, draft = make_scheme("ptp"), make_scheme("brouillon", publication=Publication.DRAFT)
    tool = make_scheme("outil", nature="compensation", publication=Publication.DRAFT)
    scheme.outgoing_links.create(kind=LinkKind.PREPARES, to_scheme=draft)
    draft.outgoing_links.create(kind=LinkKind.FINANCES, to_scheme=scheme)
    scheme.compensations.add(tool)
    html = html_of(client)
    assert "/dispositifs/brouillon/" not in html
    assert "/dispositifs/outil/" not in html


def test_every_anchor_of_the_page_leads_somewhere_on_it(client):
    """The body of a step may be no actor of the scheme, and so stand nowhere on the card."""
    scheme = make_scheme("ptp")
    shown, elsewhere = make_organisation(), make_organisation()
    make_contact(shown)
    make_contact(elsewhere)
    scheme.actors.create(role=ActorRole.CONTACT, organisation=shown)
    scheme.steps.create(text="Appeler.", organisation=shown)
    scheme.steps.create(text="Écrire.", organisation=elsewhere)
    html = html_of(client)
    anchors = set(re.findall(r'href="#(.+?)"', html))
    assert {shown.name, elsewhere.name} <= set(
        re.findall(r'<span class="source">(.+?)</span>', html)
    )
    assert anchors <= set(re.findall(r'\bid="(.+?)"', html))


def test_the_card_of_the_fullest_scheme_shows_without_error(client):
    (scheme,) = fill(1)
    assert "Bon à savoir" in card(client, scheme.slug)
