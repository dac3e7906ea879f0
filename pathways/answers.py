"""A person's answers, in the server's session and nowhere else."""

from collections.abc import Mapping

from schemes.profile import UNKNOWN, Profile, read_answer
from schemes.vocabulary import Vocabulary

ANSWERS, VOICE, JOURNEY = "answers", "voice", "journey"
ADVISER, EMPLOYER, SELF = "conseil", "employeur", "moi"


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

    @property
    def journey(self) -> str:
        """The slug of the typical pathway that was chosen, or nothing."""
        return self.session.get(JOURNEY, "")

    def start(self, voice: str, journey: str = "") -> None:
        self.session[VOICE] = voice
        self.session[JOURNEY] = journey

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
        """Add `answers`, in the form of `Profile.answers`; the last given stands last."""
        kept = {key: value for key, value in self._stored.items() if key not in answers}
        self.session[ANSWERS] = {**kept, **Profile(answers).as_json()}

    def replace(self, answers: Mapping) -> None:
        self.session[ANSWERS] = Profile(answers).as_json()

    def pass_over(self, key: str) -> None:
        """Asked, and not known or not told."""
        self.keep({key: UNKNOWN})

    def erase(self) -> None:
        """Forget everything, and the session with it."""
        self.session.flush()
