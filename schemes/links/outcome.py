"""What asking for an address can give."""

from dataclasses import dataclass
from http import HTTPStatus

from django.db.models import TextChoices


class Answer(TextChoices):
    OK = "ok", "Répond"
    GONE = "absent", "Page absente (404, 410)"
    UNSURE = "incertain", "Pas de réponse sûre"


@dataclass(frozen=True)
class Outcome:
    """`detail` is a few French words; `status` is 0 where nothing was answered.

    `moved_to` is the address that a lasting redirection names.
    """

    answer: Answer
    detail: str = ""
    status: int = 0
    moved_to: str = ""

    @property
    def is_passing(self) -> bool:
        """Trying again a moment later may give something else; a refusal is not asked again."""
        is_silent = not self.status or self.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return self.answer == Answer.UNSURE and is_silent
