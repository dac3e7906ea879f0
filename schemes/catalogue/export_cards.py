"""A card as its file has it: what write_schemes reads, made from what the database holds."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from schemes.catalogue.yaml_writing import Line, Prose, Row
from schemes.enums import Operator, Scope
from schemes.models import Condition, Expectation, Figure, Scheme

SECTIONS = ("summary", "steps", "rules", "cases", "plain", "changes")

PARTS = (
    "stages",
    "steps__organisation",
    "tips",
    "figures",
    "resources",
    "actors__organisation",
    "citations__source",
    "compensations",
    "outgoing_links__to_scheme",
    "audiences",
    "conditions__criterion",
    "conditions__unless_criterion",
    "conditions__source",
    "expectations__case_type",
    "changes",
)


def whole_cards(schemes: QuerySet[Scheme]) -> QuerySet[Scheme]:
    """With all that `card_of` reads, in a constant number of queries."""
    return schemes.select_related("territory", "plain").prefetch_related(*PARTS)


def card_of(scheme: Scheme) -> dict[str, Any]:
    """The card in the form of SchemeSpec, keys in the order of fixtures/."""
    return {
        "slug": scheme.slug,
        **filled(acronym=scheme.acronym),
        "name": scheme.name,
        **filled(aliases=Row(scheme.aliases)),
        "nature": scheme.nature,
        "legal_regime": scheme.legal_regime,
        "state": scheme.state,
        "stages": Row(stage.slug for stage in scheme.stages.all()),
        "territory": scheme.territory.slug,
        "publication": scheme.publication,
        "needs_review": scheme.needs_review,
        **filled(editor_note=Prose(scheme.editor_note)),
        "verified_on": scheme.verified_on,
        "review_every_months": scheme.review_every_months,
        "valid_from": scheme.valid_from,
        "valid_until": scheme.valid_until,
        "summary": scheme.summary,
        **filled(
            **_told(scheme),
            **_lists(scheme),
            rules=_rules(scheme),
            cases=[_case(row) for row in scheme.expectations.all()],
            plain=_plain(scheme),
            changes=[
                Line(made_on=change.made_on, text=change.text)
                for change in reversed(list(scheme.changes.all()))
            ],
        ),
    }


def filled(**values: Any) -> dict[str, Any]:
    """Without what is empty: a file says nothing of it. A number or a « no » is kept."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _told(scheme: Scheme) -> dict[str, Any]:
    return {
        "for_whom": scheme.for_whom,
        "objectives": scheme.objectives,
        "measure": Prose(scheme.measure),
        "specifics": scheme.specifics,
        "added_value": filled(
            person=scheme.value_person,
            employer=scheme.value_employer,
            training_body=scheme.value_training_body,
        ),
        "duration": _duration(scheme),
        "figures": [_figure(figure) for figure in scheme.figures.all()],
        "status_during": scheme.status_during,
        "income_during": scheme.income_during,
        "cost_left": scheme.cost_left,
        "certifying": scheme.certifying,
        "leads_to": scheme.leads_to,
    }


def _duration(scheme: Scheme) -> dict[str, Any]:
    hours = Row([scheme.weekly_hours_min, scheme.weekly_hours_max])
    return filled(
        min=number(scheme.duration_min),
        max=number(scheme.duration_max),
        unit=scheme.duration_unit,
        note=scheme.duration_note,
        rhythm=scheme.rhythm,
        weekly_hours=hours if any(bound is not None for bound in hours) else None,
    )


def number(value: Decimal | None) -> int | float | None:
    """24 rather than 24.00; a column of two places loses nothing in a float."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _figure(figure: Figure) -> Line:
    low, high = number(figure.minimum), number(figure.maximum)
    bounds = {"value": low} if low == high else {"min": low, "max": high}
    given = filled(unit=figure.unit, note=figure.note)
    return Line(key=figure.key, label=figure.label, **bounds, **given)


def _lists(scheme: Scheme) -> dict[str, Any]:
    return {
        "steps": [_step(step) for step in scheme.steps.all()],
        "tips": [tip.text for tip in scheme.tips.all()],
        "compensation_notes": scheme.compensation_notes,
        "compensation": Row(sorted(tool.slug for tool in scheme.compensations.all())),
        "actors": [
            Line(
                role=a.role, **filled(organisation=slug(a.organisation), label=a.label, note=a.note)
            )
            for a in scheme.actors.all()
        ],
        "resources": [
            Line(label=resource.label, url=resource.url, kind=resource.kind)
            for resource in scheme.resources.all()
        ],
        "links": [
            Line(
                kind=link.kind,
                to=link.to_scheme.slug,
                **filled(note=link.note, common_knowledge=link.common_knowledge or None),
            )
            for link in scheme.outgoing_links.all()
            if not link.to_scheme.is_working_copy
        ],
        "sources": [
            Line(source=citation.source.slug, place=citation.place)
            for citation in scheme.citations.all()
        ],
    }


def slug(row) -> str | None:
    return row.slug if row else None


def _step(step) -> str | Line:
    more = filled(organisation=slug(step.organisation), upstream=step.upstream or None)
    return Line(text=step.text, **more) if more else step.text


def _rules(scheme: Scheme) -> dict[str, Any]:
    conditions = scheme.conditions.all()
    return filled(
        base=_conditions((c for c in conditions if c.audience_id is None), scheme),
        audiences=[
            {
                "key": audience.key,
                "label": audience.label,
                "conditions": _conditions(
                    (c for c in conditions if c.audience_id == audience.pk), scheme
                ),
            }
            for audience in scheme.audiences.all()
        ],
    )


def _conditions(conditions: Iterable[Condition], scheme: Scheme) -> list[dict[str, Any]]:
    return [_condition(condition, scheme) for condition in conditions]


def _condition(condition: Condition, scheme: Scheme) -> dict[str, Any]:
    """Without a date, a condition was checked with its card."""
    own_day = condition.checked_on != scheme.verified_on
    exception = _test(condition, "unless_")
    return {
        **filled(scope=None if condition.scope == Scope.REQUIRED else condition.scope),
        **_test(condition, ""),
        **filled(unless=exception and Line(**exception, wording=condition.unless_wording)),
        "wording": condition.wording,
        "source": condition.source.slug,
        "place": condition.place,
        **({"checked_on": condition.checked_on} if own_day else {}),
    }


def _test(condition: Condition, prefix: str) -> dict[str, Any]:
    operator = getattr(condition, f"{prefix}operator")
    if not operator:
        return {}
    if operator == Operator.ALWAYS:
        return {"always": True}
    value = getattr(condition, f"{prefix}value")
    value = Row(value) if isinstance(value, list) else value
    return {"criterion": getattr(condition, f"{prefix}criterion").key, operator: value}


def _case(expected: Expectation) -> Line:
    case = expected.case_type
    profile = Line({key: in_line(answer) for key, answer in case.profile.items()})
    reason = filled(reason=expected.reason)
    return Line(
        slug=case.slug, label=case.label, profile=profile, verdict=expected.verdict, **reason
    )


def in_line(value: Any) -> Any:
    return Row(value) if isinstance(value, list) else value


def _plain(scheme: Scheme) -> dict[str, Any] | None:
    if not scheme.has_plain:
        return None
    plain = scheme.plain
    parts = ("what", "for_whom", "steps", "benefits", "call", "reviewed_by", "reviewed_on")
    return {part: getattr(plain, part) for part in parts}
