"""The list and the card in a real browser: live facets, coming back, copying, paper, fingers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LIST, CARD = "/dispositifs/", "/dispositifs/ptp/"
ADDRESSES = (
    "/",
    LIST,
    "/dispositifs/?q=introuvable",
    "/dispositifs/?q=apprentisage&etape=formation",
    CARD,
    f"{CARD}falc/",
    f"{CARD}signaler/",
    "/rh/",
    "/rh/arret-de-travail/",
    "/comparer/?d=ptp&d=cpf",
    "/contacts/?departement=59",
    "/glossaire/?q=rqth",
    "/retours-d-experience/",
    "/mots-simples/",
    "/accessibilite/",
)
# What stands alone and is lower than a finger. Within a sentence, in a card that is a link whole,
# or on the map (which a list doubles), a target may be smaller (WCAG 2.5.8).
TOO_SMALL = """() => {
  document.querySelectorAll("details").forEach(part => { part.open = true });
  const text = e => (e?.innerText || "").trim().length;
  const alone = e => {
    const block = e.closest("p, li, dd, dt, td, h1, h2, h3, div");
    return !e.matches("a") || text(block) <= text(e) + 1;
  };
  return [...document.querySelectorAll("a[href], button, input, select, summary, textarea")]
    .filter(e => e.type !== "hidden" && e.checkVisibility() && alone(e))
    .filter(e => !e.matches(".skip, .door a, .tile, .trap *"))
    .map(e => [(e.closest("label") || e).getBoundingClientRect().height, e.outerHTML])
    .filter(([height]) => Math.round(height) < 44)
    .map(([height, html]) => `${Math.round(height)} px: ${html.slice(0, 90)}`);
}"""


def count(page) -> int:
    return int(re.match(r"\d+", page.locator("#compte").inner_text()).group())


def box(page, name: str):
    return page.get_by_role("checkbox", name=re.compile(f"^{name}"))


def tick(page, name: str) -> None:
    with page.expect_response(re.compile(r"/dispositifs/\?")):
        box(page, name).focus()
        page.keyboard.press("Space")
    expect(page.locator(".removable", has_text=name)).to_be_visible()


def test_a_tick_narrows_the_list_as_its_number_said_and_keeps_the_focus(visit):
    page = (visitor := visit()).page
    visitor.open(LIST)
    label = page.locator("label.tick", has=box(page, "Travailleur en ESAT"))
    announced = int(re.search(r"\((\d+)", label.inner_text()).group(1))
    page.evaluate("document.querySelector('#compte').dataset.before = 'yes'")
    tick(page, "Travailleur en ESAT")
    assert count(page) == announced
    assert "statut=travailleur-esat" in page.url
    expect(box(page, "Travailleur en ESAT")).to_be_focused()
    assert page.locator("#compte").get_attribute("role") == "status"
    assert page.locator("h1").count() == 1


def test_a_choice_is_taken_away_and_what_is_left_is_read_out(visit):
    page = (visitor := visit()).page
    visitor.open("/dispositifs/?etape=projet&q=bilan")
    few = count(page)
    page.get_by_role("link", name=re.compile("bilan.*retirer ce filtre")).click()
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.locator("#compte")).to_be_focused()
    assert count(page) > few
    assert "etape=projet" in page.url
    expect(page.locator(".removable")).to_have_count(1)


def test_coming_back_from_a_card_restores_place_and_choices(visit):
    page = (visitor := visit()).page
    visitor.open(LIST)
    tick(page, "Salarié du secteur privé")
    before = count(page)
    last = page.locator(".row-card h2 a").last
    last.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 500
    last.click()
    page.wait_for_url(re.compile(r"/dispositifs/[\w-]+/$"))
    page.go_back()
    expect(box(page, "Salarié du secteur privé")).to_be_checked()
    assert count(page) == before
    page.wait_for_function("place => Math.abs(scrollY - place) < 50", arg=place)


def test_going_back_undoes_the_last_choice(visit):
    page = (visitor := visit()).page
    visitor.open(LIST)
    everything = count(page)
    tick(page, "Travailleur en ESAT")
    page.go_back()
    expect(box(page, "Travailleur en ESAT")).not_to_be_checked()
    expect(page.locator("#compte")).to_have_text(f"{everything} dispositifs.")


def test_on_a_phone_filters_open_and_stay_open_while_one_chooses(visit):
    page = (visitor := visit(NARROW)).page
    visitor.open(LIST)
    expect(page.locator("#volet > p").first).not_to_be_visible()
    page.locator("#volet > summary").click()
    page.locator("#volet-nature > summary").click()
    tick(page, "Travailleur en ESAT")
    expect(page.locator("#volet-nature")).to_have_attribute("open", "")
    expect(box(page, "Travailleur en ESAT")).to_be_focused()
    left = count(page)
    page.get_by_role("button", name=f"Voir les {left} dispositifs").click()
    expect(page.locator("#compte")).to_be_focused()
    expect(page.locator("#compte")).to_be_in_viewport()


def test_without_a_script_the_same_choices_are_made_with_a_button(visit):
    page = (visitor := visit(javascript=False)).page
    visitor.open(LIST)
    box(page, "Travailleur en ESAT").check()
    page.get_by_role("searchbox").fill("bilan")
    visitor.follow(page.get_by_role("button", name="Voir les"))
    assert "q=bilan" in page.url
    assert "statut=travailleur-esat" in page.url
    expect(page.locator(".removable")).to_have_count(2)
    page.get_by_label("Trier par").select_option("nom")
    visitor.follow(page.get_by_role("button", name="Trier"))
    assert "tri=nom" in page.url
    expect(box(page, "Travailleur en ESAT")).to_be_checked()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_question_typed_at_home_is_answered_in_two_steps(visit, viewport):
    page = (visitor := visit(viewport)).page
    visitor.open("/")
    page.get_by_role("searchbox").fill("mon salarié est en arrêt, que dois-je faire ?")
    page.keyboard.press("Enter")
    answer = page.get_by_role("link", name="Mon salarié est en arrêt de travail : que faire ?")
    expect(answer).to_be_in_viewport()
    visitor.follow(answer)
    expect(page.locator(".answer")).to_be_in_viewport()


def test_the_address_of_a_card_is_copied_without_its_anchor(visit):
    page = (visitor := visit()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open(f"{CARD}?departement=59#contacts")
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator("[data-copied]")).to_have_text("Lien copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{visitor.site}{CARD}?departement=59"


def test_the_paper_of_a_card_shows_whom_to_call(visit):
    page = (visitor := visit()).page
    visitor.open(CARD)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = false })")
    page.emulate_media(media="print")
    expect(page.locator("#org-transitions-pro-hdf")).to_contain_text("03 59 61 62 63")
    expect(page.locator("#org-transitions-pro-hdf a[href^='tel:']")).to_be_visible()
    for part in page.locator("details.fold > :not(summary)").all():
        expect(part).to_be_visible()


def test_a_finger_finds_what_stands_alone(visit):
    visitor, small = visit(NARROW), []
    for address in ADDRESSES:
        visitor.open(address)
        small += [f"{address} {fault}" for fault in visitor.page.evaluate(TOO_SMALL)]
    assert small == [], "\n".join(small)
