"""After a whole pathway, neither the log of the server nor an address holds an answer."""

import re

from tests.browser.everywhere.addresses import PATHWAY, Walker

NOTE = "note-que-personne-ne-lit"
ANSWERS = {
    "statuts": "demandeur-emploi-inscrit",
    "age": "45",
    "departement": "59",
    "handicap": "probleme-sante-sans-reconnaissance",
    "type_handicap": "lesion-cerebrale",
}
WORDS = [answer for answer in ANSWERS.values() if not answer.isdigit()]
BAD = "reponse-impossible"
STEP = {"etape": "1", "debut": "2027-01-04", "duree": "3", "unite": "mois", "note": NOTE}


def walk(walker: Walker) -> None:
    """From the start to a shared plan, with mistakes on the way, then everything erased."""
    walker.post("/parcours/", {"voix": "moi", "parcours": "demandeur-emploi", "etape": "projet"})
    for key, answer in ANSWERS.items():
        walker.post(f"/parcours/questions/{key}/", {"answer": BAD})
        walker.post(f"/parcours/questions/{key}/", {"answer": answer, "retour": "carte"})
        walker.post(f"/parcours/questions/{key}/", {"answer": answer, "etape": "projet"})
    walker.post("/parcours/questions/toutes/", {**ANSWERS, "age": BAD})
    walker.post("/parcours/questions/toutes/", ANSWERS)
    walker.post("/parcours/plan/ajouter/", {"dispositif": "cep", "retour": "/parcours/etapes/"})
    page = walker.get("/parcours/plan/")[1].decode()
    version = re.search(r'name="version" value="(\w+)"', page).group(1)
    walker.post("/parcours/plan/modifier/", {**STEP, "version": version})
    for path in (*PATHWAY, "/parcours/plan/plan.ics", "/parcours/plan/plan.pdf"):
        walker.get(path)
    shared = walker.post("/parcours/plan/partager/", {}).decode()
    walker.get(re.search(r'value="[^"]+(/plans/[^"]+)"', shared).group(1))
    assert walker.forge("/parcours/questions/age/", {"answer": BAD, **ANSWERS}) == 403
    walker.post("/parcours/effacer/", {})


def test_no_answer_stands_in_the_log_or_in_an_address(production_server) -> None:
    walker = Walker(production_server.url)
    walk(walker)
    log = production_server.log.read_text(encoding="utf-8")
    assert "POST /parcours/questions/<str:key>/ 302" in log, "it was listened to"
    assert "CSRF" in log
    assert any("/plans/" in address for address in walker.seen)
    for private in (*WORDS, BAD, NOTE):
        assert private not in log
        assert not [address for address in walker.seen if private in address]
    queries = {address.partition("?")[2] for address in walker.seen}
    assert queries == {"", "etape=projet"}
