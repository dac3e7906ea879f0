"""Addresses of the plan: those of the session, and those that need none."""

from django.urls import path

from pathways import plan_api, plan_outputs, plan_views

session_patterns = [
    path("plan/", plan_views.plan, name="plan"),
    path("plan/ajouter/", plan_views.add, name="plan-add"),
    path("plan/deplacer/", plan_views.move, name="plan-move"),
    path("plan/ordonner/", plan_views.reorder, name="plan-reorder"),
    path("plan/retirer/", plan_views.remove, name="plan-remove"),
    path("plan/modifier/", plan_views.edit, name="plan-edit"),
    path("plan/vider/", plan_views.clear, name="plan-clear"),
    path("plan/annuler/", plan_views.undo, name="plan-undo"),
    path("plan/commencer/", plan_views.start, name="plan-start"),
    path("plan/imprimer/", plan_outputs.paper, name="plan-print"),
    path("plan/plan.pdf", plan_outputs.as_pdf, name="plan-pdf"),
    path("plan/plan.ics", plan_outputs.as_calendar, name="plan-calendar"),
    path("plan/partager/", plan_outputs.share, name="plan-share"),
    path("plan/reprendre/", plan_outputs.resume, name="plan-resume"),
]

urlpatterns = [
    path("plans/<str:token>/", plan_outputs.shared, name="shared-plan"),
    path("api/v1/plans/verifier/", plan_api.PlanCheck.as_view(), name="api-plan-check"),
]
