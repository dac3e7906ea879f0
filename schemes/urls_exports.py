"""Addresses of the whole catalogue as files."""

from django.urls import path

from schemes.exports import views

urlpatterns = [
    path("dispositifs.csv", views.TableExport.as_view(), name="export-csv"),
    path("dispositifs.json", views.JSONExport.as_view(), name="export-json"),
    path("data-inclusion.json", views.InclusionExport.as_view(), name="export-inclusion"),
]
