"""Accounts in the admin: the trail, read only; the way out for who has lost her second factor."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.accounts import trail
from portal.accounts.models import SignIn
from schemes.admin.base import ReadOnlyAdmin

admin.site.unregister(EmailAddress)  # nobody signs in by e-mail
admin.site.unregister(Authenticator)  # secrets are nobody's to read
admin.site.unregister(get_user_model())


@admin.register(SignIn)
class SignInAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "user", "address")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("user__username", "address")
    date_hierarchy = "at"


@admin.register(get_user_model())
class AccountAdmin(UserAdmin):
    actions = ("remove_second_factor",)

    @admin.action(
        description="Retirer le second facteur (téléphone ou clé perdus)", permissions=["change"]
    )
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet) -> None:
        """She is led to set up another the next time that she signs in."""
        owned = Authenticator.objects.filter(user__in=queryset)
        for user in queryset.filter(authenticator__in=owned).distinct():
            trail.note(SignIn.Kind.FACTOR_REMOVED, request, user)
        owned.delete()
        messages.success(request, "Second facteur retiré : un autre sera demandé à la connexion.")
