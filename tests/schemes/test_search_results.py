"""What is found, in which order, and what is offered where nothing is."""

import pytest

from schemes.enums import Publication
from schemes.models import GlossaryTerm, SearchKind
from schemes.search.api import search
from tests.factories import make_contact, make_organisation, make_scheme, make_term
from tests.pages import ODD_TEXTS
from tests.schemes.search_kit import found, make_initiative, make_situation, make_synonym

pytestmark = pytest.mark.django_db

LIMIT = 12


@pytest.fixture
def bilans() -> None:
    make_scheme("bilan", name="Bilan de compétences", summary="Faire le point.")
    make_scheme("adapte", name="Bilan de compétences adapté", summary="Faire le point.")
    make_scheme("cep", name="Conseil", aliases=["bilan professionnel"], summary="Parler.")
    make_scheme("ptp", name="Projet de transition", acronym="PTP", summary="Après un bilan.")
    make_scheme("vae", name="Validation", acronym="VAE").tips.create(text="Un bilan aide.")


def test_names_come_before_other_names_then_summary_then_the_rest(bilans) -> None:
    assert found("bilan") == ["bilan", "adapte", "cep", "ptp", "vae"]


def test_a_whole_name_comes_first(bilans) -> None:
    make_scheme("aa", name="Aller du bilan aux compétences et au bilan")
    assert found("bilan de competences")[0] == "bilan"
    assert found("bilans competence")[0] == "bilan"


@pytest.mark.parametrize("text", ["ptp", "PTP", " p.t.p. ", "pTp"])
def test_an_acronym_comes_first(text: str) -> None:
    make_scheme("a", name="PTP, ce qu'il faut savoir du PTP")
    make_scheme("b", acronym="PTP", name="Projet")
    assert found(text)[0] == "b"


def test_a_slug_comes_first() -> None:
    make_scheme("a", name="Tout sur l'aide à l'emploi")
    make_scheme("aide-emploi", name="Zèle")
    assert found("aide emploi") == ["aide-emploi", "a"]


def test_a_whole_alias_comes_before_a_part_of_a_name() -> None:
    make_scheme("a", name="Alternance accompagnée")
    make_scheme("b", name="Contrat", aliases=["alternance"])
    assert found("alternance") == ["b", "a"]


def test_every_word_counts() -> None:
    make_scheme("ptp", name="Projet de transition", summary="Changer de métier.")
    make_scheme("autre", name="Projet")
    assert found("projet metier") == ["ptp"]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    for number in range(20):
        make_scheme(f"commun-{number}", name="Formation")
    make_scheme("a", name="Formation", summary="Un zinzolin.")
    make_scheme("rare", name="Zinzolin", summary="Une formation.")
    assert found("formation zinzolin")[0] == "rare"


def test_the_last_word_may_be_the_beginning_of_another() -> None:
    make_scheme("ca", name="Contrat d'apprentissage")
    assert found("appren") == ["ca"]
    assert found("contrat appren") == ["ca"]
    assert found("appren contrat") == [], "only the last one"


def test_a_short_word_is_taken_whole_unless_nothing_is_found() -> None:
    make_scheme("arc", acronym="ARC", name="Activités")
    make_scheme("a", name="Architecte")
    assert found("arc") == ["arc"]
    assert found("ac") == ["arc"], "« activités »"


def test_a_word_typed_whole_comes_before_what_it_begins() -> None:
    make_scheme("a", name="Formateur")
    make_scheme("b", name="Form")
    assert found("form") == ["b", "a"]


def test_a_compound_is_found_joined_apart_and_with_a_hyphen() -> None:
    make_scheme("a", name="Aide-soignante")
    for text in ("aide-soignante", "aide soignant", "aidesoignante", "AIDE SOIGNANTES"):
        assert found(text) == ["a"], text


def test_drafts_are_never_found() -> None:
    make_scheme("ptp", publication=Publication.DRAFT)
    assert found("ptp") == []


def test_historic_cards_are_told_apart() -> None:
    make_scheme("cif", state="historique", name="Congé de formation")
    make_scheme("ptp", name="Projet", aliases=["ancien congé de formation"])
    assert found("conge de formation") == ["ptp"]
    assert found("conge de formation", historic=True) == ["cif", "ptp"]
    hits = search("conge de formation").of(SearchKind.SCHEME)
    assert (hits.count, hits.current.count, len(hits.historic)) == (2, 1, 1)


