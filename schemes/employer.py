"""What is proposed to an employer: the schemes that fit a typical employee, the OPCO to call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from schemes.eligibility import Verdict
from schemes.listings import contacts_near, nearness
from schemes.models import (
    Contact,
    EmployerCall,
    EmployerProposal,
    EmployerSituation,
    Organisation,
    Scheme,
    Territory,
)
from schemes.profile import Profile, ProfileError, read_profile
from schemes.rulebook import AREA_CRITERION, Rulebook, load_rulebook
from schemes.tolerant import OneFilter, TolerantFilterSet
from schemes.vocabulary import Vocabulary

STATUS_CRITERION = "statuts"
PUBLIC_STATUS = "agent-public"  # an employer of public agents has no OPCO
OPCO_NETWORK = "opco"  # the organisation that the eleven are members of
MOST_CONTACTS = 2


@dataclass(frozen=True)
class Offer:
    """A scheme with its verdict for the typical employee; `open_questions` could still decide."""

    scheme: Scheme
    why: str
    verdict: Verdict
    open_questions: tuple[str, ...]


def typical_profile(status: str, known: Mapping[str, Any], vocabulary: Vocabulary) -> Profile:
    """The employee that a situation describes; raise ProfileError where it cannot be."""
    return read_profile({**known, STATUS_CRITERION: [status]}, vocabulary)


def offers_for(
    proposals: Iterable[EmployerProposal], rulebook: Rulebook, profile: Profile, today: date
) -> list[Offer]:
    """The schemes that are not closed to `profile`: those that are open first, as the file goes."""
    verdicts = rulebook.verdicts(profile, today)
    offers = [
        Offer(p.scheme, p.why, verdict, _labels(verdict.missing, rulebook.vocabulary))
        for p in proposals
        if (verdict := verdicts.get(p.scheme.slug)) and verdict.truth is not False
    ]
    return sorted(offers, key=lambda offer: offer.verdict.truth is None)


def _labels(keys: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(vocabulary[key].label for key in keys)


def rulebook_of(situation: EmployerSituation) -> Rulebook:
    """The rules of what the situation proposes, less what is no longer published or in force."""
    slugs = [proposal.scheme.slug for proposal in situation.proposals.all()]
    return load_rulebook(Scheme.objects.published().current().filter(slug__in=slugs))


@dataclass(frozen=True)
class Call:
    """Whom to call, with the few contacts that serve the department, the nearest first."""

    organisation: Organisation
    why: str
    contacts: list[Contact]
    only: str = ""  # the territories that it serves, where the chosen department is in none
    directory_only: str = ""  # the same of its directory


def calls_for(situation: EmployerSituation, filters: "SituationFilter") -> list[Call]:
    """Whom the page names; for a public agent no OPCO, and whom the page of that status names.

    While no department is chosen, contacts of one department alone are left out where others are.
    """
    department = filters.department
    place = Territory.objects.filter(slug=department).first() if department else None
    calls = list(situation.calls.all())
    if not filters.has_operator:
        calls = _public_calls(calls, filters.status_page)
    return [_call(call, place) for call in calls]


def _call(call: EmployerCall, place: Territory | None) -> Call:
    body = call.organisation
    lists = [c.territory for c in body.contacts.all() if c.form_url == body.directory_url]
    return Call(
        body,
        call.why,
        _contacts(body, place),
        only=_elsewhere(body.territories.all(), place),
        directory_only=_elsewhere(lists, place) if body.directory_url else "",
    )


def _elsewhere(territories: Iterable[Territory | None], place: Territory | None) -> str:
    """The names of `territories` where none of them holds `place`; nothing where one does."""
    territories = list(territories)
    if any(nearness(territory, place) is not None for territory in territories):
        return ""
    return ", ".join(dict.fromkeys(territory.name for territory in territories))


def _public_calls(
    calls: list[EmployerCall], status_page: EmployerSituation | None
) -> list[EmployerCall]:
    """The page's own come first: they say what to call for in this very situation."""
    calls = [call for call in calls if call.organisation.slug != OPCO_NETWORK]
    named = {call.organisation_id for call in calls}
    others = status_page.calls.all() if status_page else ()
    return calls + [call for call in others if call.organisation_id not in named]


def _contacts(organisation: Organisation, department: Territory | None) -> list[Contact]:
    contacts = contacts_near(organisation.contacts.all(), department)
    if department is None:
        wide = [c for c in contacts if not (c.territory and c.territory.is_department)]
        contacts = wide or contacts
    return contacts[:MOST_CONTACTS]


