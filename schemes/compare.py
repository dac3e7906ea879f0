"""Cards side by side, attribute by attribute, and where they differ. Pure: asks nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from schemes.enums import ActorRole
from schemes.ruleset import Rule, Ruleset

FEWEST, MOST = 2, 4
MOST_CONTACTS = 3

Card = Any  # a Scheme, with the related rows that its page reads


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said of a card; `is_shared` when every card of the row says the same.

    `link_text` is what the link reads, where it is not the text itself.
    """

    text: str
    link: str = ""
    link_text: str = ""
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One attribute over all cards, a tuple of items each; none where the card does not say."""

    label: str
    cells: tuple[tuple[Item, ...], ...]

    @property
    def is_same(self) -> bool:
        """Every card says the same; silence on all sides is no likeness."""
        first, *others = [{item.text for item in cell} for cell in self.cells]
        return bool(first) and all(texts == first for texts in others)

    @property
    def is_silent(self) -> bool:
        return not any(self.cells)

    @property
    def is_list(self) -> bool:
        return any(len(cell) > 1 for cell in self.cells)


def row_of(label: str, cells: Iterable[Iterable[Item]]) -> Row:
    """The row, with what all its cells share marked."""
    cells = [tuple(cell) for cell in cells]
    texts = [{item.text for item in cell} for cell in cells]
    shared = set.intersection(*texts) if texts else set()
    marked = (
        tuple(replace(item, is_shared=item.text in shared) for item in cell) for cell in cells
    )
    return Row(label, tuple(marked))


def compare(cards: Iterable[Card], rulesets: Mapping[str, Ruleset]) -> list[Row]:
    """The attributes of which at least one card says something."""
    cards = list(cards)
    rows = [
        *(row_of(label, (read(card) for card in cards)) for label, read in ATTRIBUTES),
        row_of("Conditions d'accès", (_conditions(rulesets[card.slug]) for card in cards)),
        *(row_of(label, (read(card) for card in cards)) for label, read in LAST_ATTRIBUTES),
    ]
    return [row for row in rows if not row.is_silent]


def source_rows(cards: Iterable[Card], cells: Iterable[Any]) -> list[Row]:
    """The attributes of a comparison that a source makes: `cells` have a label, a card, a text."""
    told: dict[str, dict[int, str]] = {}
    for cell in cells:
        told.setdefault(cell.label, {})[cell.scheme_id] = cell.text
    cards = list(cards)
    rows = (
        row_of(label, (_one(texts.get(card.pk, "")) for card in cards))
        for label, texts in told.items()
    )
    return [row for row in rows if not row.is_silent]


def _one(text: str) -> list[Item]:
    return [Item(text)] if text else []


def _text(name: str) -> Callable[[Card], list[Item]]:
    return lambda card: _one(str(getattr(card, name) or ""))


def _played(*roles: str) -> Callable[[Card], list[Item]]:
    """The actors of the card with one of `roles`, once each."""

    def read(card: Card) -> list[Item]:
        names = dict.fromkeys(actor.name for actor in card.actors.all() if actor.role in roles)
        return [Item(name) for name in names]

    return read


def _stages(card: Card) -> list[Item]:
    return [Item(stage.name) for stage in card.stages.all()]


def _duration(card: Card) -> list[Item]:
    return [Item(text) for text in (card.duration_text, card.duration_note) if text]


def _first_step(card: Card) -> list[Item]:
    return [Item(step.text) for step in list(card.steps.all())[:1]]


def _contacts(card: Card) -> list[Item]:
    """Whom to call, with a number or an address where there is one."""
    actors = sorted(card.actors.all(), key=lambda actor: actor.role != ActorRole.CONTACT)
    bodies = {a.organisation_id: a.organisation for a in actors if a.organisation}
    reachable = [body for body in bodies.values() if body.is_reachable]
    return [_contact(body) for body in reachable[:MOST_CONTACTS]]


def _contact(body: Any) -> Item:
    contacts = list(body.contacts.all())
    if phone := next((contact for contact in contacts if contact.phone), None):
        return Item(str(body), f"tel:{phone.dial}", phone.phone)
    if email := next((contact.email for contact in contacts if contact.email), ""):
        return Item(str(body), f"mailto:{email}", email)
    page = next((contact.form_url for contact in contacts if contact.form_url), "")
    return Item(str(body), body.directory_url or page or body.url)


def _conditions(rules: Ruleset) -> list[Item]:
    """Those that bind everybody, then the publics of which one is enough."""
    shared = [Item(_wording(rule)) for rule in rules.shared]
    one_of = "Public" if len(rules.audiences) == 1 else "Un des publics"
    return [*shared, *(Item(f"{one_of} : {audience.label}") for audience in rules.audiences)]


def _wording(rule: Rule) -> str:
    start = "À confirmer : " if rule.reserves else ""
    end = f" Sauf si {rule.unless_wording}." if rule.unless else ""
    return f"{start}{rule.wording}{end}"


ATTRIBUTES: tuple[tuple[str, Callable[[Card], list[Item]]], ...] = (
    ("Ce que c'est", _text("summary")),
    ("Pour qui", _text("for_whom")),
    ("Étapes du parcours", _stages),
    ("Droit", lambda card: _one(card.get_legal_regime_display())),
    ("Où", lambda card: _one(str(card.territory))),
    ("État", lambda card: _one(card.get_state_display())),
    ("Durée", _duration),
    ("Rythme", _text("rhythm")),
    ("Statut pendant", _text("status_during")),
    ("Revenu pendant", _text("income_during")),
    ("Reste à payer", _text("cost_left")),
    ("Certifiant", lambda card: _one(card.get_certifying_display())),
    ("Débouche sur", _text("leads_to")),
)
LAST_ATTRIBUTES: tuple[tuple[str, Callable[[Card], list[Item]]], ...] = (
    ("Qui prescrit", _played(ActorRole.PRESCRIBER)),
    ("Qui paie", _played(ActorRole.FUNDER)),
    ("Qui met en œuvre", _played(ActorRole.OPERATOR, ActorRole.EMPLOYER)),
    ("Qui certifie", _played(ActorRole.CERTIFIER)),
    ("Premier pas", _first_step),
    ("Qui appeler", _contacts),
)