def test_the_kinds_are_found_together_and_told_apart() -> None:
    make_scheme("z", name="Zinzolin")
    make_term("Zinzolin")
    make_contact(make_organisation("o", name="Zinzolin et Cie"))
    make_initiative("L'atelier du zinzolin")
    make_situation("Je rêve de zinzolin")
    hits = search("zinzolin").hits
    assert {kind: found.count for kind, found in hits.items()} == dict.fromkeys(
        ["dispositif", "terme", "organisme", "experience", "situation"], 1
    )


def test_kinds_may_be_chosen() -> None:
    make_scheme("z", name="Zinzolin")
    make_term("Zinzolin")
    assert set(search("zinzolin", [SearchKind.TERM]).hits) == {SearchKind.TERM}


def test_of_the_other_kinds_the_best_are_given_and_all_are_counted() -> None:
    make_term("Zinzolin")
    for number in range(LIMIT):
        make_term(f"Terme {number}", slug=f"terme-{number}", definition="Du zinzolin.")
    hits = search("zinzolin").of(SearchKind.TERM)
    assert hits.count == LIMIT + 1
    assert len(hits.ids) < LIMIT
    assert hits.ids[0] == GlossaryTerm.objects.get(term="Zinzolin").pk


# Other names


def test_an_acronym_finds_its_expansion_and_the_other_way_round() -> None:
    make_term("PTP", expansion="Projet de transition professionnelle", aliases=["ancien CIF"])
    make_scheme("a", name="Conseil", summary="Pour un projet de transition professionnelle.")
    make_scheme("b", name="Aide", summary="Finance un PTP.")
    for text in ("ptp", "projet de transition professionnelle", "ancien cif"):
        assert set(found(text)) == {"a", "b"}, text


def test_an_expansion_is_a_phrase() -> None:
    make_term("PTP", expansion="Projet de transition")
    make_scheme("a", name="Projet", summary="Une transition.")
    assert found("ptp") == []


def test_a_lone_everyday_word_finds_the_term_but_not_the_other_way_round() -> None:
    make_term("SIAE", expansion="Structure d'insertion", aliases=["insertion"])
    make_scheme("siae", name="Chantier", summary="Pour les SIAE.")
    make_scheme("large", name="Conseil", summary="Vers l'insertion de tous.")
    assert set(found("insertion")) == {"siae", "large"}
    assert found("siae") == ["siae"]


def test_editing_the_glossary_counts_at_once() -> None:
    make_scheme("a", name="Conseil", summary="Pour les apprentis.")
    term = make_term("Zinzolin")
    assert found("zinzolin") == []
    term.aliases = ["les apprentis"]
    term.expansion = "Apprentis de France"
    term.save()
    assert found("zinzolin") == [], "« apprentis de France » is nowhere"
    term.expansion = "Pour les apprentis"
    term.save()
    assert found("zinzolin") == ["a"]


def test_synonyms_lead_one_way() -> None:
    make_scheme("a", name="Agent public")
    make_scheme("b", name="Fonctionnaire")
    make_synonym(["fonctionnaire"], ["agent public"])
    assert found("fonctionnaire") == ["b", "a"], "what was typed comes first"
    assert found("agent public") == ["a"]


def test_synonyms_may_be_phrases_and_hold_within_a_longer_query() -> None:
    make_scheme("a", name="Essai encadré", summary="Pendant un arrêt de travail.")
    make_synonym(["arrêt maladie"], ["arrêt de travail"])
    assert found("essai en arret maladie") == ["a"]


@pytest.mark.parametrize("value", [None, [], [None, 3, ""], ["en", "!!"]])
def test_odd_names_in_the_glossary_break_nothing(value) -> None:
    make_scheme("ptp")
    make_term("PTP", aliases=value or [])
    make_synonym(["ptp"], ["x"])
    GlossaryTerm.objects.update(aliases=value or [])
    assert found("ptp") == ["ptp"]


# Where nothing is found as typed


def test_a_slip_is_mended_and_told() -> None:
    make_scheme("ca", name="Contrat d'apprentissage")
    results = search("contrat d'apprentisage")
    assert results.corrected == "contrat apprentissage"
    assert results.of(SearchKind.SCHEME).count == 1


