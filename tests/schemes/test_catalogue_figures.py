"""The figures to get right, on the card and in the field where each one stands; none disagrees."""

from collections import defaultdict
from decimal import Decimal

import pytest

from schemes.enums import DurationUnit
from schemes.models import Condition, Figure, Scheme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

FIGURES = [
    ("poe", "poe-heures-max", 450, 450, "heures"),
    ("poe", "poe-heures-max-prioritaires", 600, 600, "heures"),
    ("ptp", "ptp-anciennete-totale", 24, 24, "mois"),
    ("ptp", "ptp-anciennete-entreprise", 12, 12, "mois"),
    ("contrat-apprentissage", "contrat-apprentissage-age-min", 16, 16, "ans"),
    ("contrat-apprentissage", "contrat-apprentissage-age-max", 29, 29, "ans révolus"),
    ("contrat-apprentissage", "contrat-apprentissage-duree-min", 6, 6, "mois"),
    ("contrat-apprentissage", "contrat-apprentissage-duree-max", 3, 3, "ans"),
    ("contrat-apprentissage", "contrat-apprentissage-duree-max-handicap", 4, 4, "ans"),
    ("sesame", "sesame-age", 16, 25, "ans"),
    ("sesame", "sesame-age-max-handicap", 30, 30, "ans"),
    ("bilan-competences", "bilan-competences-duree-max", 24, 24, "heures"),
    ("bilan-competences", "bilan-competences-reste-a-payer", "102.23", "102.23", "€"),
    ("bilan-competences-adapte", "bilan-competences-reste-a-payer", "102.23", "102.23", "€"),
    ("crpe", "crpe-duree-max", 18, 18, "mois"),
    ("essai-encadre", "essai-encadre-duree-max", 14, 14, "jours ouvrables"),
    ("essai-encadre", "essai-encadre-renouvellement", 1, 1, "fois"),
    ("oasiss", "oasiss-duree", 5, 5, "mois"),
    ("oasiss", "oasiss-theorie", 210, 210, "heures"),
    ("oasiss", "oasiss-immersion", 210, 210, "heures"),
    ("plateforme-alternance", "plateforme-alternance-centre", 245, 245, "heures"),
    ("plateforme-alternance", "plateforme-alternance-entreprise", 350, 350, "heures"),
    ("plateforme-alternance", "plateforme-alternance-total", 595, 595, "heures"),
    ("cdd-tremplin", "cdd-tremplin-duree", 4, 24, "mois"),
    ("esrp", "esrp-remuneration", "712.40", "2009.82", "€ par mois"),
    ("espo", "esrp-remuneration", "712.40", "2009.82", "€ par mois"),
    ("abondement-at-mp", "abondement-at-mp-montant", 7500, 7500, "€"),
    ("pro-a", "pro-a-duree", 6, 12, "mois"),
    ("pro-a", "pro-a-duree-allongee", 36, 36, "mois"),
    ("prf", "prf-allongement-handicap", 15, 15, "% de la durée totale"),
]

# Card, shortest and longest duration (None = not bounded), unit.
DURATIONS = [
    ("poe", None, 450, "heures"),
    ("contrat-apprentissage", 6, 36, "mois"),
    ("bilan-competences", None, 24, "heures"),
    ("crpe", None, 18, "mois"),
    ("essai-encadre", None, 14, "jours"),
    ("oasiss", 5, 5, "mois"),
    ("plateforme-alternance", 595, 595, "heures"),
    ("cdd-tremplin", 4, 24, "mois"),
    ("pro-a", 6, 12, "mois"),
    ("car", None, 12, "mois"),
]

# Card, criterion, bounds, and whether « handicap reconnu » lifts them.
THRESHOLDS = [
    ("ptp", "anciennete_mois", [24, None], True),
    ("ptp", "anciennete_entreprise_mois", [12, None], True),
    ("contrat-apprentissage", "age", [16, None], False),
    ("contrat-apprentissage", "age", [None, 29], True),
    ("sesame", "age", [16, 25], True),
    ("sesame", "age", [16, 30], False),
    ("vae", "experience_mois", [12, None], False),
]

