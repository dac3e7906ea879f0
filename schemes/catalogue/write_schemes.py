"""Writes cards: the scheme, its parts, its rules, its links, its case types."""

from datetime import date

from schemes.catalogue.reader import Catalogue
from schemes.catalogue.schema_scheme import (
    ConditionSpec,
    RulesSpec,
    SchemeSpec,
    SharedCaseSpec,
    TestSpec,
)
from schemes.catalogue.sync import (
    CHANGED,
    CREATED,
    UNCHANGED,
    Report,
    merge,
    replace_links,
    replace_rows,
    upsert,
)
from schemes.catalogue.writing import by_slug, write_each
from schemes.history import journal
from schemes.models import (
    Audience,
    CardChange,
    CaseType,
    Criterion,
    Expectation,
    Organisation,
    PlainVersion,
    Scheme,
    Source,
    Stage,
    Territory,
)

CASES = "les cas types"


def write_schemes(catalogue: Catalogue, report: Report) -> None:
    """The rows first, then what hangs on them, since cards name each other."""
    territories = by_slug(Territory)
    outcomes = {}

    def write_row(spec: SchemeSpec) -> str:
        values = columns(spec, territories)
        outcomes[spec.slug] = upsert(Scheme, {"slug": spec.slug}, values)[1]
        return outcomes[spec.slug]

    write_each(catalogue, "schemes", write_row, Report(report.today))
    parts = PartsWriter(catalogue.keys("cases"))

    def write(spec: SchemeSpec):
        scheme, outcome = parts.schemes[spec.slug], outcomes[spec.slug]
        changed = parts.write(scheme, spec)
        if outcome == CREATED:
            _restore_journal(scheme, spec)
        else:
            tell_change(scheme, outcome, changed, report.today)
        return merge(outcome, *changed.values())

    write_each(catalogue, "schemes", write, report)


def tell_change(scheme: Scheme, outcome: str, changed: dict[str, str | bool], today: date) -> None:
    """Note in the card's journal what a reader would see changed; case types are no such thing."""
    parts = [words for words, done in changed.items() if done in (True, CHANGED) and words != CASES]
    if outcome == CHANGED:
        parts.insert(0, journal.TEXT)
    if not parts:
        return
    journal.tell(scheme, parts, today)
    scheme.save(update_fields=["updated_at"])  # the parts have rows of their own


def _restore_journal(scheme: Scheme, spec: SchemeSpec) -> None:
    """Of a card that is new here; the journal of one that stands already is the true one."""
    for change in spec.changes:
        CardChange.objects.create(scheme=scheme, **change.model_dump())


def columns(spec: SchemeSpec, territories: dict[str, Territory]) -> dict:
    same = {
        "acronym", "name", "aliases", "nature", "legal_regime", "state", "publication",
        "needs_review", "editor_note", "verified_on", "review_every_months", "valid_from",
        "valid_until", "summary", "for_whom", "objectives", "measure", "specifics",
        "status_during", "income_during", "cost_left", "certifying", "leads_to",
        "compensation_notes",
    }  # fmt: skip
    return spec.model_dump(include=same) | {
        "territory": territories[spec.territory],
        "value_person": spec.added_value.person,
        "value_employer": spec.added_value.employer,
        "value_training_body": spec.added_value.training_body,
        "duration_min": spec.duration.min,
        "duration_max": spec.duration.max,
        "duration_unit": spec.duration.unit,
        "duration_note": spec.duration.note,
        "rhythm": spec.duration.rhythm,
        "weekly_hours_min": spec.duration.weekly_hours[0],
        "weekly_hours_max": spec.duration.weekly_hours[1],
    }


