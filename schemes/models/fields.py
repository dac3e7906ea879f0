"""Field types shared by the models of the catalogue."""

from django.core.validators import RegexValidator
from django.db import models

slug_validator = RegexValidator(
    r"^[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*$",
    "Un identifiant n'a que des lettres sans accent, des chiffres et des tirets.",
)


def is_slug(text: str) -> bool:
    """Whether a card could have it: what could not is unknown without asking the database.

    PostgreSQL chokes on NUL.
    """
    return slug_validator.regex.search(text) is not None


class PublicSlugField(models.CharField):
    """A key that the outside relies on: unique, ASCII, never blank."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("validators", [slug_validator])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Says `unique` in any case: the tables of the history hold the same key many times."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "unique": self.unique}


def filled(*names: str) -> models.Q:
    """A condition that at least one of the text columns `names` is not empty."""
    condition = models.Q()
    for name in names:
        condition |= ~models.Q(**{name: ""})
    return condition
