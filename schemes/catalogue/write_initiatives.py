"""Writes field experience, comparisons and typical pathways."""

from schemes.catalogue.reader import Catalogue
from schemes.catalogue.schema_initiative import ComparisonSpec, InitiativeSpec, JourneySpec
from schemes.catalogue.sync import (
    CHANGED,
    UNCHANGED,
    Report,
    merge,
    replace_links,
    replace_rows,
    upsert,
)
from schemes.catalogue.writing import by_slug, write_each
from schemes.models import (
    Comparison,
    Initiative,
    Journey,
    JourneyStep,
    Organisation,
    Scheme,
    Source,
    Stage,
    Territory,
)


def write_initiatives(catalogue: Catalogue, report: Report) -> None:
    territories, sources = by_slug(Territory), by_slug(Source)
    stages, schemes = by_slug(Stage), by_slug(Scheme)

    def write(spec: InitiativeSpec):
        values = spec.model_dump(exclude={"slug", "stages", "schemes"})
        values |= {"territory": territories[spec.territory], "source": sources[spec.source]}
        row, outcome = upsert(Initiative, {"slug": spec.slug}, values)
        return merge(
            outcome,
            replace_links(row.stages, [stages[slug] for slug in spec.stages]),
            replace_links(row.schemes, [schemes[slug] for slug in spec.schemes]),
        )

    write_each(catalogue, "initiatives", write, report)


def write_comparisons(catalogue: Catalogue, report: Report) -> None:
    schemes, sources = by_slug(Scheme), by_slug(Source)

    def write(spec: ComparisonSpec):
        values = spec.model_dump(include={"title", "intro", "place"})
        row, outcome = upsert(
            Comparison, {"slug": spec.slug}, values | {"source": sources[spec.source]}
        )
        cells = [
            {
                "key": attribute.key,
                "label": attribute.label,
                "scheme_id": schemes[slug].pk,
                "text": text,
            }
            for attribute in spec.attributes
            for slug, text in attribute.values.items()
        ]
        return merge(outcome, replace_rows(row.cells, cells))

    write_each(catalogue, "comparisons", write, report)


def write_journeys(catalogue: Catalogue, report: Report) -> None:
    schemes, organisations = by_slug(Scheme), by_slug(Organisation)

    def write(spec: JourneySpec):
        values = {"title": spec.title, "situations": spec.situations}
        row, outcome = upsert(Journey, {"slug": spec.slug}, values)
        gone = row.steps.exclude(key__in=[step.key for step in spec.steps])
        outcomes = [outcome, CHANGED if gone.delete()[0] else UNCHANGED]
        for position, step in enumerate(spec.steps):
            fields = step.model_dump(include={"phase", "kind", "title", "need", "text"})
            own, outcome = upsert(
                JourneyStep, {"journey": row, "key": step.key}, fields | {"position": position}
            )
            outcomes += [
                outcome,
                replace_links(own.schemes, [schemes[slug] for slug in step.schemes]),
                replace_links(own.organisations, [organisations[slug] for slug in step.who]),
            ]
        return merge(*outcomes)

    write_each(catalogue, "journeys", write, report)