@pytest.mark.parametrize("text", ["rqht", "rqthh", "rqt", "rqyh", "rrqth"])
def test_a_slip_in_an_acronym_is_mended(text: str) -> None:
    make_scheme("a", name="Conseil", summary="Avec une RQTH.")
    assert found(text) == ["a"]


@pytest.mark.parametrize(
    ("typed", "corrected", "proposals"),
    [
        ("changrment", "changement", ()),
        ("changrmant", "changement", ()),
        ("chnagrmant", "", ("changement",)),
        ("xhnagrmant", "", ()),
    ],
)
def test_the_more_slips_the_less_is_taken_for_sure(typed, corrected, proposals) -> None:
    make_scheme("a", name="Changement")
    results = search(typed)
    assert (results.corrected, results.proposals) == (corrected, proposals)


def test_three_letters_are_no_proof() -> None:
    make_scheme("a", name="Un PTP")
    assert (found("pzp"), search("pzp").proposals) == ([], ("ptp",))


def test_a_word_like_no_other_is_neither_mended_nor_proposed() -> None:
    make_scheme("ptp", name="Projet de transition")
    results = search("xyzzyx")
    assert (results.corrected, results.proposals, results.hits) == ("", (), {})


def test_the_text_without_one_of_its_words_is_proposed() -> None:
    make_scheme("ptp", name="Projet de transition")
    make_scheme("vae", name="Validation des acquis")
    assert search("projet validation").proposals == ("validation", "projet")
    assert search("projet xyzzyx").proposals == ("projet",)


def test_of_a_sentence_what_holds_most_of_it_is_found_and_told() -> None:
    make_scheme("a", name="Essai encadré", summary="Pendant un arrêt, essayer un poste.")
    make_scheme("b", name="Poste")
    for number in range(10):
        make_scheme(f"c{number}", name="Conseil")
    results = search("j'ai 42 ans, en arrêt, je voudrais essayer un poste de jardinier")
    assert results.is_partial
    assert found("j'ai 42 ans, en arrêt, je voudrais essayer un poste de jardinier")[0] == "a"
    assert not search("essayer un poste").is_partial


def test_two_words_are_no_sentence() -> None:
    make_scheme("ptp", name="Projet de transition")
    assert found("ptp cuisine") == []


# Situations


def test_a_situation_is_found_by_most_of_its_words() -> None:
    make_situation("Je suis en arrêt et je ne pourrai pas reprendre mon poste")
    make_situation("Mon salarié est inapte", keywords=["restriction"])
    for text in ("arrêt reprendre poste", "en arret je peux pas reprendre mon poste de maçon"):
        assert search(text).of(SearchKind.SITUATION).count == 1, text
    assert search("restrictions").of(SearchKind.SITUATION).count == 1


def test_a_word_that_is_everywhere_names_no_situation() -> None:
    for number in range(20):
        make_scheme(f"f{number}", name="Formation")
    make_situation("Je cherche une formation")
    assert search("formation").of(SearchKind.SITUATION).count == 0
    assert search("je cherche une formation").of(SearchKind.SITUATION).count == 1


# Bad input


@pytest.mark.parametrize("text", ["", " ", "le la les", "?!", *ODD_TEXTS.values()])
def test_any_text_is_answered(text: str) -> None:
    make_scheme("ptp")
    results = search(text)
    assert results.of(SearchKind.SITUATION).count == 0


def test_only_stop_words_are_told() -> None:
    make_scheme("ptp", name="Le projet de la vie")
    results = search("le la")
    assert results.query.is_common
    assert results.hits == {}


def test_an_acronym_that_is_also_a_stop_word_is_found_alone() -> None:
    make_term("DE", expansion="Demandeur d'emploi")
    make_scheme("a", name="Conseil", summary="Pour un demandeur d'emploi.")
    assert found("DE") == found("de") == ["a"]
    assert search("de").of(SearchKind.TERM).count == 1


@pytest.mark.parametrize("text", ["ptp", "projet de transition", "apprentisage", "le la", "xyzzyx"])
def test_queries_are_constant_in_the_size_of_the_index(text, django_assert_max_num_queries) -> None:
    counts = []
    for size in (3, 30):
        for _ in range(size):
            make_scheme(name="Projet de transition et apprentissage")
        with django_assert_max_num_queries(20) as captured:
            search(text)
        counts.append(len(captured))
    assert counts[0] >= counts[1], "one less where a word has become common"
