"""What cards refer to, as its files have it; the twin of write_reference and write_search."""

from typing import Any

from django.db.models import Count, Q

from schemes.catalogue.export_cards import filled, in_line, slug
from schemes.catalogue.yaml_writing import Line, Prose, Row
from schemes.enums import CriterionType
from schemes.models import (
    CaseType,
    Contact,
    Criterion,
    CriterionOption,
    GlossaryTerm,
    Organisation,
    Situation,
    Source,
    Stage,
    Synonym,
    Territory,
)


def territories() -> list[Line]:
    """The country, then regions, then departments."""
    kinds = ("pays", "region", "ancienne-region", "departement")
    rows = Territory.objects.select_related("parent").order_by("code", "slug")
    return [
        Line(
            slug=row.slug,
            code=row.code,
            kind=row.kind,
            name=row.name,
            **filled(parent=slug(row.parent)),
        )
        for row in sorted(rows, key=lambda row: kinds.index(row.kind))
    ]


def sources() -> list[dict[str, Any]]:
    return [
        {
            "slug": row.slug,
            "title": row.title,
            **filled(publisher=row.publisher, year=row.year, url=row.url, note=Prose(row.note)),
        }
        for row in Source.objects.order_by("pk")
    ]


def stages() -> list[dict[str, Any]]:
    return [
        {
            "slug": row.slug,
            "name": row.name,
            "position": row.position,
            **filled(
                question_person=row.question,
                description=Prose(row.description),
                needs=[need.text for need in row.needs.all()],
            ),
        }
        for row in Stage.objects.prefetch_related("needs")
    ]


def criteria() -> list[dict[str, Any]]:
    rows = Criterion.objects.select_related("follows").prefetch_related("options__helped_by")
    return [_criterion(row) for row in rows]


def _criterion(row: Criterion) -> dict[str, Any]:
    is_boolean = row.type == CriterionType.BOOLEAN
    asked_when = row.asked_when or {}
    return {
        "key": row.key,
        "label": row.label,
        "type": row.type,
        **filled(unit=row.unit, min=row.minimum, max=row.maximum),
        "group": row.group,
        "about": row.about,
        "sensitive": row.sensitive,
        "changeable": row.changeable,
        "question": row.question,
        **filled(
            question_self=row.question_self,
            hint=row.hint,
            why=row.why,
            options=[_option(option, is_boolean) for option in row.options.all()],
            exclusive=[Row(pair) for pair in row.exclusive],
            follows=row.follows and row.follows.key,
            asked_when=Line({key: in_line(value) for key, value in asked_when.items()}),
        ),
    }


def _option(option: CriterionOption, is_boolean: bool) -> Line:
    return Line(
        value=option.value == "true" if is_boolean else option.value,
        label=option.label,
        **filled(label_short=option.label_short, hint=option.hint),
        advisable=option.advisable,
        **filled(
            change=option.change,
            helped_by=Row(sorted(s.slug for s in option.helped_by.all() if not s.is_working_copy)),
        ),
    )


def organisations() -> dict[str, dict[str, Any]]:
    rows = Organisation.objects.select_related("network", "source").prefetch_related(
        "territories", "contacts__territory"
    )
    return {row.slug: _organisation(row) for row in rows}


def _organisation(row: Organisation) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "name": row.name,
        **filled(acronym=row.acronym, network=slug(row.network)),
        "kind": row.kind,
        **filled(
            territories=Row(territory.slug for territory in row.territories.all()),
            description=Prose(row.description),
            sectors=Prose(row.sectors),
            offers=Prose(row.offers),
            url=row.url,
            directory_url=row.directory_url,
            contacts=[_contact(contact) for contact in row.contacts.all()],
            source=slug(row.source),
            place=row.place,
        ),
    }


def _contact(contact: Contact) -> Line:
    return Line(
        label=contact.label,
        role=contact.role,
        **filled(
            territory=slug(contact.territory),
            phone=contact.phone,
            email=contact.email,
            form_url=contact.form_url,
            address=contact.address,
            note=contact.note,
        ),
    )


def glossary() -> list[dict[str, Any]]:
    rows = GlossaryTerm.objects.select_related("scheme", "source").order_by("slug")
    return [
        {
            "slug": row.slug,
            "term": row.term,
            **filled(expansion=row.expansion, aliases=Row(row.aliases)),
            "definition": row.definition,
            **filled(
                url=row.url, scheme=slug(row.scheme), source=slug(row.source), place=row.place
            ),
        }
        for row in rows
    ]


def situations() -> list[dict[str, Any]]:
    return [
        {
            "slug": row.slug,
            "phrase": row.phrase,
            "voice": row.voice,
            **filled(others=Row(row.others), keywords=Row(row.keywords)),
            "answer": row.answer,
            **filled(
                scheme=slug(row.scheme),
                stage=slug(row.stage),
                filters=row.filters and Line(_filters(row.filters)),
            ),
        }
        for row in Situation.objects.select_related("scheme", "stage")
    ]


def _filters(filters: dict[str, list[str]]) -> dict[str, Any]:
    """A text to search is one value; of the other parameters there may be several."""
    return {name: values[0] if name == "q" else Row(values) for name, values in filters.items()}


def synonyms() -> list[dict[str, Any]]:
    return [
        {"slug": row.slug, "words": Row(row.words), "finds": Row(row.finds)}
        for row in Synonym.objects.all()
    ]


def shared_cases() -> list[dict[str, Any]]:
    """Case types that no card holds alone: tried on several, or on none yet."""
    own = Count("expectations", Q(expectations__scheme__revises=None))
    rows = CaseType.objects.annotate(cards=own).exclude(cards=1)
    return [
        {
            "slug": row.slug,
            "label": row.label,
            "profile": Line({key: in_line(answer) for key, answer in row.profile.items()}),
            "expected": [
                Line(scheme=e.scheme.slug, verdict=e.verdict, **filled(reason=e.reason))
                for e in row.expectations.all()
                if not e.scheme.is_working_copy
            ],
        }
        for row in rows.prefetch_related("expectations__scheme")
    ]
