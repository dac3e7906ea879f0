"""The plan in a browser: an employee on sick leave who must change trade; keyboard, mouse, axe."""

import pytest
from playwright.sync_api import expect

from pathways.plan_forms import OUT_OF_RANGE
from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.test_accessibility import violations
from tests.browser.test_walk import WINDOWS, press, tab_to

pytestmark = pytest.mark.django_db

PLAN = "/parcours/plan/"
ON_SICK_LEAVE = {
    "statuts": "salarie-prive",
    "handicap": "en-cours",
    "arret_travail": "oui",
    "inaptitude": "risque",
    "contrat": "cdi",
}


def answer(visitor: Visitor) -> None:
    """The answers of an employee on sick leave, threatened with unfitness, in the Nord."""
    for key, value in ON_SICK_LEAVE.items():
        visitor.open(f"/parcours/questions/{key}/")
        visitor.page.locator(f"input[value={value}]").check()
        visitor.follow(visitor.page.get_by_role("button", name="Continuer"))
    for key in ("anciennete_mois", "anciennete_entreprise_mois"):
        visitor.open(f"/parcours/questions/{key}/")
        visitor.page.get_by_role("textbox").fill("60")
        visitor.follow(visitor.page.get_by_role("button", name="Continuer"))
    visitor.open("/parcours/questions/departement/")
    visitor.page.get_by_role("combobox").select_option("59")
    visitor.follow(visitor.page.get_by_role("button", name="Continuer"))


def add(visitor: Visitor, *slugs: str) -> None:
    for slug in slugs:
        if visitor.path.split("#")[0] != PLAN:
            visitor.open(PLAN)
        visitor.page.get_by_label("Dispositif à ajouter").select_option(slug)
        visitor.follow(visitor.page.get_by_role("button", name="Ajouter au plan"))


def order(visitor: Visitor) -> list[str]:
    """The acronyms of the steps, from first to last."""
    titles = visitor.page.locator(".plan-step h3").all_inner_texts()
    return [title.split(" – ")[0] for title in titles]


def date_step(visitor: Visitor, name: str, start: str, end: str = "") -> None:
    step = visitor.page.locator(".plan-step").filter(
        has=visitor.page.get_by_role("heading", name=name)
    )
    step.get_by_text("Dates, durée, note").click()
    step.get_by_label("Date de début").fill(start)
    if end:
        step.get_by_label("Date de fin").fill(end)
    visitor.follow(step.get_by_role("button", name="Enregistrer"))


def warnings(visitor: Visitor) -> str:
    section = visitor.page.locator(".plan-warnings")
    return section.inner_text().replace("\xa0", " ") if section.count() else ""


@WINDOWS
def test_an_employee_on_sick_leave_plans_a_change_of_trade(visit, viewport, javascript, request):
    visitor = visit(viewport, javascript=javascript)
    answer(visitor)
    add(visitor, "ptp", "cep", "essai-encadre", "crpe")
    assert "« CEP » (étape 2) prépare à « PTP » (étape 1)" in warnings(visitor)
    assert "fermé aujourd'hui" not in warnings(visitor)

    visitor.follow(visitor.page.get_by_role("button", name="Monter CEP"))
    assert order(visitor)[:2] == ["CEP", "PTP"]
    assert "prépare à" not in warnings(visitor)

    visitor.follow(visitor.page.get_by_role("button", name="Retirer PTP"))
    assert visitor.page.get_by_text("« PTP » est retiré du plan.").is_visible()
    assert order(visitor) == ["CEP", "Essai encadré", "CRPE"]

    date_step(visitor, "CEP", "2027-01-04", "2027-02-05")
    date_step(visitor, "Essai encadré", "2027-03-01", "2027-03-14")
    assert "Temps mort de 23 jours, du 6 février au 28 février 2027" in warnings(visitor)
    date_step(visitor, "CRPE", "2027-03-08")
    assert "ont lieu en même temps" in warnings(visitor)
    visitor.shoot(f"plan-points-{request.node.callspec.id}")

    date_step(visitor, "Essai encadré", "2027-02-08", "2027-02-21")
    date_step(visitor, "CRPE", "2027-02-22")
    assert warnings(visitor) == ""
    expect(visitor.page.locator("main")).to_contain_text("Aucun point à signaler.")
    expect(visitor.page.locator("main")).to_contain_text("Indemnités journalières")
    visitor.shoot(f"plan-{request.node.callspec.id}")

    visitor.follow(visitor.page.get_by_role("link", name="Version à imprimer"))
    expect(visitor.page.locator(".paper")).to_contain_text("Les contacts")
    visitor.shoot(f"plan-papier-{request.node.callspec.id}")


def test_closed_schemes_are_told_with_what_closes_them(visit):
    visitor = visit()
    answer(visitor)
    add(visitor, "afc", "c2p")
    told = warnings(visitor)
    assert "« AFC » (étape 1) est fermé aujourd'hui" in told
    assert "« C2P » (étape 2) demande d'abord « CEP », qui n'est pas dans le plan." in told


