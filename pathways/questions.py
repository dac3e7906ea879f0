"""Which question next, and why: the one expected to settle most schemes. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemes.eligibility import kleene, known_answers, missing_criteria, settle
from schemes.profile import Profile
from schemes.ruleset import Ruleset
from schemes.vocabulary import Question, Vocabulary

# Asked first whatever comes: they cut every stage, and nobody minds giving them.
OPENING = ("statuts", "age", "departement")


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question, and how many schemes still in doubt an answer to it can settle.

    `settles` is 0 for a question that only prepares the way: then `concerns` schemes need it.
    """

    question: Question
    settles: int
    concerns: int

    @property
    def key(self) -> str:
        return self.question.key


@dataclass
class _Score:
    expected: float = 0.0
    settles: int = 0
    concerns: int = 0


def next_question(
    rulesets: Iterable[Ruleset],
    vocabulary: Vocabulary,
    profile: Profile,
    opening: tuple[str, ...] = (),
) -> NextQuestion | None:
    """The question to ask now about the schemes of `rulesets`; None once no answer would help.

    Questions of `opening` come first, in their order. A question that was asked, even in vain,
    is never asked again; one that makes sense only after another gives way to that other, and
    one that follows up the last answer comes right after it if it can settle anything.
    """
    scores = _scores(rulesets, vocabulary, profile)
    for key in opening:
        if key in vocabulary and not profile.is_asked(key):
            return _told(key, scores.get(key, _Score()), vocabulary)
    if not scores:
        return None
    best = min(
        _follow_ups(scores, vocabulary, profile) or scores, key=_preference(scores, vocabulary)
    )
    return _told(best, scores[best], vocabulary)


def _told(key: str, score: "_Score", vocabulary: Vocabulary) -> NextQuestion:
    return NextQuestion(vocabulary[key], score.settles, score.concerns)


def _preference(scores: Mapping[str, "_Score"], vocabulary: Vocabulary):
    """Sort key: most schemes settled, then most schemes concerned, then the editorial order."""
    order = {question.key: position for position, question in enumerate(vocabulary)}
    return lambda key: (-scores[key].expected, -scores[key].concerns, order[key])


def _follow_ups(
    scores: Mapping[str, "_Score"], vocabulary: Vocabulary, profile: Profile
) -> list[str]:
    """Questions on the heels of the last one, those that can settle something."""
    last = next(reversed(list(profile.answers)), None)
    return (
        [key for key, score in scores.items() if score.expected and vocabulary[key].follows == last]
        if last
        else []
    )


def _scores(
    rulesets: Iterable[Ruleset], vocabulary: Vocabulary, profile: Profile
) -> dict[str, _Score]:
    """What each question that can be asked would bring, over all schemes still in doubt.

    One that must come before another is preferred for what both bring, but only told to settle
    what it settles by itself.
    """
    answers = known_answers(profile)
    scores: dict[str, _Score] = defaultdict(_Score)
    for ruleset in rulesets:
        if settle(ruleset, answers) is not None:
            continue
        concerned = set()
        for key in missing_criteria(ruleset, answers):
            if asked := _askable(key, vocabulary, profile):
                share = _settled_share(ruleset, key, answers)
                concerned.add(asked)
                scores[asked].expected += share
                scores[asked].settles += asked == key and share > 0
        for asked in concerned:
            scores[asked].concerns += 1
    return scores


def _settled_share(ruleset: Ruleset, key: str, answers: Mapping) -> float:
    """The part of the possible answers to `key` that settle the scheme."""
    cells = ruleset.cells[key]
    settled = sum(kleene(ruleset, {**answers, key: cell}) is not None for cell in cells)
    return settled / len(cells)


def _askable(key: str, vocabulary: Vocabulary, profile: Profile) -> str | None:
    """`key`, or the question that must come before it, or None where it makes no sense."""
    if profile.is_asked(key):
        return None
    condition = vocabulary[key].asked_when
    if condition is None:
        return key
    if not profile.is_asked(condition.criterion):
        return _askable(condition.criterion, vocabulary, profile)
    return key if makes_sense(vocabulary[key], profile) else None


def makes_sense(question: Question, profile: Profile) -> bool:
    """False only where a known answer to the parent question rules this one out."""
    condition = question.asked_when
    answer = profile.value(condition.criterion) if condition else None
    if answer is None:
        return True
    chosen = answer if isinstance(answer, frozenset) else {answer}
    return bool(chosen & condition.values) is not condition.negated
