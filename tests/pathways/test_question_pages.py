"""Start, questions, summary: one answer at a time, any of them passed, changed or refused."""

import re

import pytest

from schemes.models import Journey
from tests.pages import ODD_TEXTS, text_of
from tests.pathways.conftest import RARE

pytestmark = pytest.mark.usefixtures("small_catalogue")

START, NEXT, ALL = "/parcours/", "/parcours/questions/", "/parcours/questions/toutes/"
SUMMARY, MAP, PLAN = "/parcours/reponses/", "/parcours/etapes/", "/parcours/plan/"


def question(key: str) -> str:
    return f"/parcours/questions/{key}/"


def answer(client, key: str, *values: str, **more: str):
    """What the page sends; `deja` says how many answers there were when it was shown."""
    return client.post(question(key), {"answer": list(values), "deja": "0", **more})


# Start


def test_the_start_asks_for_whom_and_leads_to_the_first_question(client):
    assert "Pour qui répondez-vous ?" in text_of(client.get(START))
    assert client.post(START, {"voix": "conseil"}).headers["Location"] == NEXT
    assert client.get(NEXT).headers["Location"] == question("statuts")


@pytest.mark.parametrize(
    "given", [{"voix": ""}, {"voix": "robot"}, {"voix": "moi", "etape": "lune"}]
)
def test_a_bad_start_is_told_and_stores_nothing(client, given):
    response = client.post(START, given)
    assert response.status_code == 200
    assert 'class="errorlist' in response.content.decode()
    assert "sessionid" not in client.cookies


def test_the_person_herself_is_spoken_to_and_an_adviser_of_her(client):
    assert "Quelle est sa situation ?" in text_of(client.get(question("statuts")))
    client.post(START, {"voix": "moi"})
    assert "Quelle est votre situation ?" in text_of(client.get(question("statuts")))


def test_a_need_keeps_the_questions_on_its_stage(client):
    location = client.post(START, {"voix": "moi", "etape": "projet"}).headers["Location"]
    assert location == f"{NEXT}?etape=projet"
    assert client.get(location).headers["Location"] == f"{question('statuts')}?etape=projet"
    after = answer(client, "statuts", "salarie", etape="projet")
    assert after.headers["Location"] == location


# One question


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("age", '<input type="text" name="answer" inputmode="numeric"'),
        ("statuts", '<input type="checkbox" name="answer" value="inscrit"'),
        ("handicap", '<input type="radio" name="answer" value="reconnu"'),
        ("niveau", '<input type="radio" name="answer" value="bac"'),
        ("cdi", '<input type="radio" name="answer" value="oui"'),
        ("departement", '<option value="59">59 – Nord</option>'),
    ],
)
def test_each_type_of_question_has_its_field(client, key, field):
    html = client.get(question(key)).content.decode()
    assert field in html
    assert 'name="passer"' in html
    assert len(re.findall("<h1", html)) == 1


@pytest.mark.parametrize(
    ("key", "values", "stored"),
    [
        ("age", ["45"], 45),
        ("statuts", ["salarie", "inscrit"], ["inscrit", "salarie"]),
        ("handicap", ["reconnu"], "reconnu"),
        ("niveau", ["bac"], "bac"),
        ("cdi", ["non"], False),
        ("departement", ["59"], "59"),
    ],
)
def test_a_good_answer_is_kept_and_leads_on(client, answers, key, values, stored):
    assert answer(client, key, *values).headers["Location"] == NEXT
    assert answers() == {key: stored}


@pytest.mark.parametrize(
    ("key", "values", "words"),
    [
        ("age", ["abc"], "Écrivez un nombre entre 14 et 99, en chiffres."),
        ("age", ["300"], "Écrivez un nombre entre 14 et 99, en chiffres."),
        ("age", [], "Écrivez un nombre, ou choisissez « Je ne sais pas »."),
        ("statuts", ["inscrit", "non-inscrit"], "ne vont pas ensemble."),
        ("statuts", ["lune"], "Cette réponse n'existe pas : choisissez dans la liste."),
        ("handicap", [], "Choisissez une réponse, ou « Je ne sais pas »."),
        ("departement", ["2A"], "Cette réponse n'existe pas : choisissez dans la liste."),
        ("cdi", ["peut-être"], "Cette réponse n'existe pas : choisissez dans la liste."),
    ],
)
def test_a_bad_answer_is_told_and_not_kept(client, answers, key, values, words):
    response = answer(client, key, *values)
    assert response.status_code == 200
    assert words in text_of(response)
    assert "<title>Erreur – " in response.content.decode()
    assert answers() == {}


