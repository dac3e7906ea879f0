"""French words around a name that comes from the catalogue."""

import pytest

from schemes.templatetags.french import after_de


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Apec", "d'Apec"),
        ("Éducation nationale", "d'Éducation nationale"),
        ("AKTO", "d'AKTO"),
        ("Cap emploi", "de Cap emploi"),
        ("Handyn'Action", "de Handyn'Action"),
        ("", "de "),
    ],
)
def test_de_loses_its_vowel_before_another(name: str, words: str) -> None:
    assert after_de(name) == words
