"""Pages of the editors' workshop that stand beside the admin's own."""

from django.contrib.admin import site
from django.urls import path

from schemes import board_views, guide_views

app_name = "workshop"

urlpatterns = [
    path("tableau-de-bord/", site.admin_view(board_views.board), name="board"),
    path(
        "tableau-de-bord/<slug:slug>/verifie/",
        site.admin_view(board_views.verified),
        name="verified",
    ),
    path("guide/", site.admin_view(guide_views.guide), name="guide"),
    path(
        "guide/images/redaction/<slug:name>.png",
        site.admin_view(guide_views.picture),
        name="guide-picture",
    ),
    path("besoins-sans-reponse/", site.admin_view(board_views.unmet), name="unmet"),
]
