"""What is asked of the eligibility API: read, checked, refused in French."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rest_framework.exceptions import ValidationError

from schemes.models.fields import is_slug
from schemes.profile import Profile, ProfileError, read_profile
from schemes.rulebook import Rulebook, rules_of, whole_rulebook
from schemes.vocabulary import Vocabulary

PROFILE, SCHEMES = "profil", "dispositifs"
KEYS = (PROFILE, SCHEMES)
MOST_SCHEMES = 500
LONGEST_ECHO = 80  # characters of a wrong value that a message repeats
MOST_ECHOES = 20
TOO_MANY = (
    f"Le catalogue est trop grand pour être évalué en entier : nommez {MOST_SCHEMES} dispositifs "
    "au plus. La liste « /api/v1/dispositifs/ », avec ses filtres, donne leurs identifiants."
)

Errors = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A profile, and the rules to put it to, in the order in which they were asked for."""

    profile: Profile
    rulebook: Rulebook
    slugs: tuple[str, ...]


def read_request(body: Any) -> Asked:
    """Raises REST framework's ValidationError, with every fault at once."""
    if not isinstance(body, dict):
        raise ValidationError({"detail": "Le corps de la requête est un objet JSON."})
    errors: Errors = {_shown(key): ["Cette clé n'existe pas."] for key in body if key not in KEYS}
    rulebook, slugs = _read_schemes(body, errors)
    profile = _read_profile(body, rulebook.vocabulary, errors)
    if errors:
        raise ValidationError(errors)
    return Asked(profile, rulebook, slugs)


def _read_profile(body: dict, vocabulary: Vocabulary, errors: Errors) -> Profile:
    """A profile that is no object would be told as if « profil » were a question."""
    if not isinstance(body.get(PROFILE), dict):
        errors[PROFILE] = ["Donnez un objet JSON : une clé par réponse, {} si rien n'est connu."]
        return Profile()
    try:
        return read_profile(body[PROFILE], vocabulary)
    except ProfileError as error:
        errors[PROFILE] = error.errors
        return Profile()


def _read_schemes(body: dict, errors: Errors) -> tuple[Rulebook, tuple[str, ...]]:
    """All published cards in force, unless some are named: then historic ones too."""
    if SCHEMES not in body:
        return _all_schemes(errors)
    slugs = _read_slugs(body[SCHEMES], errors)
    rulebook = rules_of([slug for slug in slugs if is_slug(slug)])
    if unknown := [slug for slug in slugs if slug not in rulebook.rulesets]:
        errors[SCHEMES] = list(_unknown(unknown))
    return rulebook, slugs


def _all_schemes(errors: Errors) -> tuple[Rulebook, tuple[str, ...]]:
    rulebook = whole_rulebook()
    if rulebook is None:
        errors[SCHEMES] = [TOO_MANY]
        return rules_of([]), ()
    return rulebook, tuple(rulebook.rulesets)


def _read_slugs(given: Any, errors: Errors) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(slug, str) for slug in given):
        errors[SCHEMES] = ["Donnez une liste d'identifiants de dispositifs."]
        return ()
    slugs = tuple(dict.fromkeys(given))
    if len(slugs) > MOST_SCHEMES:
        errors[SCHEMES] = [f"Donnez au plus {MOST_SCHEMES} dispositifs."]
        return ()
    return slugs


def _unknown(slugs: list[str]) -> Iterator[str]:
    for slug in slugs[:MOST_ECHOES]:
        yield f"Le dispositif « {_shown(slug)} » n'existe pas, ou n'est pas publié."
    if len(slugs) > MOST_ECHOES:
        yield f"Et {len(slugs) - MOST_ECHOES} autres, qui n'existent pas non plus."


def _shown(text: str) -> str:
    return text[:LONGEST_ECHO]
