"""Reads rules and vocabulary from the database into the frozen values that decide."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from schemes.eligibility import Verdict, evaluate
from schemes.enums import CriterionType, Operator, Scope, TerritoryKind
from schemes.models import Audience, Citation, Condition, Criterion, Scheme, Territory
from schemes.profile import Profile
from schemes.ruleset import AudienceRules, Rule, Ruleset, Test, scale_test
from schemes.versions import per_version
from schemes.vocabulary import AskedWhen, Option, Question, Vocabulary

AREA_CRITERION = "departement"
EVERYWHERE = (TerritoryKind.COUNTRY, TerritoryKind.FORMER_REGION)
MOST_KEPT = 500  # cards: the rules of more are read at each request, a worker has no room for them
FEW = 20  # of a larger catalogue, those asked for together are kept up to so many


@dataclass(frozen=True)
class Rulebook:
    """The vocabulary and the rules of a set of schemes, by slug."""

    vocabulary: Vocabulary
    rulesets: Mapping[str, Ruleset]

    def verdicts(self, profile: Profile, today: date) -> dict[str, Verdict]:
        return {slug: evaluate(rules, profile, today) for slug, rules in self.rulesets.items()}

    def verdict(self, slug: str, profile: Profile, today: date) -> Verdict:
        return evaluate(self.rulesets[slug], profile, today)


def load_rulebook(schemes=None, vocabulary: Vocabulary | None = None) -> Rulebook:
    """The rules of the queryset `schemes`, by default of all published cards.

    The number of queries does not depend on the number of schemes.
    """
    schemes = Scheme.objects.published() if schemes is None else schemes
    schemes = schemes.select_related("territory").prefetch_related(
        Prefetch("conditions", Condition.objects.with_tests()), "audiences", "citations__source"
    )
    vocabulary = vocabulary or load_vocabulary()
    areas = load_areas()
    return Rulebook(
        vocabulary, {scheme.slug: build_ruleset(scheme, vocabulary, areas) for scheme in schemes}
    )


def rules_of(slugs: Collection[str]) -> Rulebook:
    """Those of the published cards among `slugs`, historic ones too."""
    kept = whole_rulebook()
    if kept and all(slug in kept.rulesets for slug in slugs):
        return Rulebook(kept.vocabulary, {slug: kept.rulesets[slug] for slug in slugs})
    return _together(tuple(sorted(slugs))) if len(slugs) <= FEW else _read(slugs)


def _read(slugs: Collection[str]) -> Rulebook:
    return load_rulebook(Scheme.objects.published().filter(slug__in=slugs))


@per_version
def _together(slugs: tuple[str, ...]) -> Rulebook:
    """A card, a plan: asked for again and again."""
    return _read(slugs)


def is_large() -> bool:
    """Whether there are too many cards in force to read each of them at each request."""
    return whole_rulebook() is None


@per_version
def whole_rulebook() -> Rulebook | None:
    """The rules of all published cards in force; None of a large catalogue."""
    schemes = Scheme.objects.published().current()
    return load_rulebook(schemes) if schemes.count() <= MOST_KEPT else None


@per_version
def load_vocabulary() -> Vocabulary:
    """All criteria with their options; the departments are those of the territories."""
    criteria = Criterion.objects.select_related("follows").prefetch_related("options__helped_by")
    departments = tuple(
        Option(t.slug, t.name, t.slug) for t in Territory.objects.departments().order_by("slug")
    )
    return Vocabulary({c.key: _question(c, departments) for c in criteria})


def _question(criterion: Criterion, departments: tuple[Option, ...]) -> Question:
    is_area = criterion.type == CriterionType.TERRITORY
    is_boolean = criterion.type == CriterionType.BOOLEAN
    return Question(
        key=criterion.key,
        type=criterion.type,
        label=criterion.label,
        question=criterion.question,
        question_self=criterion.question_self or criterion.question,
        hint=criterion.hint,
        why=criterion.why,
        group=criterion.group,
        unit=criterion.unit,
        minimum=criterion.minimum or 0,
        maximum=criterion.maximum or 0,
        sensitive=criterion.sensitive,
        changeable=criterion.changeable,
        options=departments if is_area else _options(criterion, is_boolean),
        exclusive=tuple(tuple(pair) for pair in criterion.exclusive),
        follows=criterion.follows.key if criterion.follows else "",
        asked_when=_asked_when(criterion.asked_when),
    )


def _options(criterion: Criterion, is_boolean: bool) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=option.value == "true" if is_boolean else option.value,
            label=option.label,
            short=option.label_short or option.label,
            hint=option.hint,
            advisable=option.advisable,
            change=option.change,
            helped_by=tuple(scheme.slug for scheme in option.helped_by.all()),
        )
        for option in criterion.options.all()
    )


def _asked_when(raw: dict | None) -> AskedWhen | None:
    if not raw:
        return None
    negated = "not_in" in raw
    return AskedWhen(raw["criterion"], frozenset(raw["not_in" if negated else "in"]), negated)


class Areas:
    """Which departments a territory is made of."""

    def __init__(self, territories: Iterable[Territory]):
        territories = list(territories)
        self.children: dict[int, list[Territory]] = {}
        for territory in territories:
            self.children.setdefault(territory.parent_id, []).append(territory)

    def departments(self, territory: Territory) -> frozenset[str]:
        if territory.is_department:
            return frozenset({territory.slug})
        below = self.children.get(territory.pk, [])
        return frozenset().union(*(self.departments(child) for child in below))

    def rule(self, scheme: Scheme, citations: Iterable[Citation]) -> Rule | None:
        """The rule on the department; none for a national scheme or a region that is no more."""
        territory = scheme.territory if scheme.territory_id else None
        if territory is None or territory.kind in EVERYWHERE:
            return None
        citation = next(iter(citations), None)
        return Rule(
            wording=f"Habiter dans le territoire du dispositif : {territory}.",
            test=Test(Operator.IN, AREA_CRITERION, self.departments(territory)),
            source=str(citation.source) if citation else "",
            place=citation.place if citation else "",
            checked_on=scheme.verified_on,
        )


@per_version
def load_areas() -> Areas:
    return Areas(Territory.objects.all())


@dataclass(frozen=True)
class Written:
    """The rows that a scheme's rules are read from, in their order, stored or not yet."""

    scheme: Scheme
    audiences: Sequence[Audience]
    conditions: Sequence[Condition]
    citations: Sequence[Citation]

    def of(self, audience: Audience | None) -> list[Condition]:
        """The conditions of the base, or of `audience`; one that is not stored has none yet."""
        if audience is None:
            return [c for c in self.conditions if c.audience_id is None]
        return [c for c in self.conditions if c.audience_id and c.audience_id == audience.pk]


