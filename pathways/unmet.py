"""Tells when a pathway has ended at a stage with no open scheme, and has it counted."""

from pathways.walk import StageFit
from schemes.counting import count_need
from schemes.profile import Profile
from schemes.unmet import one_of

STATUS, AREA = "statuts", "departement"


def count_unmet(session, stage: str, fit: StageFit, profile: Profile) -> None:
    """Only what three answers say goes on: the stage, one status, the department."""
    if has_ended_in_vain(fit, profile):
        status, department = one_of(profile.value(STATUS)), profile.value(AREA) or ""
        count_need(session, stage, status, department)


def has_ended_in_vain(fit: StageFit, profile: Profile) -> bool:
    """Something was answered, nothing is open, and no question is left that could open more."""
    has_answers = any(profile.is_known(key) for key in profile.answers)
    left = {key for one in fit.unknown for key in one.verdict.missing if not profile.is_asked(key)}
    return has_answers and not fit.yes and not left
