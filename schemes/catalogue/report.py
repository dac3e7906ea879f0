"""What each card holds of what its kind should hold. Pure, over cards that were read whole."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from schemes.enums import Nature, State, VerdictValue
from schemes.plain_language import Reading, Syllables

Card = Any  # a Scheme, with the related rows that the report reads


@dataclass(frozen=True)
class Expected:
    """One thing that a card should say, and how to see whether it does."""

    label: str
    is_filled: Callable[[Card], object]


def links_of(card: Card) -> list:
    return [*card.outgoing_links.all(), *card.incoming_links.all()]


def reachable(card: Card) -> set[int]:
    """The organisations of the card that can be called, written to or found in a directory."""
    bodies = [actor.organisation for actor in card.actors.all() if actor.organisation]
    return {body.pk for body in bodies if body.is_reachable}


PEOPLE_AND_TEXTS = (
    Expected("pour qui", lambda card: card.for_whom),
    Expected("nature de la mesure", lambda card: card.measure),
    Expected("particularités", lambda card: card.specifics),
    Expected("source", lambda card: card.citations.all()),
    Expected("liens", links_of),
)
TODAY = (
    Expected("objectifs", lambda card: card.objectives),
    Expected(
        "apports", lambda card: card.value_person or card.value_employer or card.value_training_body
    ),
    Expected("démarches", lambda card: card.steps.all()),
    Expected("bon à savoir", lambda card: card.tips.all()),
    Expected("acteurs", lambda card: card.actors.all()),
    Expected("contact joignable", reachable),
    Expected("ressources", lambda card: card.resources.all()),
    Expected("règles d'accès", lambda card: card.conditions.all()),
    Expected("cas types", lambda card: card.expectations.all()),
    Expected("facile à lire", lambda card: card.has_plain),
    Expected("date de vérification", lambda card: card.verified_on),
)
DURATION = Expected("durée", lambda card: card.has_duration)
STATUS = Expected("statut pendant", lambda card: card.status_during)
INCOME = Expected("revenu pendant", lambda card: card.income_during)
COST = Expected("reste à payer", lambda card: card.cost_left)
CERTIFYING = Expected("certifiant", lambda card: card.certifying)
LEADS_TO = Expected("débouche sur", lambda card: card.leads_to)
EMPLOYER = Expected("apports pour l'employeur", lambda card: card.value_employer)
TOOLS = Expected("compensation", lambda card: card.compensations.all() or card.compensation_notes)

OF_ITS_NATURE = {
    Nature.TRAINING: (DURATION, STATUS, INCOME, COST, CERTIFYING, LEADS_TO, TOOLS),
    Nature.CONTRACT: (DURATION, STATUS, INCOME, CERTIFYING, LEADS_TO, EMPLOYER, TOOLS),
    Nature.IMMERSION: (DURATION, STATUS, INCOME, EMPLOYER, TOOLS),
    Nature.FUNDING: (COST, LEADS_TO, TOOLS),
    Nature.SUPPORT: (DURATION, COST, LEADS_TO, TOOLS),
    Nature.RECOGNITION: (DURATION, COST, CERTIFYING, LEADS_TO, TOOLS),
    Nature.COMPENSATION: (COST,),
}


def expected_of(card: Card) -> tuple[Expected, ...]:
    """A historic card tells what it was; the others also what one does with them today."""
    if card.state == State.HISTORIC:
        return PEOPLE_AND_TEXTS
    return (*PEOPLE_AND_TEXTS, *TODAY, *OF_ITS_NATURE[Nature(card.nature)])


@dataclass(frozen=True)
class Coverage:
    """The counts of one card; `score` is None where there is no plain version, or no pyphen."""

    slug: str
    state: str
    expected: int
    missing: tuple[str, ...]
    audiences: int
    rules: int
    cases: Counter
    contacts: int
    sources: int
    resources: int
    links: int
    plain_words: int
    score: float | None
    verified_on: date | None
    needs_review: bool

    @property
    def filled(self) -> int:
        return self.expected - len(self.missing)

    @property
    def is_historic(self) -> bool:
        return self.state == State.HISTORIC

    @property
    def case_counts(self) -> str:
        """« 3/2/1 »: case types that give oui, non, à vérifier."""
        return "/".join(str(self.cases[verdict]) for verdict in VerdictValue)


def cover(card: Card, syllables: Syllables | None) -> Coverage:
    expected = expected_of(card)
    reading = Reading(tuple(card.plain.lines) if card.has_plain else ())
    return Coverage(
        slug=card.slug,
        state=card.state,
        expected=len(expected),
        missing=tuple(part.label for part in expected if not part.is_filled(card)),
        audiences=len(card.audiences.all()),
        rules=len(card.conditions.all()),
        cases=Counter(expectation.verdict for expectation in card.expectations.all()),
        contacts=len(reachable(card)),
        sources=len(card.citations.all()),
        resources=len(card.resources.all()),
        links=len(links_of(card)),
        plain_words=reading.most_words,
        score=reading.kandel_moles(syllables) if syllables and reading.sentences else None,
        verified_on=card.verified_on,
        needs_review=card.needs_review,
    )


COLUMNS: dict[str, Callable[[Coverage], str | int]] = {
    "fiche": lambda row: row.slug,
    "état": lambda row: row.state,
    "champs": lambda row: f"{row.filled}/{row.expected}",
    "règles": lambda row: row.rules,
    "publics": lambda row: row.audiences,
    "cas oui/non/?": lambda row: row.case_counts,
    "contacts": lambda row: row.contacts,
    "sources": lambda row: row.sources,
    "ressources": lambda row: row.resources,
    "liens": lambda row: row.links,
    "FALC": lambda row: "oui" if row.plain_words else "non",
    "mots": lambda row: row.plain_words or "",
    "Kandel-Moles": lambda row: "" if row.score is None else f"{row.score:.0f}",
    "vérifiée le": lambda row: row.verified_on.isoformat() if row.verified_on else "",
    "à revoir": lambda row: "oui" if row.needs_review else "",
}


def cells(row: Coverage) -> list[str]:
    return [str(value(row)) for value in COLUMNS.values()]


def totals(rows: Iterable[Coverage]) -> list[str]:
    """The sentences under the table."""
    rows = list(rows)
    today = [row for row in rows if not row.is_historic]
    filled, expected = sum(r.filled for r in rows), sum(r.expected for r in rows)
    cases = sum((row.cases for row in rows), Counter())
    return [
        f"fiches : {len(rows)}, dont historiques : {len(rows) - len(today)}",
        f"champs remplis : {filled} sur {expected} ({100 * filled // expected} %)",
        f"règles : {sum(r.rules for r in rows)} dans {sum(r.audiences for r in rows)} publics",
        "cas types : " + ", ".join(f"{cases[v]} {v.label.lower()}" for v in VerdictValue),
        f"liens : {sum(r.links for r in rows) // 2}",
        *_shortcomings(today),
    ]


def _shortcomings(today: list[Coverage]) -> list[str]:
    """Counts over the cards that are not historic."""
    counts = {
        "sans règle": sum(not row.rules for row in today),
        "sans contact joignable": sum(not row.contacts for row in today),
        "sans version facile à lire": sum(not row.plain_words for row in today),
        "jamais vérifiées": sum(not row.verified_on for row in today),
        "à revoir": sum(row.needs_review for row in today),
    }
    return [f"hors historiques, {label} : {count}" for label, count in counts.items()]
