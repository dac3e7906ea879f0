"""Groups what a card shows: actors by role."""

from dataclasses import dataclass

from django import template

from schemes.enums import ActorRole
from schemes.models import Actor, Scheme

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
