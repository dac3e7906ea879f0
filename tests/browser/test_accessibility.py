"""No page breaks a rule of WCAG 2.2, A and AA, that axe can see; every state of the pathway."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, WIDE, Visitor

pytestmark = pytest.mark.django_db

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
CARD = "/dispositifs/contrat-apprentissage/"
SITE = (
    "/",
    "/dispositifs/",
    "/dispositifs/?statut=salarie-prive&etape=lune&page=99",
    "/dispositifs/?q=introuvable",
    CARD,
    f"{CARD}falc/",
    "/dispositifs/cif/",
    "/contacts/",
    "/contacts/?role=employeur&departement=lune",
    "/glossaire/",
    "/a-propos/",
    "/donnees-personnelles/",
    "/accessibilite/",
    "/mentions-legales/",
)
PATHWAY = (
    "/parcours/",
    "/parcours/questions/toutes/",
    "/parcours/reponses/",
    "/parcours/etapes/",
    "/parcours/etapes/formation/",
    "/parcours/etapes/remobilisation/",
)
QUESTIONS = {
    "nombre": "age",
    "territoire": "departement",
    "choix-multiple": "statuts",
    "choix": "handicap",
    "choix-ordonne": "niveau",
    "oui-non": "csp",
}


def violations(visitor: Visitor) -> list[str]:
    """What axe finds, folded parts unfolded: the rule, and where."""
    visitor.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = Axe().run(visitor.page, options=RULES).response["violations"]
    return [
        f"{visitor.path} {rule['id']}: {node['target'][0]} {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def ask(visitor: Visitor, key: str) -> None:
    visitor.open(f"/parcours/questions/{key}/")


def send(visitor: Visitor) -> None:
    visitor.follow(visitor.page.locator("main form button.btn-primary"))


def answer_a_few(visitor: Visitor) -> None:
    """A person for whom some schemes are open, some closed and some to be checked."""
    ask(visitor, "age")
    visitor.page.get_by_role("textbox").fill("45")
    send(visitor)
    ask(visitor, "statuts")
    visitor.page.locator("input[value=demandeur-emploi-inscrit]").check()
    send(visitor)
    ask(visitor, "handicap")
    visitor.page.locator("input[value=reconnu]").check()
    send(visitor)
    ask(visitor, "departement")
    visitor.follow(visitor.page.get_by_role("button", name="Je ne sais pas"))


@pytest.mark.parametrize("path", [*SITE, *PATHWAY])
def test_a_page(visit, path):
    visitor = visit()
    visitor.open(path)
    assert violations(visitor) == []


@pytest.mark.parametrize("path", ["/", "/dispositifs/", CARD, "/parcours/", "/contacts/"])
def test_a_page_on_a_telephone(visit, path):
    visitor = visit(NARROW)
    visitor.open(path)
    assert violations(visitor) == []


@pytest.mark.parametrize("key", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_before_and_after_a_bad_answer(visit, key):
    visitor = visit()
    ask(visitor, key)
    found = violations(visitor)
    send(visitor)
    assert visitor.page.locator(".errorlist").count() == 1
    assert found + violations(visitor) == []


def test_a_bad_answer_is_read_out_with_its_field(visit):
    """A screen reader tells the message when the focus comes to the field."""
    visitor = visit()
    ask(visitor, "age")
    visitor.page.get_by_role("textbox").fill("300")
    send(visitor)
    field = visitor.page.get_by_role("textbox")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby").split()[0]
    assert "entre 14 et 99" in visitor.page.locator(f"#{described}").inner_text()


def test_a_whole_page_of_questions_with_mistakes(visit):
    visitor = visit()
    visitor.open("/parcours/questions/toutes/")
    visitor.page.locator("input[name=age]").fill("abc")
    visitor.page.locator("input[name=experience_mois]").fill("-1")
    send(visitor)
    assert visitor.page.locator(".errorlist").count() == 2
    assert violations(visitor) == []


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", PATHWAY)
def test_the_pathway_with_answers(visit, path, viewport):
    visitor = visit(viewport)
    answer_a_few(visitor)
    visitor.open(path)
    assert violations(visitor) == []


def test_after_erasing(visit):
    visitor = visit()
    answer_a_few(visitor)
    visitor.open("/parcours/")
    visitor.follow(visitor.page.get_by_role("button", name="Effacer mes réponses"))
    assert visitor.page.get_by_role("status").get_by_text("effacé").is_visible()
    assert violations(visitor) == []


def test_a_page_that_does_not_exist(visit):
    visitor = visit()
    visitor.open("/inconnu/")
    assert visitor.faults, "it is a 404"
    visitor.faults.clear()
    assert violations(visitor) == []
