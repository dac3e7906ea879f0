"""One person on her way: her answers beside the rulebook, asked once a request."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Prefetch

from pathways.answers import Answers
from pathways.questions import OPENING, NextQuestion, next_question
from pathways.walk import Fit, StageFit, fit_stage, with_changes, with_missing
from schemes.eligibility import Verdict
from schemes.enums import CriterionType
from schemes.models import Criterion, Journey, Scheme, Stage
from schemes.profile import Profile
from schemes.reach import rules_within_reach, within_reach
from schemes.rulebook import Rulebook, is_large, load_vocabulary
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
        self._verdicts: dict[date, dict[str, Verdict]] = {}

    @cached_property
    def rulebook(self) -> Rulebook:
        return rules_within_reach(self.profile)

    @property
    def vocabulary(self) -> Vocabulary:
        return load_vocabulary()

    @property
    def sees_a_part(self) -> bool:
        """Whether there are more schemes than her pathway can look at."""
        return is_large()

    @property
    def schemes(self):
        """Those that her pathway looks at."""
        return within_reach(self.profile)

    @cached_property
    def profile(self) -> Profile:
        return self.answers.profile(self.vocabulary)

    def verdicts(self, today: date) -> dict[str, Verdict]:
        if today not in self._verdicts:
            self._verdicts[today] = self.rulebook.verdicts(self.profile, today)
        return self._verdicts[today]

    def next_question(self, stage: str = "") -> NextQuestion | None:
        """The one that settles most schemes of `stage`; then of all stages."""
        rulesets = self.rulebook.rulesets
        if stage:
            slugs = self._slugs_of(stage)
            own = [rules for slug, rules in rulesets.items() if slug in slugs]
            if found := next_question(own, self.vocabulary, self.profile, OPENING):
                return found
        return next_question(rulesets.values(), self.vocabulary, self.profile, OPENING)

    def left_open(self, today: date) -> int:
        """How many schemes may be settled by answering what was asked and not known."""
        passed = {key for key in self.profile.answers if not self.profile.is_known(key)}
        verdicts = self.verdicts(today).values()
        return sum(not passed.isdisjoint(verdict.missing) for verdict in verdicts)

    def _slugs_of(self, stage: str) -> set[str]:
        return set(self.schemes.for_stage(stage).values_list("slug", flat=True))

    def reason_for(self, key: str, stage: str = "") -> NextQuestion | None:
        """How many schemes the question `key` settles, if it is the one to ask now."""
        upcoming = self.next_question(stage)
        return upcoming if upcoming and upcoming.key == key else None

    def wording(self, question: Question) -> str:
        return question.question_self if self.answers.speaks_to_person else question.question

    def parent_line(self, question: Question) -> Line | None:
        """The answer that `question` follows up, to be shown beside it."""
        if not question.follows or not self.profile.is_asked(question.follows):
            return None
        return self._line(self.vocabulary[question.follows])

    def previous(self, key: str) -> str:
        """The question answered before `key`, or the last one; nothing before the first."""
        asked = list(self.profile.answers)
        earlier = asked[: asked.index(key)] if key in asked else asked
        return earlier[-1] if earlier else ""

    @cached_property
    def journey(self) -> Journey | None:
        """The typical pathway that was chosen at the start."""
        slug = self.answers.journey
        return Journey.objects.filter(slug=slug).first() if slug else None

    def lines(self) -> list[Line]:
        """All that was answered, each follow-up beside its parent."""
        return [
            self._line(question)
            for question in in_family_order(self.vocabulary)
            if self.profile.is_asked(question.key)
        ]

    def _line(self, question: Question) -> Line:
        return Line(question, self.wording(question), self._told(question))

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
        shown = self.schemes.exclude_compensation()
        return Stage.objects.prefetch_related(
            Prefetch("schemes", shown, to_attr="schemes_to_fit"), "needs"
        )

    def schemes_of(self, stage: Stage):
        """Without the compensation tools, which run beneath all stages."""
        return self.schemes.exclude_compensation().for_stage(stage.slug).for_list()

    def compensation_tools(self):
        return self.schemes.compensation()

    def explained(self, schemes, today: date) -> StageFit:
        """The schemes by verdict, with what is missing, what would change, and who helps."""
        verdicts = self.verdicts(today)
        fit = fit_stage(schemes, verdicts)
        fit.unknown = with_missing(fit.unknown, self.vocabulary)
        changes = with_changes(fit.no, self.rulebook.rulesets, self.profile, today)
        fit.no = self._with_helpers(changes, verdicts)
        return fit

    def _with_helpers(self, fits: list[Fit], verdicts: dict[str, Verdict]) -> list[Fit]:
        """The same, with the schemes that bring a change about and are not closed to the person."""
        named = {slug for fit in fits for slug in fit.helped_by}
        helping = [s for s in named if s in verdicts and verdicts[s].truth is not False]
        schemes = Scheme.objects.published().in_bulk(helping, field_name="slug")
        return [
            replace(fit, helpers=tuple(schemes[s] for s in fit.helped_by if s in schemes))
            for fit in fits
        ]


def in_family_order(vocabulary: Vocabulary) -> list[Question]:
    """The editorial order, with each follow-up right after the question that it follows."""
    children: dict[str, list[Question]] = {}
    for question in vocabulary:
        children.setdefault(question.follows, []).append(question)

    def family(question: Question):
        yield question
        for child in children.get(question.key, ()):
            yield from family(child)

    return [member for root in children.get("", ()) for member in family(root)]
