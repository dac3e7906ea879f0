"""The map and the stages: each scheme with its verdict, the reason for it, what would change it."""

import re
from datetime import date

import pytest

from schemes.enums import Publication, StageSlug
from schemes.models import Criterion, Scheme
from tests.factories import make_scheme
from tests.pages import ODD_TEXTS, text_of

pytestmark = pytest.mark.usefixtures("small_catalogue")

SCHEMES = ("apprentissage", "nord", "outil", "ptp")
MAP, STAGE = "/parcours/etapes/", "/parcours/etapes/formation/"


def answer(client, **answers: str | list[str]) -> None:
    for key, value in answers.items():
        response = client.post(f"/parcours/questions/{key}/", {"answer": value})
        assert response.status_code == 302, f"{key} {value}"


def verdicts(client, address: str = STAGE) -> dict[str, str]:
    """The class of each row of a stage's page, by the slug of its scheme."""
    html = client.get(address).content.decode()
    return {slug: value for value, slug in re.findall(r'class="row-card (\S+)" id="(\S+)"', html)}


def row(client, slug: str) -> str:
    """What a reader sees of one scheme on the page of its stage."""
    response = client.get(STAGE)
    start, end = f'<li class="row-card [a-z-]+" id="{slug}">', "</details>"
    html = re.search(rf"{start}(.*?){end}", response.content.decode(), re.DOTALL).group(1)
    response.content = html
    return text_of(response)


def test_without_answers_everything_is_to_be_checked(client):
    assert verdicts(client) == dict.fromkeys(SCHEMES, "a-verifier")
    assert "tout reste à vérifier" in text_of(client.get(MAP))


def test_each_answer_moves_the_schemes_that_it_decides(client):
    answer(client, age="45", statuts=["salarie"], departement="62")
    assert verdicts(client) == {
        "apprentissage": "a-verifier",
        "ptp": "a-verifier",
        "nord": "non",
        "outil": "a-verifier",
    }
    answer(client, handicap="aucun", cdi="oui")
    after = {"apprentissage": "non", "ptp": "oui", "nord": "non", "outil": "a-verifier"}
    assert verdicts(client) == after


def test_an_exception_is_the_reason_and_has_its_source(client):
    answer(client, age="45", handicap="reconnu")
    text = row(client, "apprentissage")
    assert "Oui, sous réserve" in text
    assert (
        "Avoir 29 ans au plus. L'exception s'applique : le handicap est reconnu. "
        "Source guide-2025, page 9"
    ) in text
    assert "À confirmer : un employeur signe" in text
    assert "À confirmer : un employeur signe." in text_of(client.get(MAP))


def test_a_no_says_what_would_change_it(client):
    answer(client, statuts=["inscrit"], departement="62")
    assert "Ce qui changerait : Statuts : Salarie." in row(client, "ptp")
    assert re.search(r"Ce qui changerait : .*\bNord\b", row(client, "nord"))
    answer(client, age="45", handicap="aucun")
    assert "Ce qui changerait" not in row(client, "apprentissage"), "nobody can be younger"


def test_every_condition_of_every_public_is_told(client):
    answer(client, statuts=["salarie"])
    text = row(client, "ptp").split("Salariés en CDI : à vérifier")[1]
    assert "À vérifier : Une condition." in text
    assert "Oui : Une condition." in text


def test_a_scheme_without_rules_says_why_it_is_to_be_checked(client):
    make_scheme("sans-regle")
    assert "Les sources ne donnent pas de règle d'accès précise." in row(client, "sans-regle")


def test_a_scheme_whose_dates_are_over_is_closed_and_says_since_when(client):
    make_scheme("fini", valid_until=date(2020, 12, 31))
    assert verdicts(client)["fini"] == "non"
    assert "n'est plus ouvert depuis le 31/12/2020" in row(client, "fini")


def test_only_published_schemes_of_the_stage_in_force_are_shown(client):
    make_scheme("brouillon", publication=Publication.DRAFT)
    make_scheme("historique", state="historique")
    assert set(verdicts(client)) == set(SCHEMES)
    assert set(verdicts(client, "/parcours/etapes/projet/")) == {"ptp", "outil"}
    assert set(verdicts(client, "/parcours/etapes/emploi/")) == {"outil"}, "a tool: everywhere"


def test_the_stage_leads_to_the_next_question_about_it(client):
    html = client.get(STAGE).content.decode()
    assert '/parcours/questions/statuts/?etape=formation"' in html
    answer(client, statuts=["inscrit"], age="45", departement="59")
    assert "/parcours/questions/handicap/?etape=formation" in client.get(STAGE).content.decode()


