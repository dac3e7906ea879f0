"""Addresses of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from portal import views
from portal.accounts.views import to_sign_in

handler403 = "portal.views.permission_denied"

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("schemes.urls")),
    path("parcours/", include("pathways.urls")),
    path("a-propos/", views.about, name="about"),
    path(
        "donnees-personnelles/",
        views.page,
        {"template": "portal/privacy.html"},
        name="privacy",
    ),
    path(
        "accessibilite/",
        views.page,
        {"template": "portal/accessibility.html"},
        name="accessibility",
    ),
    path("mentions-legales/", views.page, {"template": "portal/legal.html"}, name="legal"),
    path("styles/", views.styles, name="styles"),
    path("", include("pathways.plan_urls")),
    path("", include("portal.urls_machines")),
    path("api/v1/", include("portal.urls_api")),
    path("exports/", include("schemes.urls_exports")),
    path("admin/", include("schemes.urls_admin")),
    path("admin/login/", to_sign_in),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("compte/", include("portal.accounts.urls")),
]

handler429 = "portal.accounts.views.too_many"
handler500 = "portal.unavailable.server_error"  # 503 where the database is away
