"""Employers, comparison, directory, plain words, reports: in a real browser, wide and narrow."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.django_db

ZOOMED = {"width": 640, "height": 450}  # what is left of a wide window at 200 %
MODES = "/comparer/?d=vae&d=rae&d=rsfp&d=open-badges"
CARD = "/dispositifs/contrat-apprentissage/"
SCREENS = (
    "/rh/",
    "/rh/?secteur=opco-2i",
    "/rh/arret-de-travail/",
    "/rh/inaptitude/?statut=agent-public&departement=59&secteur=lune",
    "/rh/travailleur-esat/",
    "/comparer/",
    "/comparer/?d=ptp&d=lune",
    "/comparer/?d=ptp&d=pro-a",
    MODES,
    "/contacts/",
    "/contacts/?departement=59&role=financeur",
    "/contacts/?q=agefif",
    "/mots-simples/",
    f"{CARD}falc/",
    f"{CARD}signaler/",
    f"{CARD}signaler/merci/",
)
WINDOWS = pytest.mark.parametrize(
    "viewport", [WIDE, NARROW, ZOOMED], ids=["wide", "narrow", "zoomed"]
)


def fits(visitor: Visitor) -> bool:
    """Nothing makes the page scroll sideways."""
    return visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@WINDOWS
def test_every_screen_breaks_no_rule_and_fits_its_window(visit, viewport):
    visitor, found = visit(viewport), []
    for path in SCREENS:
        visitor.open(path)
        found += violations(visitor)
        found += [] if fits(visitor) else [f"{path} scrolls sideways"]
    assert found == []


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "bare"])
def test_sick_leave_is_answered_two_clicks_from_home(visit, viewport, javascript):
    visitor = visit(viewport, javascript=javascript)
    visitor.open("/")
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Partir de ma situation d'employeur"))
    visitor.follow(page.get_by_role("link", name="Arrêt de travail", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("en arrêt de travail")
    expect(page.locator(".answer")).to_be_in_viewport()
    expect(page.locator(".answer")).to_contain_text("Agissez pendant l'arrêt")
    expect(page.locator(".row-card").first).to_contain_text("Essai encadré")


def test_the_employer_s_answer_is_made_precise_by_keyboard_alone(visit):
    visitor = visit(NARROW)
    visitor.open("/rh/arret-de-travail/")
    page = visitor.page
    page.get_by_label("Statut de la personne").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Nord")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Mettre à jour")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rh/arret-de-travail/?*")
    assert "statut=agent-public" in page.url
    assert "departement=59" in page.url
    expect(page.get_by_label("Département")).to_have_value("59")
    assert page.get_by_role("link", name="CRPE").count() == 0


def test_on_a_phone_each_attribute_shows_its_cards_one_under_the_other(visit):
    visitor = visit(NARROW)
    visitor.open("/comparer/?d=ptp&d=pro-a")
    cells = visitor.page.locator(".compare tbody tr").first.locator("td")
    first, second = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert second["y"] >= first["y"] + first["height"]
    expect(cells.nth(0)).to_contain_text("PTP")
    expect(cells.nth(1)).to_contain_text("Pro-A")


def test_on_a_wide_screen_they_stand_side_by_side(visit):
    visitor = visit()
    visitor.open("/comparer/?d=ptp&d=pro-a")
    cells = visitor.page.locator(".compare tbody tr").first.locator("td")
    first, second = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert first["y"] == second["y"]
    assert second["x"] >= first["x"] + first["width"]
    headers = visitor.page.get_by_role("columnheader", name="PTP")
    assert headers.count() == 1
    assert visitor.page.get_by_role("rowheader", name="Pour qui (différent)").count() == 1


def test_two_cards_are_chosen_and_compared_by_hand(visit):
    visitor = visit(NARROW, javascript=False)
    visitor.open("/comparer/")
    page = visitor.page
    page.get_by_label("Fiche 1").select_option("ptp")
    page.get_by_label("Fiche 2").select_option("cpf")
    visitor.follow(page.get_by_role("button", name="Comparer"))
    assert page.locator(".compare").count() == 1
    visitor.follow(page.get_by_role("link", name="Retirer CPF"))
    expect(page.get_by_text("Il faut au moins deux fiches")).to_be_visible()
    expect(page.get_by_label("Fiche 1")).to_have_value("ptp")


def test_a_comparison_prints_as_a_table_without_its_form(visit):
    visitor = visit(NARROW)
    visitor.open(MODES)
    visitor.page.emulate_media(media="print")
    assert not visitor.page.locator("#choisir").is_visible()
    row = visitor.page.locator(".compare tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).display") == "table-row"


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_department_is_chosen_on_the_map_by_keyboard_or_touch(visit, viewport):
    visitor = visit(viewport)
    visitor.open("/contacts/?role=prescripteur")
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Choisir le département sur la carte"))
    tile = page.get_by_role("link", name="62 Pas-de-Calais")
    tile.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**departement=62")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pas-de-Calais (62)")
    assert "role=prescripteur" in page.url
    expect(page.get_by_role("link", name="62 Pas-de-Calais")).to_have_attribute(
        "aria-current", "true"
    )


def test_a_tile_is_large_enough_for_a_finger(visit):
    visitor = visit(NARROW)
    visitor.open("/contacts/")
    for tile in visitor.page.locator(".tile rect").all()[::7]:
        box = tile.bounding_box()
        assert min(box["width"], box["height"]) >= 24


def test_the_plain_version_is_large_one_column_and_of_high_contrast(visit):
    visitor = visit()
    visitor.open(f"{CARD}falc/")
    page = visitor.page
    size = page.locator(".easy p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    assert size >= 21
    lefts = page.locator(".easy section > *").evaluate_all(
        "all => new Set(all.map(e => Math.round(e.getBoundingClientRect().left))).size"
    )
    assert lefts == 1
    assert contrast_faults(visitor) == []


def contrast_faults(visitor: Visitor) -> list[str]:
    """What of the plain version has less than 7 to 1 (4.5 where letters are large)."""
    axe = "axe.run('.easy', {runOnly: ['color-contrast-enhanced']})"
    violations(visitor)  # puts axe in the page
    enabled = axe.replace("]}", "], rules: {'color-contrast-enhanced': {enabled: true}}}")
    found = visitor.page.evaluate(f"{enabled}.then(r => r.violations.map(v => v.nodes.length))")
    return [f"{count} places" for count in found]


def test_the_switch_to_plain_words_stays_on_through_the_visit(visit):
    visitor = visit(NARROW, javascript=False)
    visitor.open("/")
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Tout lire en mots simples"))
    visitor.follow(page.get_by_role("button", name="Tout lire en mots simples"))
    expect(page.get_by_text("C'est activé.")).to_be_visible()
    visitor.open(CARD)
    assert visitor.path == f"{CARD}falc/"
    visitor.follow(page.get_by_role("link", name="Lire la fiche complète"))
    assert visitor.path == f"{CARD}?complete=1"
    visitor.open("/dispositifs/cif/")
    expect(page.get_by_text("n'a pas encore de version en mots simples")).to_be_visible()
    visitor.open("/mots-simples/")
    visitor.follow(page.get_by_role("button", name="Ne plus tout lire en mots simples"))
    visitor.open(CARD)
    assert visitor.path == CARD


def test_an_error_is_reported_with_a_mistake_on_the_way(visit):
    visitor = visit(NARROW, javascript=False)
    visitor.open(f"{CARD}signaler/")
    page = visitor.page
    page.get_by_label("Où est l'erreur ?").select_option("contact")
    visitor.follow(page.get_by_role("button", name="Envoyer"))
    expect(page.get_by_role("alert")).to_contain_text("Dites ce qui ne va pas.")
    field = page.get_by_label("Qu'est-ce qui ne va pas ?")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("Ce numéro ne répond plus.")
    visitor.follow(page.get_by_role("button", name="Envoyer"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre message est enregistré")


def test_a_refused_report_breaks_no_rule(visit):
    visitor = visit()
    visitor.open(f"{CARD}signaler/")
    visitor.follow(visitor.page.get_by_role("button", name="Envoyer"))
    assert violations(visitor) == []
