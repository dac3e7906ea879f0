"""Field experience, comparisons, typical pathways, the employer's entrance, as their files."""

from typing import Any

from schemes.catalogue.export_cards import filled, slug
from schemes.catalogue.yaml_writing import Line, Prose, Row
from schemes.models import (
    Comparison,
    ComparisonCell,
    EmployerPoint,
    EmployerSituation,
    Initiative,
    Journey,
    JourneyStep,
)


def initiatives() -> dict[str, dict[str, Any]]:
    rows = Initiative.objects.select_related("territory", "source")
    return {row.slug: _initiative(row) for row in rows.prefetch_related("stages", "schemes")}


def _initiative(row: Initiative) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "title": row.title,
        "carrier": row.carrier,
        "territory": row.territory.slug,
        **filled(
            place_note=row.place_note,
            year=row.year,
            period=row.period,
            public=row.public,
            summary=row.summary,
            actions=row.actions,
            results=row.results,
            figures=[Line(figure) for figure in row.figures],
            keys=row.keys,
            watchpoints=row.watchpoints,
            group=row.group,
            programme=row.programme,
            stages=Row(stage.slug for stage in row.stages.all()),
            schemes=_slugs(row.schemes),
        ),
        "source": row.source.slug,
        "place": row.place,
    }


def _slugs(schemes) -> Row:
    return Row(sorted(s.slug for s in schemes.all() if not s.is_working_copy))


def comparisons() -> dict[str, dict[str, Any]]:
    rows = Comparison.objects.select_related("source").prefetch_related("cells__scheme")
    return {
        row.slug: {
            "slug": row.slug,
            "title": row.title,
            **filled(intro=Prose(row.intro)),
            "source": row.source.slug,
            "place": row.place,
            "attributes": _attributes(row.cells.all()),
        }
        for row in rows
    }


def _attributes(cells: list[ComparisonCell]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for cell in cells:
        attribute = found.setdefault(cell.key, {"key": cell.key, "label": cell.label, "values": {}})
        attribute["values"][cell.scheme.slug] = cell.text
    return list(found.values())


def journeys() -> list[dict[str, Any]]:
    rows = Journey.objects.prefetch_related("steps__organisations", "steps__schemes")
    return [
        {
            "slug": row.slug,
            "title": row.title,
            **filled(situations=row.situations),
            "steps": [_journey_step(step) for step in row.steps.all()],
        }
        for row in rows
    ]


def _journey_step(step: JourneyStep) -> dict[str, Any]:
    return {
        "key": step.key,
        "phase": step.phase,
        "title": step.title,
        **filled(
            need=step.need,
            text=Prose(step.text),
            who=Row(sorted(body.slug for body in step.organisations.all())),
            schemes=_slugs(step.schemes),
        ),
        "kind": step.kind,
    }


POINTS = {
    "gains": EmployerPoint.Kind.GAIN,
    "duties": EmployerPoint.Kind.DUTY,
    "steps": EmployerPoint.Kind.STEP,
    "costs": EmployerPoint.Kind.COST,
}


def employer() -> list[dict[str, Any]]:
    rows = EmployerSituation.objects.order_by("position", "slug").prefetch_related(
        "points__source", "points__organisation", "proposals__scheme", "calls__organisation"
    )
    return [_situation(row) for row in rows]


def _situation(row: EmployerSituation) -> dict[str, Any]:
    page = Line(label=row.link_label, url=row.link_url) if row.link_url else None
    return {
        "slug": row.slug,
        "kind": row.kind,
        "label": row.label,
        "question": row.question,
        "promise": row.promise,
        "answer": Prose(row.answer),
        "statuses": Row(row.statuses),
        **filled(
            profile=Line(row.profile),
            **{name: [_point(p) for p in row.points_of(kind)] for name, kind in POINTS.items()},
            limits=Prose(row.limits),
            official_page=page,
        ),
        "schemes": [Line(scheme=p.scheme.slug, why=p.why) for p in row.proposals.all()],
        **filled(
            calls=[Line(organisation=c.organisation.slug, why=c.why) for c in row.calls.all()]
        ),
    }


def _point(point: EmployerPoint) -> Line:
    body = filled(organisation=slug(point.organisation))
    return Line(text=point.text, **body, source=point.source.slug, place=point.place)
