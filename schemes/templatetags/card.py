"""Groups what a card shows: actors by role, other schemes by where they stand."""

from dataclasses import dataclass

from django import template

from schemes.enums import ActorRole
from schemes.models import Actor, Scheme
from schemes.neighbours import Place, places

register = template.Library()

TOLD_ELSEWHERE = {ActorRole.CONTACT}  # contacts have their own part of the card


@dataclass
class RolePart:
    label: str
    actors: list[Actor]


@register.filter
def actors_by_role(scheme: Scheme) -> list[RolePart]:
    """Who prescribes, runs, pays… in the order of the roles."""
    parts = []
    for role in ActorRole:
        actors = [actor for actor in scheme.actors.all() if actor.role == role]
        if actors and role not in TOLD_ELSEWHERE:
            parts.append(RolePart(role.label if len(actors) == 1 else f"{role.label}s", actors))
    return parts


@register.filter
def neighbours(scheme: Scheme) -> list[Place]:
    """What comes before, after, in its place…, of what the public may read."""
    return places(scheme.links_out, scheme.links_in)
