"""Makes an undefined variable in one of our own templates fail the test that renders it."""

import sys
from pathlib import Path
from types import FrameType

from django.template.base import FilterExpression, Node

ROOT = Path(__file__).resolve().parent.parent


class UndefinedVariable(AssertionError):
    """Says which variable of which template nobody passed."""


class StrictInOurTemplates(str):
    """A `string_if_invalid` which raises in our templates and is empty elsewhere.

    Django asks whether it is true at the moment it meets an undefined variable, and goes on as
    if there were none when it is not: so the admin's templates, and other people's, which count
    on undefined variables, render exactly as in production. In ours, `|default:` says that a
    variable may be missing.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        expression = frame.f_locals.get("self")
        if isinstance(expression, FilterExpression) and not _has_default(expression):
            template = _template_being_rendered(frame)
            if template and _is_ours(template):
                raise UndefinedVariable(f"{{{{ {expression} }}}} in {template.relative_to(ROOT)}")
        return False


def _has_default(expression: FilterExpression) -> bool:
    return any(function.__name__ == "default" for function, _ in expression.filters)


def _template_being_rendered(frame: FrameType | None) -> Path | None:
    """The file that the innermost node on the stack was parsed from."""
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return Path(node.origin.name)
        frame = frame.f_back
    return None


def _is_ours(template: Path) -> bool:
    """Not Django's, nor a package's: an environment inside the project has a hidden folder."""
    return template.is_relative_to(ROOT) and not template.relative_to(ROOT).parts[0].startswith(".")