class PartsWriter:
    """Writes the parts of cards; holds what they refer to, read once."""

    def __init__(self, shared_cases: set[str] = frozenset()):
        """`shared_cases` are told in a file of their own: their expectations stay."""
        self.shared_cases = shared_cases
        self.schemes = by_slug(Scheme)
        self.stages = by_slug(Stage)
        self.sources = by_slug(Source)
        self.organisations = by_slug(Organisation)
        self.criteria = {criterion.key: criterion for criterion in Criterion.objects.all()}

    def write(self, scheme: Scheme, spec: SchemeSpec) -> dict[str, str | bool]:
        """Whether each part changed, by the words in which the card's journal tells it."""
        return {
            "les étapes": replace_links(scheme.stages, [self.stages[s] for s in spec.stages]),
            "la compensation": replace_links(
                scheme.compensations, [self.schemes[s] for s in spec.compensation]
            ),
            "les démarches": replace_rows(
                scheme.steps, [self._with_organisation(step) for step in spec.steps]
            ),
            "les conseils": replace_rows(scheme.tips, [{"text": text} for text in spec.tips]),
            "les chiffres": replace_rows(scheme.figures, [_figure(f) for f in spec.figures]),
            "les ressources": replace_rows(
                scheme.resources, [resource.model_dump() for resource in spec.resources]
            ),
            "les acteurs": replace_rows(
                scheme.actors, [self._with_organisation(actor) for actor in spec.actors]
            ),
            "les sources": replace_rows(
                scheme.citations, [self._citation(citation) for citation in spec.sources]
            ),
            "les liens": replace_rows(
                scheme.outgoing_links, [self._link(link) for link in spec.links]
            ),
            "les conditions d'accès": self._write_rules(scheme, spec),
            "la version en mots simples": _write_plain(scheme, spec),
            CASES: _write_cases(scheme, spec, self.shared_cases),
        }

    def _with_organisation(self, part) -> dict:
        row = part.model_dump(exclude={"organisation"})
        organisation = self.organisations.get(part.organisation)
        return row | {"organisation_id": organisation and organisation.pk}

    def _citation(self, citation) -> dict:
        return {"source_id": self.sources[citation.source].pk, "place": citation.place}

    def _link(self, link) -> dict:
        row = link.model_dump(exclude={"to"})
        return row | {"to_scheme_id": self.schemes[link.to].pk}

    def _write_rules(self, scheme: Scheme, spec: SchemeSpec) -> bool:
        """Audiences keep their row, so that only their conditions come and go."""
        changed = _write_audiences(scheme, spec.rules)
        audiences = {audience.key: audience for audience in scheme.audiences.all()}
        order = [None, *(audience.pk for audience in audiences.values())]
        rows = [self._condition(c, spec, None) for c in spec.rules.base]
        for audience in spec.rules.audiences:
            owner = audiences[audience.key]
            rows += [self._condition(c, spec, owner) for c in audience.conditions]
        moved = replace_rows(scheme.conditions, rows, lambda r: order.index(r["audience_id"]))
        return moved or changed

    def _condition(self, condition: ConditionSpec, spec: SchemeSpec, audience) -> dict:
        exception = condition.unless
        told = "checked_on" in condition.model_fields_set
        return {
            "audience_id": audience and audience.pk,
            "scope": condition.scope,
            "wording": condition.wording,
            "source_id": self.sources[condition.source].pk,
            "place": condition.place,
            "checked_on": condition.checked_on if told else spec.verified_on,
            "unless_wording": exception.wording if exception else "",
            **self._test(condition, ""),
            **self._test(exception, "unless_"),
        }

    def _test(self, test: TestSpec | None, prefix: str) -> dict:
        criterion = self.criteria.get(test.criterion) if test else None
        return {
            f"{prefix}criterion_id": criterion and criterion.pk,
            f"{prefix}operator": test.operator if test else "",
            f"{prefix}value": test.value if test else None,
        }


def _figure(figure) -> dict:
    row = figure.model_dump(include={"key", "label", "unit", "note"})
    return row | {"minimum": figure.min, "maximum": figure.max}


def _write_audiences(scheme: Scheme, rules: RulesSpec) -> bool:
    gone = scheme.audiences.exclude(key__in=[audience.key for audience in rules.audiences])
    outcomes = {CHANGED} if gone.delete()[0] else set()
    for position, audience in enumerate(rules.audiences):
        values = {"label": audience.label, "position": position}
        outcomes.add(upsert(Audience, {"scheme": scheme, "key": audience.key}, values)[1])
    return bool(outcomes & {CREATED, CHANGED})


def _write_plain(scheme: Scheme, spec: SchemeSpec) -> str:
    if spec.plain is None:
        deleted, _ = PlainVersion.objects.filter(scheme=scheme).delete()
        return CHANGED if deleted else UNCHANGED
    told = spec.plain.model_dump(exclude_unset=True)  # a file may leave the reviewer alone
    outcome = upsert(PlainVersion, {"scheme": scheme}, told)[1]
    return UNCHANGED if outcome == UNCHANGED else CHANGED


def _write_cases(scheme: Scheme, spec: SchemeSpec, shared: set[str]) -> bool:
    """Case types of the card with their expectations; those dropped from the file go."""
    gone = Expectation.objects.filter(scheme=scheme).exclude(
        case_type__slug__in={case.slug for case in spec.cases} | shared
    )
    outcomes = {CHANGED} if gone.delete()[0] else set()
    for case in spec.cases:
        values = {"label": case.label, "profile": case.profile}
        row, outcome = upsert(CaseType, {"slug": case.slug}, values)
        expected = {"verdict": case.verdict, "reason": case.reason}
        outcomes |= {
            outcome,
            upsert(Expectation, {"case_type": row, "scheme": scheme}, expected)[1],
        }
    return bool(outcomes & {CREATED, CHANGED})


def write_shared_cases(catalogue: Catalogue, report: Report) -> None:
    schemes = by_slug(Scheme)

    def write(spec: SharedCaseSpec) -> str:
        values = {"label": spec.label, "profile": spec.profile}
        case, outcome = upsert(CaseType, {"slug": spec.slug}, values)
        told = [expected.scheme for expected in spec.expected]
        gone = case.expectations.filter(scheme__revises=None).exclude(scheme__slug__in=told)
        outcomes = [outcome, CHANGED if gone.delete()[0] else UNCHANGED]
        for expected in spec.expected:
            key = {"case_type": case, "scheme": schemes[expected.scheme]}
            values = {"verdict": expected.verdict, "reason": expected.reason}
            outcomes.append(upsert(Expectation, key, values)[1])
        return merge(*outcomes)

    write_each(catalogue, "cases", write, report)
