"""Marks the first use of each term of the glossary in a page, and leads to its definition.

{% page_terms as terms %} … {{ scheme.measure|explain:terms }}
"""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from schemes.explaining import Lexicon, Mention, Term
from schemes.models import GlossaryTerm, Scheme
from schemes.versions import per_version

register = template.Library()

COLUMNS = ("slug", "term", "expansion", "aliases", "scheme__slug")


class PageTerms:
    """The glossary for one page: each term is marked once, the first time that it is named.

    The glossary is read when the first text is shown.
    """

    def __init__(self, subject: str = ""):
        """`subject` is the slug of the scheme that the page is about: its own name is known."""
        self._subject = subject
        self._lexicon: Lexicon | None = None
        self._told: set[str] = set()
        self.address = reverse("schemes:glossary")

    def mentions(self, text: str) -> list[Mention]:
        """Those of terms that the page has not named yet; they count as named from now on."""
        found = []
        for mention in self._load().mentions(text):
            if mention.slug not in self._told:
                self._told.add(mention.slug)
                found.append(mention)
        return found

    def _load(self) -> Lexicon:
        if self._lexicon is None:
            self._lexicon, subjects = load_lexicon()
            self._told |= {term for term, scheme in subjects if scheme == self._subject}
        return self._lexicon


@per_version
def load_lexicon() -> tuple[Lexicon, tuple[tuple[str, str], ...]]:
    """The glossary, and which term has a card of its own: their slugs."""
    rows = list(GlossaryTerm.objects.order_by("term").values_list(*COLUMNS))
    lexicon = Lexicon(Term(*row[:3], tuple(row[3])) for row in rows)
    return lexicon, tuple((row[0], row[-1]) for row in rows if row[-1])


@register.simple_tag
def page_terms(scheme: Scheme | None = None) -> PageTerms:
    """What `explain` needs, once a page; with the scheme that the page is about, if any."""
    return PageTerms(scheme.slug if scheme else "")


@register.filter
def explain(text: object, terms: PageTerms) -> SafeString:
    """`text`, escaped, with a link to the glossary on each term not named before in the page.

    Only for running text: never inside a link, a heading or a button.
    """
    return mark_terms(str(text), terms.mentions(str(text)), terms.address)


def mark_terms(text: str, mentions: list[Mention], address: str) -> SafeString:
    """`text` is taken for plain text, even where somebody declared it safe."""
    parts: list[str] = []
    last = 0
    for mention in mentions:
        named = text[mention.start : mention.end]
        parts += [text[last : mention.start], _link(named, mention, address)]
        last = mention.end
    parts.append(text[last:])
    return format_html_join("", "{}", ((part,) for part in parts))


def _link(named: str, mention: Mention, address: str) -> SafeString:
    if mention.expansion:
        named = format_html('<abbr title="{}">{}</abbr>', mention.expansion, named)
    return format_html('<a class="term" href="{}#{}">{}</a>', address, mention.slug, named)
