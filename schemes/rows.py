"""The rows of the catalogue's list as HTML, made once for a version of the catalogue and a day.

Of a search only what no word changes is kept: names and summaries are marked each time.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from schemes import versions
from schemes.models import Scheme
from schemes.search.shown import Shown

ROW, FACTS = "schemes/_row.html", "schemes/_row_facts.html"
SHOWN = ("slug", "acronym", "name", "summary")  # what a row shows besides its facts

Parts = dict[int, SafeString]  # by the id of the card


def rows_of(schemes: Sequence[Scheme], shown: Shown, today: date) -> list[SafeString]:
    """In the order of `schemes`; the rest of a card is read where its row is not kept."""
    ids = [scheme.pk for scheme in schemes]
    if not shown.results.query:
        rows = _parts(ROW, ids, today)
        return [rows[pk] for pk in ids if pk in rows]
    shown.mark(schemes)
    facts = _parts(FACTS, ids, today)
    return [
        render_to_string(ROW, {"scheme": scheme, "facts": facts[scheme.pk]})
        for scheme in schemes
        if scheme.pk in facts
    ]


def _parts(template: str, ids: Collection[int], today: date) -> Parts:
    version = versions.current()
    if version is None:
        return _made(template, ids)
    keys = {pk: f"{version.stamp}:{today}:{template}:{pk}" for pk in ids}
    found = caches["rows"].get_many(keys.values())
    kept = {pk: mark_safe(found[key]) for pk, key in keys.items() if key in found}  # noqa: S308
    made = _made(template, [pk for pk in ids if pk not in kept])
    caches["rows"].set_many({keys[pk]: str(part) for pk, part in made.items()})
    return kept | made


def _made(template: str, ids: Collection[int]) -> Parts:
    schemes = Scheme.objects.filter(pk__in=ids).for_list() if ids else ()
    return {scheme.pk: render_to_string(template, {"scheme": scheme}) for scheme in schemes}
