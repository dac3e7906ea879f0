"""Rows that only the search reads, and what a search finds, by name."""

from collections.abc import Iterable
from typing import Any

from schemes.models import Initiative, Scheme, SearchKind, Situation, Synonym
from schemes.search.api import search
from tests.factories import make_source, make_territory


def make_initiative(title: str = "Un essai", **values: Any) -> Initiative:
    values = {"slug": f"essai-{Initiative.objects.count()}", "carrier": "Une association"} | values
    values = {"territory": make_territory(), "source": make_source(), "place": "page 1"} | values
    return Initiative.objects.create(title=title, **{"summary": "Ce qu'on a fait."} | values)


def make_situation(phrase: str, **values: Any) -> Situation:
    """Leads to the list of what is open to `inscrit`, unless told."""
    slug = f"situation-{Situation.objects.count()}"
    if not {"scheme", "stage"} & set(values):
        values = {"filters": {"statut": ["inscrit"]}} | values
    values = {"voice": "personne", "answer": "Une liste."} | values
    return Situation.objects.create(slug=slug, phrase=phrase, **values)


def make_synonym(words: Iterable[str], finds: Iterable[str]) -> Synonym:
    slug = f"synonyme-{Synonym.objects.count()}"
    return Synonym.objects.create(slug=slug, words=list(words), finds=list(finds))


def found(text: str, **options: Any) -> list[str]:
    """Slugs of the cards that are found, best first; historic ones only if `historic`."""
    hits = search(text, **options).of(SearchKind.SCHEME)
    slugs = dict(Scheme.objects.values_list("pk", "slug"))
    shown = hits if options.get("historic") else hits.current
    return [slugs[pk] for pk in shown.ids]
