"""Writes what serves the search: situations and synonyms."""

from schemes.catalogue.reader import Catalogue
from schemes.catalogue.schema_search import SituationSpec
from schemes.catalogue.sync import Report, upsert
from schemes.catalogue.writing import by_slug, write_each
from schemes.models import Scheme, Situation, Stage, Synonym


def write_situations(catalogue: Catalogue, report: Report) -> None:
    schemes, stages = by_slug(Scheme), by_slug(Stage)
    positions = {slug: position for position, slug in enumerate(catalogue.entries["situations"])}

    def write(spec: SituationSpec):
        values = spec.model_dump(exclude={"slug", "scheme", "stage", "filters"}) | {
            "position": positions[spec.slug],
            "scheme": schemes.get(spec.scheme),
            "stage": stages.get(spec.stage),
            "filters": spec.filters and spec.filters.parameters,
        }
        return upsert(Situation, {"slug": spec.slug}, values)[1]

    write_each(catalogue, "situations", write, report)


def write_synonyms(catalogue: Catalogue, report: Report) -> None:
    def write(spec):
        return upsert(Synonym, {"slug": spec.slug}, spec.model_dump(exclude={"slug"}))[1]

    write_each(catalogue, "synonyms", write, report)
