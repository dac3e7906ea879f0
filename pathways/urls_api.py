"""Addresses of the pathway's API."""

from django.urls import path

from pathways import api

urlpatterns = [
    path("eligibilite/", api.Eligibility.as_view(), name="api-eligibility"),
]