def test_stages_are_walked_in_their_order_and_the_present_one_is_marked(client):
    html = client.get(STAGE).content.decode()
    nav = re.search(r'<ul class="stage-nav">.*?</ul>', html).group()
    assert re.findall(r'href="/parcours/etapes/(\w+)/"', nav) == StageSlug.values
    assert re.findall(r'etapes/(\w+)/" aria-current="page"', nav) == ["formation"]


@pytest.mark.parametrize("slug", ["lune", "FORMATION", "%F0%9F%98%80", "a" * 5_000, "1"])
def test_an_unknown_stage_is_not_found(client, slug):
    assert client.get(f"/parcours/etapes/{slug}/").status_code == 404


# The map


def test_the_map_counts_every_scheme_once(client):
    """« ptp » stands in two stages."""
    answer(client, age="45", handicap="aucun", departement="62", statuts=["salarie"], cdi="oui")
    told = re.search(r"Avec 5 réponses : (\d) .*?, (\d) .*?, (\d) ", text_of(client.get(MAP)))
    assert told.groups() == ("1", "1", "2")


def test_one_scheme_is_told_in_the_singular(client):
    answer(client, age="45", handicap="aucun", departement="62", statuts=["salarie"], cdi="oui")
    assert "1 dispositif ouvert," in text_of(client.get(MAP))


def test_the_map_shows_each_scheme_in_its_stages_and_tools_beneath_all(client):
    html = client.get(MAP).content.decode()
    stages = html[html.index('<ol class="road') : html.index('id="compensation"')]
    assert stages.count('href="/dispositifs/ptp/"') == 2
    assert stages.count('href="/dispositifs/outil/"') == 0
    assert html[html.index('id="compensation"') :].count('href="/dispositifs/outil/"') == 1


def test_a_question_is_answered_on_the_map_and_leads_back_to_it(client, answers):
    html = client.get(MAP).content.decode()
    assert 'action="/parcours/questions/statuts/"' in html
    given = {"answer": ["salarie"], "retour": "carte", "deja": "0"}
    response = client.post("/parcours/questions/statuts/", given)
    assert response.headers["Location"] == MAP
    assert answers() == {"statuts": ["salarie"]}
    assert 'action="/parcours/questions/age/"' in client.get(MAP).content.decode()


def test_a_bad_answer_on_the_map_is_told_on_the_map(client, answers):
    response = client.post("/parcours/questions/age/", {"answer": "abc", "retour": "carte"})
    assert response.status_code == 200
    assert "Écrivez un nombre entre 14 et 99, en chiffres." in text_of(response)
    assert '<ol class="road' in response.content.decode()
    assert answers() == {}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_results_ask_nothing_of_the_address(client, text):
    for address in (MAP, STAGE, "/parcours/reponses/"):
        response = client.get(address, {"q": text, "page": text, "answer": text})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_there_are_results_without_any_scheme(client):
    Scheme.objects.all().delete()
    assert verdicts(client) == {}
    assert client.get(MAP).status_code == 200


def test_a_site_whose_catalogue_is_not_loaded_yet_shows_empty_pages(client):
    Scheme.objects.all().delete()
    Criterion.objects.all().delete()
    for address in (MAP, STAGE, "/parcours/", "/parcours/questions/", "/parcours/plan/"):
        assert client.get(address, follow=True).status_code == 200


# Tools, and picking into the plan


def test_a_stage_shows_the_tools_beneath_its_schemes_and_counts_them_apart(client):
    html = client.get(STAGE).content.decode()
    above, beneath = html.split('id="compensation"')
    assert 'id="outil"' not in above
    assert 'id="outil"' in beneath
    assert "0 oui 3 à vérifier 0 non" in text_of(client.get(STAGE))
    assert "0 oui 1 à vérifier 0 non" in text_of(client.get(STAGE))


def test_a_scheme_is_picked_where_it_is_read_and_says_that_it_is_in_the_plan(client):
    html = client.get(STAGE).content.decode()
    assert f'name="retour" value="{STAGE}#ptp"' in html
    given = {"dispositif": "ptp", "retour": f"{STAGE}#ptp"}
    assert client.post("/parcours/plan/ajouter/", given).url == f"{STAGE}#ptp"
    assert "Dans le plan. Voir le plan" in row(client, "ptp") + text_of(client.get(STAGE))
    assert f'value="{STAGE}#ptp"' not in client.get(STAGE).content.decode()
    assert "Mon plan (1)" in text_of(client.get(MAP))


def test_a_chip_of_the_map_can_be_picked_unless_it_is_closed(client):
    answer(client, statuts=["salarie"], age="45", handicap="aucun", departement="62")
    picked = re.findall(
        r'form="au-plan" name="dispositif" value="(\w+)"', client.get(MAP).content.decode()
    )
    assert set(picked) == {"ptp", "outil"}