@pytest.mark.parametrize("key", ["age", "statuts", "handicap", "departement"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_is_told_and_not_kept(client, answers, key, text):
    response = answer(client, key, text)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert answers() == {}


def test_a_question_that_is_passed_over_is_not_asked_again(client, answers):
    assert client.post(question("statuts"), {"passer": "1"}).headers["Location"] == NEXT
    assert answers() == {"statuts": None}
    assert client.get(NEXT).headers["Location"] == question("age")


def test_a_bad_value_beside_je_ne_sais_pas_does_not_matter(client, answers):
    response = client.post(question("age"), {"passer": "1", "answer": "abc"})
    assert response.status_code == 302
    assert answers() == {"age": None}


def test_a_sensitive_question_says_so_and_why_it_is_asked(client):
    text = text_of(client.get(question("handicap")))
    assert "Question sensible : vous pouvez la passer." in text
    assert "Une aide." in text
    assert "Une raison." in text
    assert "Je ne sais pas, ou je préfère ne pas répondre" in text
    assert "sensible" not in text_of(client.get(question("age")))


def test_a_question_says_how_many_schemes_it_settles_when_its_turn_comes(client):
    for key in ("statuts", "age", "departement"):
        client.post(question(key), {"passer": "1"})
    assert "Cette réponse peut départager 1 dispositif." in text_of(
        client.get(question("handicap"))
    )
    assert "départager" not in text_of(client.get(question("niveau")))


@pytest.mark.parametrize("key", ["inconnue", "AGE", "age%20", "%F0%9F%98%80", "a" * 5_000])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_question_is_not_found(client, answers, key, method):
    assert getattr(client, method)(question(key)).status_code == 404
    assert answers() == {}


@pytest.mark.parametrize("name", ["retour", "etape", "deja"])
@pytest.mark.parametrize("text", ["https://ailleurs.example/", "//x", *ODD_TEXTS.values()])
def test_what_the_form_carries_beside_the_answer_leads_nowhere_else(client, answers, name, text):
    response = answer(client, "age", "45", **{name: text})
    assert response.headers["Location"] == NEXT
    assert answers() == {"age": 45}
    assert client.get(question("age"), {name: text}).status_code == 200


def test_once_no_answer_would_help_the_results_come_with_a_word(client):
    while (location := client.get(NEXT).headers["Location"]).startswith(NEXT):
        assert client.post(location, {"passer": "1"}).status_code == 302
    assert location == MAP
    html, told = client.get(MAP).content.decode(), text_of(client.get(MAP))
    assert "Répondre à celles qui ont été passées peut trancher pour 3 dispositifs" in told
    assert f'<a href="{SUMMARY}">voir les réponses</a>' in html
    assert "Plus aucune question" not in told


def test_once_all_is_settled_the_results_say_so_once(client):
    for key, value in (("statuts", "inscrit"), ("age", "20"), ("departement", "59")):
        answer(client, key, value)
    assert client.get(NEXT).headers["Location"] == MAP
    told = text_of(client.get(MAP))
    assert told.count("Plus aucune question ne changerait ces résultats.") == 1


# Summary


def test_the_summary_shows_every_answer_in_words(client):
    answer(client, "statuts", "salarie", "inscrit")
    answer(client, "age", "45")
    answer(client, "cdi", "oui")
    client.post(question("handicap"), {"passer": "1"})
    text = text_of(client.get(SUMMARY))
    assert "Quelle est sa situation ? Inscrit, Salarie Modifier : Statuts" in text
    assert "Quel âge a-t-elle ? 45 ans Modifier : Age" in text
    assert "Handicap ? Je ne sais pas Modifier : Handicap" in text
    assert "4 réponses" in text
    assert text.index("Statuts") < text.index("Cdi ?") < text.index("Quel âge"), "families"


def test_an_empty_summary_leads_to_the_questions(client):
    response = client.get(SUMMARY)
    assert "Aucune réponse pour le moment." in text_of(response)
    assert f'href="{NEXT}"' in response.content.decode()


def test_an_answer_is_changed_from_the_summary_and_leads_back_to_it(client, answers):
    answer(client, "age", "45")
    link = re.search(r'href="(.*?retour=.*?)"', client.get(SUMMARY).content.decode()).group(1)
    html = client.get(link).content.decode()
    assert 'value="45"' in html
    hidden = dict(re.findall(r'<input type="hidden" name="(retour|deja)" value="(.*?)"', html))
    assert answer(client, "age", "46", **hidden).headers["Location"] == SUMMARY
    assert answers() == {"age": 46}


def test_a_bad_change_stays_on_the_way_to_the_summary(client, answers):
    answer(client, "age", "45")
    html = answer(client, "age", "abc", retour="reponses").content.decode()
    assert '<input type="hidden" name="retour" value="reponses">' in html
    assert answers() == {"age": 45}


# All questions at once


def test_the_whole_page_keeps_what_is_filled_and_leads_to_the_results(client, answers):
    given = {"age": "45", "statuts": ["salarie"], "cdi": "non", "handicap": "", "departement": ""}
    assert client.post(ALL, given).headers["Location"] == MAP
    assert answers() == {"age": 45, "statuts": ["salarie"], "cdi": False}


def test_the_whole_page_shows_what_is_known(client):
    answer(client, "age", "45")
    answer(client, "handicap", RARE)
    html = client.get(ALL).content.decode()
    assert 'value="45"' in html
    assert re.findall(r'value="([\w-]+)"[^>]*\bchecked', html) == [RARE]


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_the_whole_page_tells_odd_text_and_keeps_nothing(client, answers, text):
    response = client.post(ALL, {"age": text, "handicap": text, "statuts": [text]})
    assert response.status_code == 200
    assert "3 réponses sont à corriger ; les autres sont gardées." in text_of(response)
    assert answers() == {}


def test_the_whole_page_says_that_one_answer_is_to_be_mended(client):
    told = text_of(client.post(ALL, {"age": "quarante"}))
    assert "Une réponse est à corriger ; les autres sont gardées." in told


def test_the_whole_page_tells_answers_that_exclude_each_other(client, answers):
    response = client.post(ALL, {"age": "45", "statuts": ["inscrit", "non-inscrit"]})
    assert response.status_code == 200
    assert "« Inscrit » et « Non-Inscrit » ne vont pas ensemble." in text_of(response)
    assert 'value="45"' in response.content.decode(), "what was right is still there"
    assert answers() == {}


def test_an_empty_whole_page_forgets_what_was_known(client, answers):
    answer(client, "age", "45")
    client.post(ALL, {"age": "", "handicap": ""})
    assert answers() == {}


def test_the_whole_page_keeps_a_question_that_was_passed_over(client, answers):
    client.post(question("handicap"), {"passer": "1", "deja": "0"})
    client.post(ALL, {"age": "45", "handicap": "", "cdi": ""})
    assert answers() == {"handicap": None, "age": 45}
    client.post(ALL, {"age": "45", "handicap": "aucun"})
    assert answers() == {"handicap": "aucun", "age": 45}


def test_on_the_whole_page_a_choice_can_be_taken_back(client, answers):
    answer(client, "handicap", "aucun")
    html = client.get(ALL).content.decode()
    assert re.search(r'<input type="radio" name="handicap" value=""', html)
    client.post(ALL, {"handicap": ""})
    assert answers() == {}


# Back and forth


def back_of(client, address: str) -> str:
    html = client.get(address).content.decode()
    return re.search(r'<a class="touch" href="([^"]+)"><span aria-hidden="true">←', html).group(1)


def test_each_question_leads_back_to_the_one_before_it(client):
    assert back_of(client, question("statuts")) == START
    answer(client, "statuts", "salarie")
    answer(client, "age", "45")
    assert back_of(client, f"{question('departement')}?etape=projet") == (
        f"{question('age')}?etape=projet"
    )
    assert back_of(client, question("age")) == question("statuts")
    assert back_of(client, question("statuts")) == START
    assert back_of(client, f"{question('age')}?retour=reponses") == SUMMARY


def test_two_tabs_that_answer_at_once_both_count(client, answers):
    """Both pages were opened before either was sent."""
    pages = [client.get(question(key)) for key in ("age", "handicap")]
    assert all(page.status_code == 200 for page in pages)
    answer(client, "age", "45")
    answer(client, "handicap", "aucun")
    assert answers() == {"age": 45, "handicap": "aucun"}
    answer(client, "age", "46")
    assert answers()["age"] == 46, "of two answers to one question the last one counts"


def test_statuses_that_exclude_each_other_are_told_and_what_was_known_is_kept(client, answers):
    answer(client, "age", "45")
    response = answer(client, "statuts", "inscrit", "non-inscrit")
    assert response.status_code == 200
    assert "« Inscrit » et « Non-Inscrit » ne vont pas ensemble." in text_of(response)
    assert response.content.decode().count("checked") == 2, "what was ticked is still ticked"
    assert answers() == {"age": 45}


def test_what_is_wrong_is_told_first_with_a_link_to_its_field(client):
    html = answer(client, "age", "abc").content.decode()
    assert re.search(r'role="alert".*?<a href="#id_answer">Écrivez un nombre', html, re.DOTALL)
    html = answer(client, "handicap", "lune").content.decode()
    assert 'href="#id_answer_0"' in html
    assert 'id="id_answer_0"' in html


# The typical pathway


def test_the_situation_chosen_at_the_start_shows_its_typical_pathway(client):
    Journey.objects.create(slug="salarie", title="Salarié", situations=["Changer de métier."])
    Journey.objects.create(slug="demandeur-emploi", title="Demandeur d'emploi")
    assert "Changer de métier." in text_of(client.get(START))
    client.post(START, {"voix": "moi", "parcours": "salarie"})
    assert 'href="/parcours/types/salarie/"' in client.get(MAP).content.decode()
    models = re.findall(r'name="parcours" value="([\w-]+)"', client.get(PLAN).content.decode())
    assert models == ["salarie", "demandeur-emploi"]