class OperatorFilter(TolerantFilterSet):
    """Which operator of competences (OPCO) serves a sector."""

    secteur = OneFilter(label="Secteur", field_name="slug", empty_label="Choisir un secteur")

    class Meta:
        model = Organisation
        fields = ()

    def __init__(self, data=None, **kwargs):
        operators = Organisation.objects.filter(network__slug=OPCO_NETWORK).exclude(sectors="")
        operators = operators.order_by("sectors").prefetch_related("contacts__territory")
        super().__init__(data, operators, **kwargs)
        self.filters["secteur"].extra["choices"] = [
            (operator.slug, operator.sectors.rstrip(". ")) for operator in operators
        ]

    def chosen(self, name: str) -> str:
        self.form.is_valid()
        return self.form.cleaned_data[name]

    @property
    def operator(self) -> Organisation | None:
        """The one that serves the chosen sector, or none."""
        return self.qs.first() if self.chosen("secteur") else None


class SituationFilter(OperatorFilter):
    """What an employer may make precise: status, sector, department. Nothing of a person's health.

    A situation written by hand in the admin may name what does not exist: that is left out.
    """

    statut = OneFilter(label="Statut de la personne", method="filter_later", empty_label=None)
    departement = OneFilter(label="Département", method="filter_later", empty_label="Tous")

    def __init__(
        self, data=None, *, situation: EmployerSituation, vocabulary: Vocabulary, **kwargs
    ):
        super().__init__(data, **kwargs)
        self.situation, self.vocabulary = situation, vocabulary
        labels = self._options(STATUS_CRITERION)
        self.statuses = [value for value in situation.statuses if value in labels]
        self.filters["statut"].extra["choices"] = [(v, labels[v]) for v in self.statuses]
        self.filters["departement"].extra["choices"] = list(self._options(AREA_CRITERION).items())

    def _options(self, key: str) -> dict[str, str]:
        known = self.vocabulary[key].options if key in self.vocabulary else ()
        return {option.value: option.label for option in known}

    def filter_later(self, queryset, name, value):
        """These choose schemes and contacts, not the operator."""
        return queryset

    @property
    def department(self) -> str:
        return self.chosen("departement")

    @property
    def status(self) -> str:
        return self.chosen("statut") or self.usual_status

    @property
    def usual_status(self) -> str:
        """The one that the situation's texts are written for."""
        return next(iter(self.statuses), "")

    @property
    def is_unusual(self) -> bool:
        return self.status != self.usual_status

    @property
    def status_label(self) -> str:
        options = self.vocabulary[STATUS_CRITERION].options
        return next((option.short for option in options if option.value == self.status), "")

    @property
    def has_operator(self) -> bool:
        return self.status != PUBLIC_STATUS

    @property
    def operator(self) -> Organisation | None:
        return super().operator if self.has_operator else None

    @property
    def query(self) -> str:
        return urlencode(self.choices)

    @property
    def told(self) -> list[str]:
        """Whom the page is for, in words: paper shows no form."""
        place = self._options(AREA_CRITERION).get(self.department, "")
        sectors = self.operator.sectors.rstrip(". ") if self.operator else ""
        return [words for words in (self.status_label, place, sectors) if words]

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen and means something here, as an address holds it."""
        names = ("statut", "departement", *(["secteur"] if self.has_operator else []))
        return {name: value for name in names if (value := self.chosen(name))}

    def address_of(self, other: EmployerSituation) -> str:
        """The page of `other` with what was chosen here; a status only where it may be chosen."""
        kept = dict(self.choices)
        if kept.get("statut") not in other.statuses[1:]:
            kept.pop("statut", None)
        return f"{other.get_absolute_url()}{'?' if kept else ''}{urlencode(kept)}"

    @property
    def catalogue_query(self) -> str:
        """The status, chosen or usual, and the department, as the catalogue's filters."""
        known = {"statut": self.status, "departement": self.department}
        return urlencode({name: value for name, value in known.items() if value})

    @cached_property
    def status_page(self) -> EmployerSituation | None:
        """The page that is about the status alone."""
        pages = EmployerSituation.objects.statuses().filter(statuses=[self.status])
        return pages.prefetch_related(
            "calls__organisation__contacts__territory", "calls__organisation__territories"
        ).first()

    @property
    def profile(self) -> Profile:
        return self.profile_of(self.status, self.department)

    def profile_of(self, status: str, department: str = "") -> Profile:
        known = dict(self.situation.profile)
        if department:
            known[AREA_CRITERION] = department
        try:
            return typical_profile(status, known, self.vocabulary)
        except ProfileError as error:
            kept = {key: value for key, value in known.items() if key not in error.errors}
            return read_profile(kept, self.vocabulary)
