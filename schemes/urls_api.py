"""Addresses of the catalogue's API."""

from django.urls import path

from schemes import api, api_initiatives

urlpatterns = [
    path("dispositifs/", api.SchemeList.as_view(), name="api-schemes"),
    path("dispositifs/<slug:slug>/", api.SchemeDetail.as_view(), name="api-scheme"),
    path("criteres/", api.CriterionList.as_view(), name="api-criteria"),
    path("contacts/", api.ContactList.as_view(), name="api-contacts"),
    path("glossaire/", api.TermList.as_view(), name="api-glossary"),
    path("retours-d-experience/", api_initiatives.InitiativeList.as_view(), name="api-initiatives"),
]
