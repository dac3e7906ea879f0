"""How many questions settle nine schemes in ten of a stage: adaptive order against editorial."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import mean, median

from pathways.person import in_family_order
from pathways.questions import OPENING, makes_sense, next_question
from schemes.eligibility import known_answers, settle
from schemes.profile import Profile
from schemes.ruleset import Ruleset
from schemes.vocabulary import Vocabulary
from tests.benchmarks.people import told

TARGET = 0.9

Chooser = Callable[[list[Ruleset], Vocabulary, Profile], str | None]


def adaptive(rulesets: list[Ruleset], vocabulary: Vocabulary, profile: Profile) -> str | None:
    found = next_question(rulesets, vocabulary, profile, OPENING)
    return found.key if found else None


def editorial(rulesets: list[Ruleset], vocabulary: Vocabulary, profile: Profile) -> str | None:
    """The order of the whole-page form, less the questions that make no sense for the person."""
    return next(
        (
            question.key
            for question in in_family_order(vocabulary)
            if not profile.is_asked(question.key) and makes_sense(question, profile)
        ),
        None,
    )


def questions_needed(
    choose: Chooser, person: Profile, rulesets: list[Ruleset], vocabulary: Vocabulary
) -> int:
    """Questions until nine in ten of the schemes that this person can settle are settled."""
    possible = sum(settle(r, known_answers(person)) is not None for r in rulesets)
    profile, asked = Profile({}), 0
    while _settled(rulesets, profile) < TARGET * possible:
        key = choose(rulesets, vocabulary, profile)
        if key is None:
            break
        profile, asked = profile.with_answer(key, told(person, key)), asked + 1
    return asked


def _settled(rulesets: list[Ruleset], profile: Profile) -> int:
    answers = known_answers(profile)
    return sum(settle(ruleset, answers) is not None for ruleset in rulesets)


@dataclass(frozen=True)
class Comparison:
    stage: str
    adaptive: list[int]
    editorial: list[int]

    @property
    def ratio(self) -> float:
        return mean(self.adaptive) / mean(self.editorial)

    def __str__(self):
        return (
            f"{self.stage:15} {len(self.adaptive):6} {mean(self.adaptive):9.2f}"
            f" {median(self.adaptive):7.0f} {mean(self.editorial):10.2f}"
            f" {median(self.editorial):7.0f} {self.ratio:7.2f}"
        )


def compare(stages: dict[str, list[Ruleset]], vocabulary: Vocabulary, crowd) -> list[Comparison]:
    """Each person is at one stage, in turn."""
    counts = {stage: ([], []) for stage in stages}
    for number, person in enumerate(crowd):
        stage = list(stages)[number % len(stages)]
        for choose, found in zip((adaptive, editorial), counts[stage], strict=True):
            found.append(questions_needed(choose, person, stages[stage], vocabulary))
    return [Comparison(stage, *found) for stage, found in counts.items()]
