"""The catalogue's GET parameters: read, checked, turned into queryset verbs."""

from datetime import date
from functools import cached_property
from itertools import product

from django.db.models import Min

from schemes.eligibility import evaluate
from schemes.enums import LegalRegime, Nature, StageSlug, State
from schemes.models import Scheme
from schemes.profile import Profile
from schemes.rulebook import load_rulebook, load_vocabulary
from schemes.tolerant import OneFilter, SeveralFilter, TextFilter, TolerantFilterSet

STATUS, HANDICAP, AREA = "statuts", "handicap", "departement"
SORTS = {
    "pertinence": ("Ordre du parcours", ("first_stage", "name")),
    "nom": ("Nom", ("name",)),
    "maj": ("Vérifié récemment", ("-verified_on", "name")),
}


class SchemeFilter(TolerantFilterSet):
    """Filters published cards; statuses, handicap and department are decided by `evaluate`."""

    q = TextFilter(label="Mot cherché", method="filter_text")
    etape = SeveralFilter(label="Étape", choices=StageSlug.choices, method="filter_stage")
    nature = SeveralFilter(label="Nature", choices=Nature.choices, field_name="nature")
    droit = SeveralFilter(label="Droit", choices=LegalRegime.choices, field_name="legal_regime")
    statut = SeveralFilter(label="Situation de la personne", method="filter_later")
    handicap = SeveralFilter(label="Reconnaissance du handicap", method="filter_later")
    departement = OneFilter(label="Département", method="filter_later", empty_label="Tous")
    etat = SeveralFilter(label="État", choices=State.choices, method="filter_later")
    tri = OneFilter(
        label="Trier par",
        choices=[(key, label) for key, (label, _) in SORTS.items()],
        method="filter_later",
        empty_label=None,
    )

    class Meta:
        model = Scheme
        fields = ()

    def __init__(self, data=None, queryset=None, *, today: date, **kwargs):
        if queryset is None:
            queryset = Scheme.objects.published()
        super().__init__(data, queryset, **kwargs)
        self.today = today
        for name, key in (("statut", STATUS), ("handicap", HANDICAP), ("departement", AREA)):
            self.filters[name].extra["choices"] = self._choices(key)

    @cached_property
    def vocabulary(self):
        return load_vocabulary()

    def _choices(self, key: str) -> list[tuple[str, str]]:
        if key not in self.vocabulary:
            return []
        return [(option.value, option.label) for option in self.vocabulary[key].options]

    def filter_text(self, queryset, name, value):
        return queryset.matching(value)

    def filter_stage(self, queryset, name, values):
        return queryset.filter(stages__slug__in=values) if values else queryset

    def filter_later(self, queryset, name, value):
        """Read together, once all values are known: see `filter_queryset`."""
        return queryset

    def filter_queryset(self, queryset):
        chosen = self.form.cleaned_data
        queryset = super().filter_queryset(queryset)
        states = chosen["etat"]
        queryset = queryset.filter(state__in=states) if states else queryset.current()
        queryset = self._open_to(queryset.distinct(), chosen)
        return self._sorted(queryset, chosen["tri"] or "pertinence")

    def _sorted(self, queryset, sort: str):
        return queryset.annotate(first_stage=Min("stages__position")).order_by(*SORTS[sort][1])

    def _open_to(self, queryset, chosen: dict):
        """Without the cards that are closed to everybody who was asked for."""
        if not (chosen["statut"] or chosen["handicap"] or chosen["departement"]):
            return queryset
        profiles = list(self._profiles(chosen))
        rulesets = load_rulebook(queryset).rulesets
        kept = [
            slug
            for slug, rules in rulesets.items()
            if any(evaluate(rules, profile, self.today).truth is not False for profile in profiles)
        ]
        return queryset.filter(slug__in=kept)

    def _profiles(self, chosen: dict):
        for status, handicap in product(chosen["statut"] or [None], chosen["handicap"] or [None]):
            answers = {
                STATUS: status and frozenset({status}),
                HANDICAP: handicap,
                AREA: chosen["departement"],
            }
            yield Profile({key: answer for key, answer in answers.items() if answer})
