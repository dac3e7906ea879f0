"""Numbers in French words."""

from decimal import Decimal

NARROW_SPACE = "\u202f"  # between thousands
NO_BREAK_SPACE = "\u00a0"  # before a unit
CENTS_FROM = 100  # from here a number is an amount, whose cents are written in full


def number(value: Decimal) -> str:
    """« 7 500 », « 2 009,82 », « 102,23 », « 6,5 »."""
    text = f"{value:,.2f}".replace(",", NARROW_SPACE).replace(".", ",")
    return (
        text.removesuffix("0").removesuffix(",0")
        if value < CENTS_FROM
        else text.removesuffix(",00")
    )


def span(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """« 6 à 12 mois », « 24 heures », « jusqu'à 18 mois », « à partir de 4 mois », or nothing."""
    if low is None and high is None:
        return ""
    if low is None:
        words = f"jusqu'à {number(high)}"
    elif high is None:
        words = f"à partir de {number(low)}"
    else:
        words = number(low) if low == high else f"{number(low)} à {number(high)}"
    return f"{words}{NO_BREAK_SPACE}{unit}".strip()