def build_ruleset(scheme: Scheme, vocabulary: Vocabulary, areas: Areas) -> Ruleset:
    rows = Written(
        scheme, scheme.audiences.all(), list(scheme.conditions.all()), scheme.citations.all()
    )
    return compose_ruleset(rows, vocabulary, areas)


def compose_ruleset(rows: Written, vocabulary: Vocabulary, areas: Areas) -> Ruleset:
    return Ruleset(
        slug=rows.scheme.slug,
        base=_rules(rows.of(None), vocabulary),
        audiences=tuple(
            AudienceRules(audience.label, _rules(rows.of(audience), vocabulary))
            for audience in rows.audiences
        ),
        area=areas.rule(rows.scheme, rows.citations),
        open_from=rows.scheme.valid_from,
        open_until=rows.scheme.valid_until,
        vocabulary=vocabulary,
    )


def _rules(conditions: Iterable[Condition], vocabulary: Vocabulary) -> tuple[Rule, ...]:
    return tuple(build_rule(condition, vocabulary) for condition in conditions)


def build_rule(condition: Condition, vocabulary: Vocabulary) -> Rule:
    exception = condition.unless_criterion
    return Rule(
        wording=condition.wording,
        scope=Scope(condition.scope),
        test=build_test(condition.criterion, condition.operator, condition.value, vocabulary),
        unless=build_test(exception, condition.unless_operator, condition.unless_value, vocabulary),
        unless_wording=condition.unless_wording,
        source=str(condition.source),
        place=condition.place,
        checked_on=condition.checked_on,
    )


def build_test(
    criterion: Criterion | None, operator: str, value, vocabulary: Vocabulary
) -> Test | None:
    """A stored test as the frozen one; None where there is none (scope « à confirmer »)."""
    if not operator:
        return None
    if operator == Operator.ALWAYS:
        return Test(Operator.ALWAYS)
    question = vocabulary[criterion.key]
    if operator == Operator.BETWEEN and question.is_ordered:
        return scale_test(question, *value)
    if operator == Operator.BETWEEN:
        return Test(Operator.BETWEEN, question.key, tuple(value))
    if operator == Operator.IS:
        return Test(Operator.IS, question.key, value)
    return Test(Operator(operator), question.key, frozenset(value))
