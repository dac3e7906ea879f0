"""A scheme's rules of access as French text, for files that hold no markup."""

from collections.abc import Iterator

from schemes.enums import Scope
from schemes.ruleset import Rule, Ruleset

MARKS = {Scope.TO_CONFIRM: "À confirmer : ", Scope.PRIORITY: "Prioritaire : "}


def in_words(rules: Ruleset) -> str:
    """One condition a line, under the same headings as on the card; nothing without a rule.

    Dots, since a spreadsheet takes a text that begins with a dash for a formula.
    """
    return "\n".join(_lines(rules))


def _lines(rules: Ruleset) -> Iterator[str]:
    if rules.shared and rules.audiences:
        yield "Dans tous les cas :"
    yield from (f"• {sentence(rule)}" for rule in rules.shared)
    if rules.audiences:
        yield _heading(rules)
    for audience in rules.audiences:
        yield f"{audience.label} :" if audience.rules else audience.label
        yield from (f"• {sentence(rule)}" for rule in audience.rules)


def _heading(rules: Ruleset) -> str:
    several = "faire partie d'un de ces publics :"
    words = "pour ce public :" if len(rules.audiences) == 1 else several
    return f"Et {words}" if rules.shared else words.capitalize()


def sentence(rule: Rule) -> str:
    """« À confirmer : l'employeur autorise l'absence. Sauf si le handicap est reconnu. »."""
    exception = f" Sauf si {rule.unless_wording}" if rule.unless else ""
    return f"{MARKS.get(rule.scope, '')}{_ended(rule.wording)}{_ended(exception)}"


def _ended(text: str) -> str:
    return f"{text}." if text and text[-1] not in ".!?…" else text
