"""The public side of the history: what changed on a card, in plain words, never by whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from schemes.history.recorder import (
    LOADING,
    PASSING,
    Change,
    link_names,
    links_of,
    recorded,
    values_of,
)
from schemes.models import (
    Actor,
    Audience,
    CardChange,
    Citation,
    Condition,
    Figure,
    PlainVersion,
    Resource,
    Scheme,
    SchemeLink,
    Step,
    Tip,
)

TEXT = "le texte de la fiche"
RULES = "les conditions d'accès"
LINKS = {"stages": "les étapes", "compensations": "la compensation"}
PARTS = {
    Step: "les démarches",
    Tip: "les conseils",
    Figure: "les chiffres",
    Resource: "les ressources",
    Actor: "les acteurs",
    Citation: "les sources",
    SchemeLink: "les liens",
    Audience: RULES,
    Condition: RULES,
    PlainVersion: "la version en mots simples",
}
# What serves editors alone, and dates that say nothing of the text.
UNTOLD = {
    "publication",
    "publish_on",
    "needs_review",
    "editor_note",
    "verified_on",
    "review_every_months",
}


def tell(scheme: Scheme, parts: Iterable[str], today: date) -> None:
    """Note in the card's journal what a reader would see changed; once a day for the same."""
    if text := sentence(list(dict.fromkeys(parts))):
        CardChange.objects.get_or_create(scheme=scheme, made_on=today, text=text)


def sentence(parts: list[str]) -> str:
    """« Les conditions d'accès ont changé », with its full stop."""
    if len(parts) != 1:
        return f"Ont changé : {', '.join(parts)}." if parts else ""
    (part,) = parts
    verb = "ont changé" if part.startswith("les ") else "a changé"
    return f"{part[0].upper()}{part[1:]} {verb}."


def connect() -> None:
    recorded.connect(_follow, dispatch_uid="card-journal")


def _follow(reason: str, changes: list[Change], **kwargs: Any) -> None:
    """A card made or removed in the batch has nothing to tell."""
    if reason in (LOADING, PASSING):  # they tell for themselves
        return
    whole = {new.id for model, old, new in changes if model is Scheme and not _stays(old, new)}
    told: dict[int, list[str]] = {}
    for model, old, new in changes:
        key = _card_of(model, new)
        if key and key not in whole:
            told.setdefault(key, []).extend(_words(model, old, new))
    touched = [key for key, words in told.items() if words]
    for scheme in Scheme.objects.published().filter(pk__in=touched):
        tell(scheme, told[scheme.pk], timezone.localdate())


def _stays(old: Model | None, new: Model) -> bool:
    return old is not None and new.history_type != "-"


def _card_of(model: type[Model], record: Model) -> int | None:
    if model is Scheme:
        return record.id
    column = "from_scheme_id" if model is SchemeLink else "scheme_id"
    return getattr(record, column) if model in PARTS else None


def _words(model: type[Model], old: Model | None, new: Model) -> Iterable[str]:
    if model is not Scheme:
        yield PARTS[model]
        return
    before, after = values_of(old), values_of(new)
    if any(before[name] != after[name] for name in before if name not in UNTOLD):
        yield TEXT
    for name in link_names(old):
        if links_of(old, name) != links_of(new, name):
            yield LINKS[name]
