"""Addresses of the catalogue."""

from django.urls import path

from schemes import views

app_name = "schemes"

urlpatterns = [
    path("dispositifs/", views.catalogue, name="catalogue"),
    path("dispositifs/<slug:slug>/", views.card, name="card"),
    path("dispositifs/<slug:slug>/falc/", views.plain, name="plain"),
    path("contacts/", views.contacts, name="contacts"),
    path("glossaire/", views.glossary, name="glossary"),
]