MONTHS_A_YEAR = 12


@pytest.mark.parametrize(("slug", "key", "low", "high", "unit"), FIGURES)
def test_a_figure_is_right(slug, key, low, high, unit) -> None:
    figure = Figure.objects.get(scheme__slug=slug, key=key)
    assert (figure.minimum, figure.maximum, figure.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(("slug", "low", "high", "unit"), DURATIONS)
def test_a_duration_is_right(slug, low, high, unit) -> None:
    card = Scheme.objects.get(slug=slug)
    assert (card.duration_min, card.duration_max, card.duration_unit) == (low, high, unit)


@pytest.mark.parametrize(("slug", "criterion", "bounds", "is_lifted"), THRESHOLDS)
def test_a_threshold_of_the_rules_is_right(slug, criterion, bounds, is_lifted) -> None:
    found = Condition.objects.filter(
        scheme__slug=slug, criterion__key=criterion, operator="between", scope="requis"
    )
    lifted = [bool(condition.unless_operator) for condition in found if condition.value == bounds]
    assert set(lifted) == {is_lifted}
    for condition in found:
        if condition.value == bounds and is_lifted:
            assert condition.unless_criterion.key == "handicap"
            assert condition.unless_value == ["reconnu"]


def test_parts_add_up_to_their_whole() -> None:
    value = dict(Figure.objects.values_list("key", "maximum"))
    alternance = "plateforme-alternance-"
    parts = value[f"{alternance}centre"] + value[f"{alternance}entreprise"]
    assert parts == value[f"{alternance}total"]


def test_the_essai_encadre_counts_working_days() -> None:
    card = Scheme.objects.get(slug="essai-encadre")
    assert "ouvrables" in card.duration_note
    assert "renouvelable une fois" in card.duration_note


def test_what_is_left_to_pay_is_told_where_one_looks_for_it() -> None:
    for slug in ("bilan-competences", "bilan-competences-adapte"):
        assert "102,23" in Scheme.objects.get(slug=slug).cost_left


def test_the_same_figure_is_the_same_on_every_card() -> None:
    seen = defaultdict(set)
    for figure in Figure.objects.all():
        seen[figure.key].add((figure.minimum, figure.maximum, figure.unit))
    assert {key: values for key, values in seen.items() if len(values) > 1} == {}


def test_a_figure_bears_the_name_of_a_card_that_tells_it() -> None:
    """So that two cards that give the same amount cannot give it under two keys by accident."""
    slugs = set(Scheme.objects.values_list("slug", flat=True))
    strays = {
        figure.key
        for figure in Figure.objects.all()
        if not any(figure.key.startswith(f"{slug}-") for slug in slugs)
    }
    assert strays == set()


@pytest.mark.parametrize("end", ["duree", "duree-min", "duree-max"])
def test_a_duration_and_the_figure_of_the_same_card_agree(end) -> None:
    told = 0
    for card in Scheme.objects.prefetch_related("figures"):
        for figure in card.figures.all():
            if figure.key == f"{card.slug}-{end}" and same_unit(figure, card):
                told += 1
                assert agrees(figure, card, end), figure
    assert told >= (1 if end == "duree-min" else 5)


def same_unit(figure: Figure, card: Scheme) -> bool:
    return figure.unit.split()[0].rstrip("s") == card.duration_unit.rstrip("s")


def agrees(figure: Figure, card: Scheme, end: str) -> bool:
    low = None if end == "duree-max" else figure.minimum
    high = None if end == "duree-min" else figure.maximum
    return (low is None or card.duration_min in (low, None)) and (
        high is None or card.duration_max == high
    )


def test_a_duration_in_months_is_below_its_bound_in_years() -> None:
    card = Scheme.objects.get(slug="contrat-apprentissage")
    years = Figure.objects.get(key="contrat-apprentissage-duree-max").maximum
    assert card.duration_unit == DurationUnit.MONTHS
    assert card.duration_max == years * MONTHS_A_YEAR
