"""Addresses of the catalogue."""

from django.urls import path

from schemes import (
    compare_views,
    directory_views,
    employer_views,
    initiatives,
    plain_mode,
    preview_views,
    report_views,
    views,
)

app_name = "schemes"

urlpatterns = [
    path("dispositifs/", views.catalogue, name="catalogue"),
    path("dispositifs/<slug:slug>/", plain_mode.opens_plain(views.card), name="card"),
    path("dispositifs/<slug:slug>/falc/", views.plain, name="plain"),
    path("dispositifs/<slug:slug>/signaler/", report_views.report, name="report"),
    path("dispositifs/<slug:slug>/signaler/merci/", report_views.thanks, name="report-thanks"),
    path("apercu/<str:token>/", preview_views.card, name="preview"),
    path("apercu/<str:token>/falc/", preview_views.plain, name="preview-plain"),
    path("mots-simples/", plain_mode.switch, name="plain-switch"),
    path("comparer/", compare_views.compare_page, name="compare"),
    path("rh/", employer_views.home, name="employer"),
    path("rh/<slug:slug>/", employer_views.situation, name="employer-situation"),
    path("contacts/", directory_views.contacts, name="contacts"),
    path("contacts/<slug:slug>.vcf", directory_views.contact_card, name="contact-card"),
    path("glossaire/", views.glossary, name="glossary"),
    path("retours-d-experience/", initiatives.initiatives, name="initiatives"),
    path("retours-d-experience/<slug:slug>/", initiatives.initiative, name="initiative"),
]
