"""Refusals that tell why."""

from django.core.exceptions import PermissionDenied


class Refusal(PermissionDenied):
    """A 403 whose message is a French sentence for whoever asked; others keep theirs inside."""