@WINDOWS
def test_a_plan_starts_from_a_typical_pathway_and_is_emptied_and_taken_back(
    visit, viewport, javascript
):
    visitor = visit(viewport, javascript=javascript)
    answer(visitor)
    visitor.open(PLAN)
    salaried = visitor.page.get_by_role("listitem").filter(has_text="Salarié")
    visitor.follow(salaried.get_by_role("button", name="Partir de ce modèle"))
    steps = order(visitor)
    assert steps[0] == "CEP"
    assert "CRPE" in steps
    visitor.follow(visitor.page.get_by_role("button", name="Vider le plan"))
    assert order(visitor) == []
    visitor.follow(visitor.page.get_by_role("button", name="Annuler"))
    assert order(visitor) == steps


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_the_fault_of_a_step_is_in_view(visit, javascript):
    visitor = visit(NARROW, javascript=javascript)
    add(visitor, "cep", "pmsmp", "ptp")
    date_step(visitor, "PTP", "1950-01-04")
    fault = visitor.page.locator(".plan-step .errorlist")
    expect(fault).to_have_text(OUT_OF_RANGE)
    expect(fault).to_be_in_viewport()
    expect(visitor.page.locator(".faults a")).to_have_attribute("href", "#etape-3-debut")


def test_a_link_goes_to_somebody_else_who_takes_the_plan_over(visit):
    visitor = visit()
    add(visitor, "cep", "pmsmp")
    visitor.follow(visitor.page.get_by_role("button", name="Créer un lien"))
    expect(visitor.page.get_by_alt_text("QR code qui ouvre le plan")).to_be_visible()
    address = visitor.page.get_by_label("Adresse à copier").input_value()
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.page.get_by_role("button", name="Copier le lien").click()
    expect(visitor.page.get_by_role("button", name="Lien copié")).to_be_visible()
    assert visitor.page.evaluate("navigator.clipboard.readText()") == address
    visitor.shoot("plan-lien")
    other = visit(NARROW)
    other.page.goto(address)
    expect(other.page.locator("main")).to_contain_text("Rien n'a changé dans ces fiches depuis.")
    other.shoot("plan-partage")
    other.follow(other.page.get_by_role("button", name="Reprendre ce plan"))
    assert order(other) == ["CEP", "PMSMP"]


# Order, by keyboard alone and by mouse


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "bare"])
def test_steps_are_put_in_order_by_keyboard_alone(visit, javascript):
    visitor = visit(javascript=javascript)
    add(visitor, "cep", "pmsmp", "ptp")
    visitor.open(PLAN)
    tab_to(visitor, "[id^=descendre-]", most=80)
    press(visitor, "Enter")
    assert order(visitor) == ["PMSMP", "CEP", "PTP"]
    press(visitor, "Enter")  # the focus stands on the same button
    assert order(visitor) == ["PMSMP", "PTP", "CEP"]
    press(visitor, "Enter")  # at the end, on the other one
    assert order(visitor) == ["PMSMP", "CEP", "PTP"]


def test_steps_are_put_in_order_by_mouse(visit):
    visitor = visit()
    add(visitor, "cep", "pmsmp", "ptp")
    visitor.open(PLAN)
    lines = visitor.page.locator(".plan-timeline li")
    with visitor.page.expect_navigation():
        lines.nth(2).locator(".grip").drag_to(lines.first, target_position={"x": 40, "y": 4})
    assert order(visitor) == ["PTP", "CEP", "PMSMP"]


def test_a_stale_tab_says_so(visit):
    visitor = visit()
    add(visitor, "cep", "pmsmp")
    second = visitor.page.context.new_page()
    second.goto(f"{visitor.site}{PLAN}")
    visitor.follow(visitor.page.get_by_role("button", name="Descendre CEP"))
    second.get_by_role("button", name="Descendre CEP").click()
    expect(second.get_by_text("dans un autre onglet")).to_be_visible()
    visitor.open(PLAN)
    assert order(visitor) == ["PMSMP", "CEP"]


# What axe sees


def faulty(visitor: Visitor) -> None:
    add(visitor, "cep", "ptp")
    date_step(visitor, "CEP", "2027-03-01", "2027-02-01")
    told = "La fin est avant le début : corrigez l'une des deux dates."
    assert visitor.page.get_by_text(told, exact=True).is_visible(), "beside its field"


def filled(visitor: Visitor) -> None:
    add(visitor, "ptp", "cep", "c2p", "esrp", "rhf")
    date_step(visitor, "CEP", "2027-01-04", "2027-02-05")


def undoable(visitor: Visitor) -> None:
    add(visitor, "cep", "ptp")
    visitor.follow(visitor.page.get_by_role("button", name="Retirer PTP"))


def on_paper(visitor: Visitor) -> None:
    filled(visitor)
    visitor.open(f"{PLAN}imprimer/")


def in_a_link(visitor: Visitor) -> None:
    filled(visitor)
    visitor.follow(visitor.page.get_by_role("button", name="Créer un lien"))


def opened(visitor: Visitor) -> None:
    in_a_link(visitor)
    visitor.page.goto(visitor.page.get_by_label("Adresse à copier").input_value())


def broken(visitor: Visitor) -> None:
    visitor.open("/plans/faux/")
    visitor.faults.clear()  # it is a 404


STATES = [
    lambda visitor: visitor.open(PLAN),
    filled,
    faulty,
    undoable,
    on_paper,
    in_a_link,
    opened,
    broken,
]
NAMES = ["empty", *(state.__name__ for state in STATES[1:])]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("reach", STATES, ids=NAMES)
def test_every_screen_is_accessible_and_fits_the_window(visit, reach, viewport):
    visitor = visit(viewport)
    reach(visitor)
    assert violations(visitor) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
