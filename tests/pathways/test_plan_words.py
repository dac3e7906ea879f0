"""Dates and durations as French people say them."""

import pytest

from pathways.plan_words import day, length, length_span, listing, rough, rough_span, span_of_days
from tests.pathways.plan_kit import day as on


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (day(on("2027-03-01")), "1er mars 2027"),
        (day(on("2027-08-31")), "31 août 2027"),
        (span_of_days(on("2027-01-04"), on("2027-01-04")), "le 4 janvier 2027"),
        (span_of_days(on("2027-01-04"), on("2027-04-03")), "du 4 janvier au 3 avril 2027"),
        (span_of_days(on("2027-12-04"), on("2028-01-03")), "du 4 décembre 2027 au 3 janvier 2028"),
        (length(1, "annees"), "1 an"),
        (length(1.5, "semaines"), "1,5 semaine"),
        (length(24, "heures"), "24 heures"),
        (length_span(3, 6, "mois"), "3 à 6 mois"),
        (length_span(1.5, 2.5, "mois"), "1,5 à 2,5 mois"),
        (length_span(None, 18, "mois"), "jusqu'à 18 mois"),
        (length_span(4, None, "mois"), "au moins 4 mois"),
        (length_span(5, 5, "mois"), "5 mois"),
        (length_span(None, None, ""), ""),
        (rough(12), "12 jours"),
        (rough(42), "6 semaines"),
        (rough(60), "2 mois"),
        (rough(365), "12 mois"),
        (rough_span(0, 14), "jusqu'à 14 jours"),
        (rough_span(91, 183), "3 à 6 mois"),
        (rough_span(182, 183), "6 mois"),
        (listing(["A"]), "A"),
        (listing(["A", "B", "C"]), "A, B et C"),
        (listing(["A", "B"], "ou"), "A ou B"),
    ],
)
def test_words(found, words) -> None:
    assert found.replace("\u00a0", " ") == words
