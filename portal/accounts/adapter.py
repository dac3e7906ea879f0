"""How allauth works here: accounts are made in the admin, addresses are read behind proxies."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import render

from portal.accounts.addresses import client_address
from portal.accounts.demo import is_demo


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or ""

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs):
        """The demonstration account opens nothing outside DEBUG, even where it was left behind."""
        if is_demo(user) and not settings.DEBUG:
            raise ImmediateHttpResponse(render(request, "403.html", status=403))
        return super().pre_login(request, user, **kwargs)
