"""Counts the syllables of French words with pyphen's patterns, where pyphen is installed.

Only tests and the catalogue's report score readability: pyphen stays a development requirement,
and a site that lacks it shows no score.
"""

import re

try:
    import pyphen
except ImportError:
    pyphen = None

_BETWEEN = re.compile(r"[^\w]+")
_SILENT = 2  # letters at most in an elided word that adds no syllable: l', d', qu'


def can_count() -> bool:
    return pyphen is not None


def count_syllables(word: str) -> int:
    """At least 1. Hyphenation leaves out a lone vowel at either end: a score is a little high."""
    parts = [part for part in _BETWEEN.split(word) if part]
    spoken = [part for part in parts[:-1] if len(part) > _SILENT] + parts[-1:]
    dictionary = pyphen.Pyphen(lang="fr")
    return sum(len(dictionary.positions(part)) + 1 for part in spoken) or 1
