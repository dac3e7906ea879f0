"""Nobody goes round the workflow: a part of a card is edited by whoever may edit the card."""

from schemes.passing import standing
from schemes.refusals import Refusal
from schemes.workflow import ADMINISTER

CLOSED = {
    "brouillon": "Vous n'avez pas le droit de modifier les fiches.",
    "a-relire": "Cette fiche est en relecture : seul un relecteur la modifie.",
    "publie": "Cette fiche est publiée : préparez une modification dans une version de travail.",
    "archive": "Cette fiche est archivée : seul un administrateur la modifie.",
}
PROMISED = (
    "Cette fiche a une date de publication : annulez-la d'abord en la renvoyant en brouillon."
)


def check_may_edit(user, scheme) -> None:
    """Raise Refusal, which tells why."""
    state = standing(user, scheme)
    if not state.can_edit:
        raise Refusal(PROMISED if state.is_scheduled else CLOSED[scheme.publication])


class CardGuard:
    """For the admin of a part: `card` names the card that a row belongs to."""

    card = "scheme"

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._is_open(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._is_open(request, obj)

    def _is_open(self, request, obj) -> bool:
        return obj is None or standing(request.user, getattr(obj, self.card)).can_edit

    def save_model(self, request, obj, form, change):
        """The card that the part is put on may be another than the one it stood on."""
        check_may_edit(request.user, getattr(obj, self.card))
        super().save_model(request, obj, form, change)


class AdministratorsInline:
    """Rows that hang on cards of any state: read by all, changed by administrators."""

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and request.user.has_perm(ADMINISTER)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and request.user.has_perm(ADMINISTER)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and request.user.has_perm(ADMINISTER)
