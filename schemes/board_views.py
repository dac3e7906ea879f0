"""The editors' board in the admin. Each view parses, asks, renders."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from schemes.admin.freshness import mark_verified
from schemes.board import Board
from schemes.models import Scheme
from schemes.unmet_board import UnmetBoard


def admin_page(request, template: str, title: str, **context):
    """A page of ours in the frame of the admin."""
    frame = admin.site.each_context(request) | {"title": title}
    return render(request, template, frame | context)


@require_safe
@permission_required("schemes.view_scheme", raise_exception=True)
def board(request):
    today = timezone.localdate()
    may_verify = request.user.has_perm("schemes.change_scheme")
    context = {"board": Board(today), "may_verify": may_verify}
    return admin_page(request, "admin/workshop/board.html", "Tableau de bord", **context)


@require_POST
@permission_required("schemes.change_scheme", raise_exception=True)
def verified(request, slug):
    scheme = get_object_or_404(Scheme, slug=slug)
    mark_verified(admin.site.get_model_admin(Scheme), request, scheme)
    messages.success(request, f"« {scheme} » est marqué vérifié aujourd'hui.")
    return redirect("workshop:board")


@require_safe
@permission_required("schemes.view_unmetneed", raise_exception=True)
def unmet(request):
    board = UnmetBoard(timezone.localdate())
    return admin_page(request, "admin/workshop/unmet.html", "Besoins sans réponse", board=board)
