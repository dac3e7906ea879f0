"""Which schemes a chosen status closes, and where an employer's page still names them."""

from datetime import date

from schemes.employer import SituationFilter
from schemes.explaining import Lexicon, Term
from schemes.models import GlossaryTerm, Scheme
from schemes.rulebook import Rulebook


class Closed:
    """The schemes that the status closes while the page's texts, for the usual one, name them."""

    def __init__(self, schemes: list[Scheme]):
        self._labels = {scheme.slug: str(scheme) for scheme in schemes}
        self._lexicon = Lexicon(_terms(schemes))

    def named_in(self, text: str) -> list[str]:
        """Their names, each once, as the text goes."""
        slugs = dict.fromkeys(mention.slug for mention in self._lexicon.mentions(text))
        return [self._labels[slug] for slug in slugs]


def closed_schemes(filters: SituationFilter, rulebook: Rulebook, today: date) -> list[Scheme]:
    """Wherever the person lives: a department closes for another reason."""
    if not filters.is_unusual:
        return []
    chosen = rulebook.verdicts(filters.profile_of(filters.status), today)
    usual = rulebook.verdicts(filters.profile_of(filters.usual_status), today)
    proposed = (proposal.scheme for proposal in filters.situation.proposals.all())
    return [
        scheme
        for scheme in proposed
        if scheme.slug in chosen
        and chosen[scheme.slug].truth is False
        and usual[scheme.slug].truth is not False
    ]


def _terms(schemes: list[Scheme]) -> list[Term]:
    """What may name them: acronym, name, and the other forms that the glossary has of these.

    A card's own aliases serve the search: « changer de métier » names no scheme in a sentence.
    Nor does a term that only leads to a card: the Agefiph is more than its aids.
    """
    if not schemes:
        return []
    terms = GlossaryTerm.objects.filter(scheme__in=schemes).select_related("scheme")
    known = [
        Term(term.scheme.slug, term.term, "", tuple(term.aliases))
        for term in terms
        if term.term in (term.scheme.acronym, term.scheme.name)
    ]
    return known + [Term(s.slug, s.acronym or s.name, "", (s.name,)) for s in schemes]
