"""One person on her way: her answers beside the rulebook, asked once a request."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch

from pathways.answers import Answers
from pathways.questions import OPENING, NextQuestion, next_question
from schemes.eligibility import Verdict
from schemes.enums import CriterionType
from schemes.models import Criterion, Scheme, Stage
from schemes.profile import Profile
from schemes.rulebook import Rulebook, load_rulebook
from schemes.vocabulary import Question, Vocabulary


@dataclass(frozen=True)
class Line:
    """One answer as the summary shows it; `text` is empty for « I do not know »."""

    question: Question
    wording: str
    text: str


class Person:
    """What the pathway's views ask about the owner of a session."""

    def __init__(self, session):
        self.answers = Answers(session)

    @cached_property
    def rulebook(self) -> Rulebook:
        return load_rulebook(Scheme.objects.published().current())

    @property
    def vocabulary(self) -> Vocabulary:
        return self.rulebook.vocabulary

    @cached_property
    def profile(self) -> Profile:
        return self.answers.profile(self.vocabulary)

    def verdicts(self, today: date) -> dict[str, Verdict]:
        return self.rulebook.verdicts(self.profile, today)

    def next_question(self) -> NextQuestion | None:
        rulesets = self.rulebook.rulesets.values()
        return next_question(rulesets, self.vocabulary, self.profile, OPENING)

    def reason_for(self, key: str) -> NextQuestion | None:
        """How many schemes the question `key` settles, if it is the one to ask now."""
        upcoming = self.next_question()
        return upcoming if upcoming and upcoming.key == key else None

    def wording(self, question: Question) -> str:
        return question.question_self if self.answers.speaks_to_person else question.question

    def lines(self) -> list[Line]:
        return [
            Line(question, self.wording(question), self._told(question))
            for question in self.vocabulary
            if self.profile.is_asked(question.key)
        ]

    def _told(self, question: Question) -> str:
        answer = self.profile.value(question.key)
        if answer is None:
            return ""
        if question.type == CriterionType.NUMBER:
            return f"{answer} {question.unit}"
        chosen = answer if isinstance(answer, frozenset) else {answer}
        labels = [option.label for option in question.options if option.value in chosen]
        return ", ".join(labels) or "Aucune de ces situations"

    def question_groups(self, form) -> list[tuple[str, list]]:
        """The fields of the whole-page form by group, each with its question's wording."""
        groups: dict[str, list] = {}
        for question in self.vocabulary:
            label = Criterion.Group(question.group).label
            row = (form[question.key], self.wording(question), question)
            groups.setdefault(label, []).append(row)
        return list(groups.items())

    def stages(self):
        shown = Scheme.objects.published().current().exclude_compensation()
        return Stage.objects.prefetch_related(
            Prefetch("schemes", shown, to_attr="schemes_to_fit"), "needs"
        )

    def schemes_of(self, stage: Stage):
        return Scheme.objects.published().current().for_stage(stage.slug).for_list()

    def compensation_tools(self):
        return Scheme.objects.published().current().compensation()
