"""Writes what cards refer to: territories, sources, stages, criteria, organisations, glossary."""

from schemes.catalogue.reader import Catalogue
from schemes.catalogue.schema_reference import CriterionSpec, OrganisationSpec
from schemes.catalogue.sync import CHANGED, Report, merge, replace_links, replace_rows, upsert
from schemes.catalogue.writing import by_slug, write_each
from schemes.models import (
    Criterion,
    CriterionOption,
    GlossaryTerm,
    Organisation,
    Scheme,
    Source,
    Stage,
    Territory,
)


def write_territories(catalogue: Catalogue, report: Report) -> None:
    parents_first = {"pays": 0, "region": 1, "ancienne-region": 2, "departement": 3}

    def write(spec):
        parent = Territory.objects.get(slug=spec.parent) if spec.parent else None
        values = {"code": spec.code, "kind": spec.kind, "name": spec.name, "parent": parent}
        return upsert(Territory, {"slug": spec.slug}, values)[1]

    write_each(catalogue, "territories", write, report, order=lambda s: parents_first[s.kind])


def write_sources(catalogue: Catalogue, report: Report) -> None:
    def write(spec):
        return upsert(Source, {"slug": spec.slug}, spec.model_dump(exclude={"slug"}))[1]

    write_each(catalogue, "sources", write, report)


def write_stages(catalogue: Catalogue, report: Report) -> None:
    def write(spec):
        values = {
            "name": spec.name,
            "position": spec.position,
            "question": spec.question_person,
            "description": spec.description,
        }
        stage, outcome = upsert(Stage, {"slug": spec.slug}, values)
        return merge(outcome, replace_rows(stage.needs, ({"text": text} for text in spec.needs)))

    write_each(catalogue, "stages", write, report)


def write_criteria(catalogue: Catalogue, report: Report) -> None:
    positions = {key: position for position, key in enumerate(catalogue.entries["criteria"])}

    def write(spec: CriterionSpec):
        values = spec.model_dump(exclude={"key", "min", "max", "options", "follows", "exclusive"})
        values |= {
            "position": positions[spec.key],
            "minimum": spec.min,
            "maximum": spec.max,
            "exclusive": [list(pair) for pair in spec.exclusive],
            "follows": Criterion.objects.get(key=spec.follows) if spec.follows else None,
        }
        criterion, outcome = upsert(Criterion, {"key": spec.key}, values)
        rows = (
            {**option.model_dump(exclude={"value", "helped_by"}), "value": option.stored_value}
            for option in spec.options
        )
        return merge(outcome, replace_rows(criterion.options, rows))

    write_each(catalogue, "criteria", write, report, order=lambda s: bool(s.follows))


def write_option_helpers(catalogue: Catalogue, report: Report) -> None:
    """Which schemes bring an answer about; written once the schemes stand."""
    schemes = by_slug(Scheme)
    for spec in catalogue.specs("criteria"):
        for option in spec.options:
            row = CriterionOption.objects.get(criterion__key=spec.key, value=option.stored_value)
            if replace_links(row.helped_by, [schemes[slug] for slug in option.helped_by]):
                report.note("criteria", spec.key, CHANGED)


def write_organisations(catalogue: Catalogue, report: Report) -> None:
    territories, sources = by_slug(Territory), by_slug(Source)

    def write(spec: OrganisationSpec):
        values = spec.model_dump(exclude={"slug", "territories", "contacts"})
        values["network"] = Organisation.objects.get(slug=spec.network) if spec.network else None
        values["source"] = sources.get(spec.source)
        row, outcome = upsert(Organisation, {"slug": spec.slug}, values)
        contacts = [
            {
                **contact.model_dump(exclude={"territory"}),
                "territory_id": territories[contact.territory].pk if contact.territory else None,
            }
            for contact in spec.contacts
        ]
        places = [territories[slug] for slug in spec.territories]
        return merge(
            outcome, replace_rows(row.contacts, contacts), replace_links(row.territories, places)
        )

    networks = {spec.slug: spec.network for spec in catalogue.specs("organisations")}
    write_each(catalogue, "organisations", write, report, order=lambda s: _depth(s.slug, networks))


def _depth(slug: str, networks: dict[str, str | None]) -> int:
    """How many networks stand above, so that a network is written before its members."""
    depth, seen = 0, {slug}
    while (slug := networks.get(slug)) and slug not in seen:
        seen.add(slug)
        depth += 1
    return depth


def write_glossary(catalogue: Catalogue, report: Report) -> None:
    schemes, sources = by_slug(Scheme), by_slug(Source)

    def write(spec):
        values = spec.model_dump(exclude={"slug"})
        values |= {"scheme": schemes.get(spec.scheme), "source": sources.get(spec.source)}
        return upsert(GlossaryTerm, {"slug": spec.slug}, values)[1]

    write_each(catalogue, "glossary", write, report)
