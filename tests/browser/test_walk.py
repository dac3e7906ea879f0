"""From home to a verdict with its reason, as a visitor does it: wide, narrow, bare, by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Visitor

pytestmark = pytest.mark.django_db

FIRST = ("statuts", "age", "departement")
SCHEME = "#contrat-apprentissage"
EXCEPTION = "L'exception s'applique : le handicap est reconnu."

WINDOWS = pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(WIDE, True), (WIDE, False), (NARROW, True), (NARROW, False)],
    ids=["wide", "wide-bare", "narrow", "narrow-bare"],
)


def begin(visitor: Visitor) -> None:
    """From home to the first question, as an adviser."""
    visitor.open("/")
    visitor.follow(visitor.page.get_by_role("button", name="Commencer un parcours"))
    if visitor.path == "/parcours/":
        visitor.page.get_by_label("J'accompagne quelqu'un").check()
        visitor.follow(visitor.page.get_by_role("button", name="Commencer les questions"))


def key_of(visitor: Visitor) -> str:
    """Which question the page asks, or nothing once there is none left."""
    parts = visitor.path.split("?")[0].split("/")
    return parts[3] if parts[2] == "questions" else ""


def answer(visitor: Visitor, key: str) -> None:
    page = visitor.page
    if key == "age":
        page.get_by_role("textbox").fill("45")
    elif key == "departement":
        page.get_by_role("combobox").select_option("59")
    elif key == "statuts":
        page.locator("input[value=demandeur-emploi-inscrit]").check()
    else:
        page.locator("input[value=reconnu]").check()
    visitor.follow(page.get_by_role("button", name="Continuer"))


def walk(visitor: Visitor, *known: str) -> None:
    """Answers the questions of `known` as they come, and passes those that come before."""
    left = set(known)
    while left and (key := key_of(visitor)):
        if key in left:
            left.remove(key)
            answer(visitor, key)
        else:
            visitor.follow(visitor.page.get_by_role("button", name="Je ne sais pas"))
    assert not left, f"never asked: {left}"


def open_stage(visitor: Visitor) -> None:
    """To the stage « formation » by the links that the pages show."""
    page = visitor.page
    visitor.follow(page.locator(".pathbar a[href='/parcours/etapes/']"))
    visitor.follow(page.locator(".road h2 a[href='/parcours/etapes/formation/']"))
    assert visitor.path == "/parcours/etapes/formation/"


@WINDOWS
def test_a_recognised_handicap_opens_the_apprenticeship_at_45(visit, viewport, javascript, request):
    visitor = visit(viewport, javascript=javascript)
    begin(visitor)
    walk(visitor, *FIRST, "handicap")
    open_stage(visitor)
    row = visitor.page.locator(SCHEME)
    expect(row.locator(".verdict")).to_contain_text("Oui")
    reason = row.locator(".conditions").first
    expect(reason).to_contain_text("Avoir 29 ans au plus.")
    expect(reason).to_contain_text(EXCEPTION)
    expect(reason.locator(".source")).to_contain_text("fiche contrat d'apprentissage")
    visitor.shoot(f"formation-oui-{request.node.callspec.id}")


@WINDOWS
def test_without_that_answer_it_is_to_be_checked_and_the_next_question_asks(
    visit, viewport, javascript, request
):
    visitor = visit(viewport, javascript=javascript)
    begin(visitor)
    walk(visitor, *FIRST)
    assert key_of(visitor) == "handicap"
    visitor.shoot(f"question-handicap-{request.node.callspec.id}")
    open_stage(visitor)
    row = visitor.page.locator(SCHEME)
    expect(row.locator(".verdict")).to_have_text("À vérifier")
    visitor.shoot(f"formation-a-verifier-{request.node.callspec.id}")
    following = visitor.page.locator("section[aria-labelledby=suite] a").first
    assert "/parcours/questions/handicap/" in following.get_attribute("href")
    visitor.follow(following)
    answer(visitor, "handicap")
    open_stage(visitor)
    expect(visitor.page.locator(SCHEME).locator(".verdict")).to_contain_text("Oui")


PAGES = (
    "/",
    "/parcours/",
    "/parcours/questions/statuts/",
    "/parcours/questions/departement/",
    "/parcours/questions/toutes/",
    "/parcours/etapes/",
    "/parcours/etapes/formation/",
    "/dispositifs/",
    "/dispositifs/contrat-apprentissage/",
    "/contacts/",
    "/glossaire/",
)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_of_the_walk_is_wider_than_the_window(visit, viewport):
    visitor = visit(viewport)
    wide = []
    for path in PAGES:
        visitor.open(path)
        width = visitor.page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            wide.append((path, width))
    assert wide == []


# By keyboard


def tab_to(visitor: Visitor, selector: str, most: int = 60) -> None:
    """Presses Tab until the focus stands on `selector`; the focus must show."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("s => document.activeElement.matches(s)", selector):
            break
    else:
        pytest.fail(f"{most} tabs on {visitor.path} do not reach {selector}")
    outlined = "e => getComputedStyle(e).outlineStyle !== 'none'"
    focused = visitor.page.locator(":focus")
    assert focused.evaluate(f"e => ({outlined})(e) || ({outlined})(e.closest('label') || e)")


def press(visitor: Visitor, key: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(key)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_first_questions_are_answered_by_keyboard_alone(visit, viewport):
    visitor = visit(viewport)
    keyboard = visitor.page.keyboard
    visitor.open("/")
    tab_to(visitor, "form[action='/parcours/'] button")
    press(visitor, "Enter")
    if visitor.path == "/parcours/":
        tab_to(visitor, "input[name=voix]")
        keyboard.press("Space")
        tab_to(visitor, "form button.btn-primary")
        press(visitor, "Enter")
    tab_to(visitor, "input[value=demandeur-emploi-inscrit]")
    keyboard.press("Space")
    tab_to(visitor, "main form button.btn-primary")
    press(visitor, "Enter")
    assert key_of(visitor) == "age"
    tab_to(visitor, "input[name=answer]")
    keyboard.type("45")
    press(visitor, "Enter")
    assert key_of(visitor) == "departement"
    tab_to(visitor, "select[name=answer]")
    keyboard.type("59")
    tab_to(visitor, "main form button.btn-primary")
    press(visitor, "Enter")
    assert key_of(visitor) == "handicap"
    tab_to(visitor, "input[name=answer]")
    keyboard.press("Space")
    tab_to(visitor, "main form button[name=passer]")
    press(visitor, "Enter")
    assert key_of(visitor) != "handicap"


def test_the_first_tab_skips_to_the_content(visit):
    visitor = visit()
    visitor.open("/dispositifs/")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator(":focus")).to_have_text("Aller au contenu")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


def test_erasing_leaves_nothing_behind_the_back_button(visit):
    """Somebody else sits down at the same computer."""
    visitor = visit()
    begin(visitor)
    walk(visitor, *FIRST)
    visitor.open("/parcours/reponses/")
    expect(visitor.page.locator("main")).to_contain_text("45 ans")
    visitor.follow(visitor.page.get_by_role("button", name="Effacer mes réponses"))
    visitor.page.go_back()
    visitor.page.wait_for_load_state()
    expect(visitor.page.locator("main")).not_to_contain_text("45 ans")
