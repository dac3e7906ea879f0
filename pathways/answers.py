"""A person's answers, in the server's session and nowhere else."""

from collections.abc import Mapping

from schemes.profile import UNKNOWN, Profile, read_answer
from schemes.vocabulary import Vocabulary

ANSWERS, VOICE = "answers", "voice"
ADVISER, SELF = "conseil", "moi"


class Answers:
    """Reads and writes the answers of one session; forgets those that no longer make sense."""

    def __init__(self, session):
        self.session = session

    @property
    def count(self) -> int:
        return len(self._stored)

    @property
    def speaks_to_person(self) -> bool:
        """True when the person answers for herself, False when an adviser does for her."""
        return self.session.get(VOICE) == SELF

    @property
    def _stored(self) -> Mapping:
        return self.session.get(ANSWERS, {})

    def choose_voice(self, voice: str) -> None:
        self.session[VOICE] = voice if voice in (ADVISER, SELF) else ADVISER

    def profile(self, vocabulary: Vocabulary) -> Profile:
        """What was answered, less what the vocabulary of today refuses."""
        answers = {}
        for key, raw in self._stored.items():
            if key not in vocabulary:
                continue
            try:
                answers[key] = read_answer(raw, vocabulary[key])
            except ValueError:
                continue
        return Profile(answers)

    def keep(self, answers: Mapping) -> None:
        """Add `answers`, in the form of `Profile.answers`."""
        self.session[ANSWERS] = {**self._stored, **Profile(answers).as_json()}

    def replace(self, answers: Mapping) -> None:
        self.session[ANSWERS] = Profile(answers).as_json()

    def pass_over(self, key: str) -> None:
        """Asked, and not known or not told."""
        self.keep({key: UNKNOWN})

    def erase(self) -> None:
        """Forget everything, and the session with it."""
        self.session.flush()
