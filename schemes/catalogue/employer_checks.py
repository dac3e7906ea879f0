"""Checks the employer's entrance that was just written: no scheme is proposed that is closed."""

from collections.abc import Iterator

from schemes.catalogue.faults import Fault
from schemes.catalogue.reader import Catalogue, Entry
from schemes.eligibility import known_answers, settle
from schemes.employer import typical_profile
from schemes.models import Scheme
from schemes.profile import Profile, ProfileError
from schemes.rulebook import Rulebook, load_rulebook


def employer_faults(catalogue: Catalogue) -> Iterator[Fault]:
    entries = catalogue.entries["employer"].values()
    if not entries:
        return
    named = {proposal.scheme for entry in entries for proposal in entry.spec.schemes}
    rulebook = load_rulebook(Scheme.objects.filter(slug__in=named))
    for entry in entries:
        try:
            profiles = [
                typical_profile(status, entry.spec.profile, rulebook.vocabulary)
                for status in entry.spec.statuses
            ]
        except ProfileError as error:
            for key, messages in error.errors.items():
                place = ("statuses",) if key == "statuts" else ("profile",)
                yield entry.fault(place, f"{key} : {' '.join(messages)}")
            continue
        yield from _closed(entry, profiles, rulebook)


def _closed(entry: Entry, profiles: list[Profile], rulebook: Rulebook) -> Iterator[Fault]:
    """Whatever the day: a scheme that ends one day must not make the files unreadable."""
    for index, proposal in enumerate(entry.spec.schemes):
        rules = rulebook.rulesets[proposal.scheme]
        if all(settle(rules, known_answers(profile)) is False for profile in profiles):
            message = f"« {proposal.scheme} » est fermé à tous les statuts de cette situation."
            yield entry.fault(("schemes", index), message)
