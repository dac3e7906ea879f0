"""The states of a card, and who may bring it from one to another. Pure."""

from collections.abc import Container
from dataclasses import dataclass

from schemes.enums import Publication

SUBMIT = "schemes.submit_scheme"
PUBLISH = "schemes.publish_scheme"
ADMINISTER = "schemes.administer_scheme"
CHANGE = "schemes.change_scheme"

DRAFT, TO_REVIEW = Publication.DRAFT, Publication.TO_REVIEW
PUBLISHED, ARCHIVED = Publication.PUBLISHED, Publication.ARCHIVED


class Refused(Exception):
    """Why something is not allowed, as a French sentence for whoever asked."""


@dataclass(frozen=True)
class Transition:
    """One way from a state to another, the permission that it asks for, and its button."""

    origin: Publication
    target: Publication
    permission: str
    label: str
    asks_reason: bool = False
    for_working_copies: bool = True


TRANSITIONS = (
    Transition(DRAFT, TO_REVIEW, SUBMIT, "Envoyer à la relecture"),
    Transition(TO_REVIEW, DRAFT, PUBLISH, "Renvoyer en brouillon", asks_reason=True),
    Transition(TO_REVIEW, PUBLISHED, PUBLISH, "Publier"),
    Transition(
        PUBLISHED,
        DRAFT,
        ADMINISTER,
        "Retirer de la publication",
        asks_reason=True,
        for_working_copies=False,
    ),
    Transition(
        PUBLISHED, ARCHIVED, PUBLISH, "Archiver", asks_reason=True, for_working_copies=False
    ),
    Transition(
        ARCHIVED,
        DRAFT,
        PUBLISH,
        "Remettre en brouillon",
        asks_reason=True,
        for_working_copies=False,
    ),
)

# What the public reads, or is about to, changes by a working copy; or by an administrator.
EDITING = {DRAFT: CHANGE, TO_REVIEW: PUBLISH, PUBLISHED: ADMINISTER, ARCHIVED: ADMINISTER}


@dataclass(frozen=True)
class Situation:
    """What a decision about a card reads: the card, who asks, and the others."""

    publication: str
    permissions: Container[str]
    is_working_copy: bool = False
    is_scheduled: bool = False
    is_own: bool = False  # who asks is who last sent the card to review
    another_can_publish: bool = False
    blockers: tuple[str, ...] = ()

    @property
    def editing_permission(self) -> str:
        return ADMINISTER if self.is_scheduled else EDITING[Publication(self.publication)]

    @property
    def can_edit(self) -> bool:
        return CHANGE in self.permissions and self.editing_permission in self.permissions


def open_transitions(situation: Situation) -> list[Transition]:
    """Those that may be offered as buttons."""
    return [t for t in TRANSITIONS if not refusal(t, situation)]


def transition_to(target: str, situation: Situation) -> Transition:
    """The transition that leads there; raises Refused where there is none, or not for this person.

    A reason that is asked for and not given is the caller's to check.
    """
    for transition in TRANSITIONS:
        if (transition.origin, transition.target) == (situation.publication, target):
            if why := refusal(transition, situation):
                raise Refused(why)
            return transition
    state = Publication(situation.publication).label.lower()
    raise Refused(f"Une fiche « {state} » ne passe pas à cet état.")


def refusal(transition: Transition, situation: Situation) -> str:
    """Why the transition is closed, as a French sentence, or nothing."""
    if transition.origin != situation.publication:
        return "La fiche n'est plus dans cet état : rechargez sa page."
    if transition.permission not in situation.permissions:
        return f"« {transition.label} » ne vous est pas ouvert : demandez à un relecteur."
    if situation.is_working_copy and not transition.for_working_copies:
        return "Une version de travail se publie ou s'abandonne, rien d'autre."
    if transition.target == PUBLISHED:
        return publication_refusal(situation)
    return ""


def publication_refusal(situation: Situation) -> str:
    """Two pairs of eyes where there are two, and nothing that blocks."""
    if situation.is_own and situation.another_can_publish:
        return "Vous avez envoyé cette fiche à la relecture : une autre personne doit la publier."
    if situation.blockers:
        return f"La fiche n'est pas publiable : {' '.join(situation.blockers)}"
    return ""
