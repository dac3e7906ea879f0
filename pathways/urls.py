"""Addresses of the pathway."""

from django.urls import path

from pathways import journeys, plan_urls, views

app_name = "pathways"

urlpatterns = [
    path("", views.start, name="start"),
    path("questions/", views.next_question, name="next"),
    path("questions/toutes/", views.all_questions, name="all"),
    path("questions/<str:key>/", views.question, name="question"),
    path("reponses/", views.summary, name="summary"),
    path("etapes/", views.stages, name="stages"),
    path("etapes/<slug:slug>/", views.stage, name="stage"),
    path("types/<slug:slug>/", journeys.journey, name="journey"),
    *plan_urls.session_patterns,
    path("effacer/", views.erase, name="erase"),
    path("quitter/", views.leave, name="leave"),
]
